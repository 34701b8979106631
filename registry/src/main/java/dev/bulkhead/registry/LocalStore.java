package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The content of one layout or archive: blobs by digest, and what they are called. Blobs lie under
 * {@code blobs/}, or where an archive of Docker says.
 */
final class LocalStore implements ContentStore {
  private final String where;
  private final LocalContent content;
  private final List<Root> roots = new ArrayList<>();
  private final Map<Digest, String> files = new HashMap<>();
  private final Map<Digest, String> documents = new HashMap<>();

  LocalStore(String where, LocalContent content) {
    this.where = where;
    this.content = content;
  }

  /** A manifest or index that has names. */
  private record Root(Descriptor descriptor, List<LocalName> names) {}

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

  /** What the reference names here; empty where it is not held. */
  List<Descriptor> named(ImageReference reference) {
    Digest digest = reference.digest();
    if (digest != null) {
      return byDigest(digest);
    }
    return roots.stream()
        .filter(root -> root.names().stream().anyMatch(name -> name.matches(reference)))
        .map(Root::descriptor)
        .toList();
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
      String json = VerifiedBlob.text(this, descriptor, ImageAssembler.MAX_DOCUMENT);
      return new ManifestAnswer.Content("", digest.get(), json);
    } catch (IOException unreadable) {
      return new ManifestAnswer.NotTold(
          "Manifest %s in %s could not be read. %s"
              .formatted(digest.get(), where, ImageAssembler.message(unreadable)),
          "Supply an undamaged copy with --images PATH.");
    }
  }

  @Override
  public InputStream blob(Digest digest, long size) throws IOException {
    return content.open(file(digest));
  }

  private String file(Digest digest) {
    String file = files.get(digest);
    return file != null ? file : "blobs/%s/%s".formatted(digest.algorithm(), digest.hex());
  }
}
