package dev.bulkhead.airgap.bundle;

import dev.bulkhead.airgap.bundle.CarriedImage.Form;
import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ContentStore;
import dev.bulkhead.registry.ContentStore.ManifestAnswer;
import dev.bulkhead.registry.Descriptor;
import dev.bulkhead.registry.Manifest;
import dev.bulkhead.registry.VerifiedBlob;
import dev.bulkhead.registry.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One way down from what a name stands for to all manifests and blobs that are carried. Serves one
 * image.
 */
final class ManifestWalk {
  private static final int MAX_DEPTH = 8;
  private static final int MAX_DOCUMENTS = 10_000;
  private static final int MAX_CONFIG = 8 << 20;
  private static final Set<String> CONFIGS =
      Set.of(Manifest.OCI_CONFIG, Manifest.DOCKER_CONFIG, "");

  private final ContentStore store;
  private final BundleWish wish;
  private final Map<Digest, Document> documents = new LinkedHashMap<>();
  private final Map<Digest, Document> bare = new LinkedHashMap<>();
  private final Map<Digest, Descriptor> blobs = new LinkedHashMap<>();
  private final SortedSet<Platform> platforms = new TreeSet<>();
  private final SortedSet<Platform> leftOut = new TreeSet<>();
  private final SortedSet<Platform> served = new TreeSet<>();
  private @Nullable Digest asked;
  private boolean isSparse;
  private boolean isRewritten;

  ManifestWalk(ContentStore store, BundleWish wish) {
    this.store = store;
    this.wish = wish;
  }

  /** A manifest could not be had. */
  static final class Stop extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient ManifestAnswer answer;
    private final String wanted;

    Stop(String wanted, ManifestAnswer answer) {
      super("There is no manifest %s.".formatted(wanted));
      this.wanted = wanted;
      this.answer = answer;
    }

    ManifestAnswer answer() {
      return answer;
    }

