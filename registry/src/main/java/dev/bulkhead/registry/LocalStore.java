package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The content of one layout or archive: blobs by digest, and what they are called. Blobs lie under
 * {@code blobs/}, or where an archive of Docker says. Nothing is unpacked.
 */
public final class LocalStore implements ContentStore {
  private final String where;
  private final LocalContent content;
  private final List<Root> roots = new ArrayList<>();
  private final Map<Digest, String> files = new HashMap<>();
  private final Map<Digest, String> documents = new HashMap<>();

  LocalStore(String where, LocalContent content) {
    this.where = where;
    this.content = content;
  }

  /**
   * Opens a layout or an archive: an OCI layout's directory, an OCI archive, a Docker archive,
   * compressed or not.
   *
   * @throws dev.bulkhead.verdict.UserError if it is none of these, or cannot be read
   */
  public static LocalStore open(Path path) {
    return LocalLayouts.open(path);
  }

  /**
   * Opens a layout or an archive as containerd's importer reads it: with an {@code oci-layout},
   * {@code index.json} alone counts; without one, it is an archive of Docker.
   *
   * @throws dev.bulkhead.verdict.UserError if it is none of these, or cannot be read
   */
  public static LocalStore openAsImported(Path path) {
    return LocalLayouts.openAsImported(path);
  }

  /**
   * What a layout or an archive lists: a manifest or an index.
   *
   * @param descriptor with the annotations as they stand in {@code index.json}; with none where an
   *     archive of Docker lists it
   * @param names what it is called, in the canonical form of references, or as a bare tag after the
   *     archive's own name; none for what has no name, or one that is no reference
   */
  public record Listed(Descriptor descriptor, List<String> names) {
    public Listed {
      names = List.copyOf(names);
    }
  }

  private record Root(Descriptor descriptor, List<LocalName> names) {}

  /** What is listed, in the order in which it stands there. */
  public List<Listed> listed() {
    return roots.stream()
        .map(
            root ->
                new Listed(
                    root.descriptor(), root.names().stream().map(LocalName::toString).toList()))
        .toList();
  }

  /** The size of a blob or manifest as it lies here, in bytes; empty where it is not here. */
  public OptionalLong size(Digest digest) {
    String document = documents.get(digest);
    return document != null
        ? OptionalLong.of(document.getBytes(StandardCharsets.UTF_8).length)
        : content.size(file(digest));
  }

  /**
   * Whether the archive as a whole is compressed, so that each blob is found by reading all that
   * lies before it.
   */
  public boolean isCompressed() {
    return content.isCompressed();
  }

  /** Adds a manifest or index under its names. */
  void add(Descriptor descriptor, List<LocalName> names) {
    roots.add(new Root(descriptor, List.copyOf(names)));
  }

  /** Adds a manifest that lies in no file, made of what the archive says in its own form. */
  Descriptor addDocument(String mediaType, String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    Digest digest = VerifiedBlob.sha256(bytes);
    documents.put(digest, json);
    return Descriptor.of(mediaType, digest, bytes.length);
  }

  /** Says in which file a blob lies. */
  void addBlob(Digest digest, String file) {
    files.put(digest, file);
  }

  /** What the reference names here, each content once; empty where it is not held. */
  List<Descriptor> named(ImageReference reference) {
    Digest digest = reference.digest();
    if (digest != null) {
      return byDigest(digest);
    }
    var named = new LinkedHashMap<Digest, Descriptor>();
    roots.stream()
        .filter(root -> root.names().stream().anyMatch(name -> name.matches(reference)))
        .map(Root::descriptor)
        .forEach(descriptor -> named.putIfAbsent(descriptor.digest(), descriptor));
    return List.copyOf(named.values());
  }

  private List<Descriptor> byDigest(Digest digest) {
    if (documents.containsKey(digest)) {
      return List.of(Descriptor.of("", digest, 0));
    }
    OptionalLong size = content.size(file(digest));
    return size.isPresent() ? List.of(Descriptor.of("", digest, size.getAsLong())) : List.of();
  }

  /** The tags that the reference's repository has here. */
  List<String> tags(ImageReference repository) {
    return roots.stream()
        .flatMap(root -> root.names().stream())
        .flatMap(name -> name.tagIn(repository).stream())
        .distinct()
        .toList();
  }

  /** The names that are held here, for reports. */
  SortedSet<String> names() {
    var names = new TreeSet<String>();
    roots.forEach(root -> root.names().forEach(name -> names.add(name.toString())));
    return names;
  }

  @Override
  public String where() {
    return where;
  }

  @Override
  public ManifestAnswer manifest(String tagOrDigest) {
    var digest = Digest.parse(tagOrDigest);
    if (digest.isEmpty()) {
      return new ManifestAnswer.NotFound("There is no such tag.", List.of());
    }
    String document = documents.get(digest.get());
    if (document != null) {
      return new ManifestAnswer.Content(Manifest.DOCKER_MANIFEST, digest.get(), document);
    }
    OptionalLong size = content.size(file(digest.get()));
    if (size.isEmpty()) {
      return new ManifestAnswer.NotFound(
          "%s holds no manifest %s.".formatted(where, digest.get()), List.of());
    }
    var descriptor = Descriptor.of("", digest.get(), size.getAsLong());
    try {
      byte[] bytes = VerifiedBlob.bytes(this, descriptor, ImageAssembler.MAX_DOCUMENT);
      return Utf8.read(bytes)
          .<ManifestAnswer>map(json -> new ManifestAnswer.Content("", digest.get(), json))
          .orElseGet(() -> notText(digest.get()));
    } catch (IOException unreadable) {
      return new ManifestAnswer.NotTold(
          "Manifest %s in %s could not be read. %s"
              .formatted(digest.get(), where, ImageAssembler.message(unreadable)),
          "Supply an undamaged copy with --images PATH.");
    }
  }

  private ManifestAnswer notText(Digest digest) {
    return new ManifestAnswer.NotTold(
        "Manifest %s in %s is no UTF-8, and so no JSON.".formatted(digest, where),
        "Supply an undamaged copy with --images PATH.");
  }

  @Override
  public InputStream blob(Digest digest, long size) throws IOException {
    String document = documents.get(digest);
    return document != null
        ? new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8))
        : content.open(file(digest));
  }

  private String file(Digest digest) {
    String file = files.get(digest);
    return file != null ? file : "blobs/%s/%s".formatted(digest.algorithm(), digest.hex());
  }
}