    String wanted() {
      return wanted;
    }
  }

  /** Walks down from there; returns what is carried in its place, which may be rewritten. */
  Document from(String tagOrDigest) throws IOException {
    Document named = document(tagOrDigest, "");
    asked = named.digest();
    return walk(named, null, 0);
  }

  /** The digest of what was named, before anything was rewritten. */
  Digest asked() {
    return Objects.requireNonNull(asked, "the walk has begun");
  }

  private Document document(String tagOrDigest, String mediaType) throws IOException {
    ManifestAnswer answer = store.manifest(tagOrDigest);
    if (!(answer instanceof ManifestAnswer.Content content)) {
      throw new Stop(tagOrDigest, answer);
    }
    if (documents.size() >= MAX_DOCUMENTS) {
      throw new IOException("It lists more than %,d manifests.".formatted(MAX_DOCUMENTS));
    }
    String stated = Descriptor.normal(Json.object(content.json()).text("mediaType"));
    String type = stated.isEmpty() ? mediaType : stated;
    return new Document(
        type.isEmpty() ? Descriptor.normal(content.mediaType()) : type,
        content.digest(),
        content.json());
  }

  private Document walk(Document document, @Nullable Platform stated, int depth)
      throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException("Its indexes are nested more than %d deep.".formatted(MAX_DEPTH));
    }
    return switch (Manifest.read(document.mediaType(), document.json())) {
      case Manifest.Index(var children) -> index(typed(document, true), children, depth);
      case Manifest.Single single -> single(typed(document, false), single, stated);
      case Manifest.Schema1() ->
          throw new IOException(
              "Its manifest is of Docker's schema 1, which containerd 2 pulls no longer.");
      case Manifest.Unrecognised(var type) ->
          throw new IOException(
              "Its manifest %s is of no known kind (media type \"%s\")."
                  .formatted(document.digest(), type));
    };
  }

  /** Where nothing states its type, what it holds does. */
  private static Document typed(Document document, boolean isIndex) {
    return document.mediaType().isEmpty()
        ? new Document(
            isIndex ? Manifest.OCI_INDEX : Manifest.OCI_MANIFEST,
            document.digest(),
            document.json())
        : document;
  }

  private Document single(Document document, Manifest.Single single, @Nullable Platform stated)
      throws IOException {
    Platform platform = stated != null ? stated : platform(single);
    if (platform == null) {
      served.addAll(wish.platforms());
    } else {
      platforms.add(platform);
      for (Platform wanted : wish.platforms()) {
        if (wanted.runs(platform)) {
          served.add(wanted);
        }
      }
    }
    blobs.putIfAbsent(single.config().digest(), single.config());
    single.layers().forEach(layer -> blobs.putIfAbsent(layer.digest(), layer));
    documents.putIfAbsent(document.digest(), document);
    return document;
  }

  /** The platform that the image itself states; null where it is no image. */
  private @Nullable Platform platform(Manifest.Single single) throws IOException {
    if (!CONFIGS.contains(single.config().mediaType())) {
      return null;
    }
    byte[] bytes = VerifiedBlob.bytes(store, single.config(), MAX_CONFIG);
    Json config = Json.object(new String(bytes, StandardCharsets.UTF_8));
    String os = config.text("os");
    String architecture = config.text("architecture");
    return os.isEmpty() || architecture.isEmpty()
        ? null
        : Platform.of(os, architecture, config.text("variant"));
  }

  private Document index(Document index, List<Descriptor> children, int depth) throws IOException {
    Set<Digest> chosen = IndexChoice.of(wish, children);
    var rewritten = new LinkedHashMap<Digest, Document>();
    for (Descriptor child : children) {
      if (!chosen.contains(child.digest())) {
        leaveOut(child);
        keepBare(child);
      } else if (!documents.containsKey(child.digest())) {
        Document carried = document(child.digest().toString(), child.mediaType());
        requireSize(carried, child);
        rewritten.put(child.digest(), walk(carried, platform(child), depth + 1));
      }
    }
    Document kept = wish.isRewriting() ? rewritten(index, chosen, rewritten) : index;
    documents.putIfAbsent(kept.digest(), kept);
    return kept;
  }

  private static @Nullable Platform platform(Descriptor child) {
    return child.isAttestation() ? null : child.platform();
  }

  private void leaveOut(Descriptor child) {
    isSparse = true;
    Platform platform = platform(child);
    if (platform != null) {
      leftOut.add(platform);
    }
  }

  /** What a node may run in place of its own, its containerd wants to read. */
  private void keepBare(Descriptor child) throws IOException {
    Platform platform = platform(child);
    boolean mayRun =
        platform != null && wish.platforms().stream().anyMatch(wanted -> wanted.runs(platform));
    if (mayRun
        && !wish.isRewriting()
        && store.manifest(child.digest().toString()) instanceof ManifestAnswer.Content content) {
      bare.putIfAbsent(
          child.digest(), new Document(child.mediaType(), child.digest(), content.json()));
    }
  }

  private static void requireSize(Document document, Descriptor said) throws IOException {
    int size = document.bytes().length;
    if (size != said.size()) {
      throw new IOException(
          "Its index says that manifest %s has %,d bytes, and it has %,d."
              .formatted(said.digest(), said.size(), size));
    }
  }

  private Document rewritten(Document index, Set<Digest> chosen, Map<Digest, Document> children)
      throws IOException {
    boolean isWhole =
        children.entrySet().stream().allMatch(e -> e.getKey().equals(e.getValue().digest()))
            && Json.object(index.json()).list("manifests").stream()
                .allMatch(child -> holds(chosen, child));
    if (isWhole) {
      return index;
    }
    isRewritten = true;
    Json cut = Json.object(index.json()).keeping("manifests", child -> holds(chosen, child));
    String text = cut.write();
    for (var child : children.entrySet()) {
      if (!child.getKey().equals(child.getValue().digest())) {
        throw new IOException(
            "Its index lists another index, of which a part was left out; such are not rewritten.");
      }
    }
    return Document.made(index.mediaType(), text);
  }

  private static boolean holds(Set<Digest> chosen, Json child) {
    return Digest.parse(child.text("digest")).filter(chosen::contains).isPresent();
  }

  /** What became of the index. */
  Form form(Document root) throws IOException {
    if (!(Manifest.read(root.mediaType(), root.json()) instanceof Manifest.Index)) {
      return Form.MANIFEST;
    }
    if (isRewritten) {
      return Form.REWRITTEN;
    }
    return isSparse ? Form.SPARSE : Form.WHOLE;
  }

  /** Platforms that were asked for, and for which nothing is there. */
  SortedSet<Platform> missing() {
    var missing = new TreeSet<>(wish.platforms());
    missing.removeAll(served);
    return missing;
  }

  /** What there is beside. */
  SortedSet<Platform> offered() {
    var offered = new TreeSet<>(platforms);
    offered.addAll(leftOut);
    return offered;
  }

  SortedSet<Platform> platforms() {
    return platforms;
  }

  SortedSet<Platform> leftOut() {
    var only = new TreeSet<>(leftOut);
    only.removeAll(platforms);
    return only;
  }

  List<Document> documents() {
    return List.copyOf(documents.values());
  }

  List<Document> bare() {
    return bare.values().stream()
        .filter(document -> !documents.containsKey(document.digest()))
        .toList();
  }

  List<Descriptor> blobs() {
    return List.copyOf(blobs.values());
  }

  static String joined(Collection<Platform> platforms) {
    return platforms.stream().map(Platform::toString).collect(Collectors.joining(", "));
  }
}
