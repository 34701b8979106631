package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.http.Place;
import dev.bulkhead.registry.http.RegistryClient;
import dev.bulkhead.registry.http.RegistryTrouble;
import dev.bulkhead.registry.http.Reply;
import dev.bulkhead.registry.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A registry's repository. A tag is resolved by HEAD and then read by its digest, as containerd
 * does; every manifest's digest is worked out here, whatever the registry says it is.
 */
final class RegistryStore implements ContentStore {
  /** Codes that say what a 404 leaves open (OCI distribution specification, "Error Codes"). */
  private static final Set<String> UNTELLING = Set.of("DENIED", "UNAUTHORIZED", "TOOMANYREQUESTS");

  private final RegistryClient client;
  private final Place place;
  private final @Nullable ContentStore next;
  private final Once<String, ManifestAnswer> manifests = new Once<>();
  private final Once<String, Existence> existences = new Once<>();
  private final Once<Place, Listing> listings = new Once<>();
  private final Once<Place, Boolean> probes = new Once<>();

  /**
   * A repository.
   *
   * @param next where blobs are read that are not to be had here; null for nowhere
   */
  RegistryStore(RegistryClient client, Place place, @Nullable ContentStore next) {
    this.client = client;
    this.place = place;
    this.next = next;
  }

  @Override
  public String where() {
    return place.registry();
  }

  /** The repository that this is. */
  Place place() {
    return place;
  }

  @Override
  public ManifestAnswer manifest(String tagOrDigest) {
    return manifests.get(tagOrDigest, this::read);
  }

  /** Whether there is such a manifest, without reading it. */
  Existence existence(String tagOrDigest) {
    return existences.get(tagOrDigest, this::probe);
  }

  /** What asking for the tags comes to. */
  sealed interface Listing {
    /** The tags, as far as they are told. */
    record Told(TagList.Tags tags) implements Listing {}

    /** The registry says that there is no such repository, in those words. */
    record NoRepository(String answer) implements Listing {}

    /** Nobody could be asked. */
    record NotTold(String reason, String supply) implements Listing {}
  }

  /** All tags as far as they can be had; empty where the list cannot be read. */
  Optional<TagList.Tags> tags() {
    return switch (listing()) {
      case Listing.Told(var tags) -> Optional.of(tags);
      case Listing.NoRepository _, Listing.NotTold _ -> Optional.empty();
    };
  }

  /** All tags as far as they can be had, or why they cannot. */
  Listing listing() {
    return listings.get(
        place,
        _ -> {
          try {
            return switch (new TagList(client, place).read()) {
              case TagList.Tags tags -> new Listing.Told(tags);
              case TagList.NoList(var reply) -> noList(reply);
            };
          } catch (RegistryTrouble trouble) {
            return new Listing.NotTold(trouble.reason(), trouble.supply());
          }
        });
  }

  private Listing noList(Reply reply) {
    if (reply.status() == 404 && isDefinite(reply)) {
      return new Listing.NoRepository(reply.words());
    }
    if (reply.isOk()) {
      return new Listing.NotTold(
          "%s answered %s when asked for the tags of %s, but with no list of tags."
              .formatted(reply.host(), reply.words(), place),
          "Check that %s is a registry, and what stands between here and there."
              .formatted(place.registry()));
    }
    var refusal = Refusals.of(reply, place, place.toString());
    return new Listing.NotTold(refusal.reason(), refusal.supply());
  }

  @Override
  public InputStream blob(Digest digest, long size) throws IOException {
    try {
      return open("blobs/" + digest, size);
    } catch (RegistryTrouble trouble) {
      if (next == null || trouble.kind() == RegistryTrouble.Kind.INTERRUPTED) {
        throw trouble;
      }
      return next.blob(digest, size);
    }
  }

  /** The list that the registry keeps, or, where it keeps none, what stands under its stand-in. */
  @Override
  public ManifestAnswer referrers(Digest subject) {
    try {
      Reply reply =
          client.get(
              place,
              "referrers/" + subject,
              Manifest.OCI_INDEX,
              client.options().limits().manifestBytes());
      if (reply.isOk() && reply.json().filter(list -> list.has("manifests")).isPresent()) {
        return content(reply, "referrers/" + subject, null);
      }
      if (isRefusal(reply) || reply.status() >= 500) {
        return Refusals.of(reply, place, "what refers to %s@%s".formatted(place, subject));
      }
    } catch (RegistryTrouble trouble) {
      return Refusals.of(trouble);
    }
    return manifest(subject.algorithm() + "-" + subject.hex());
  }

  @Override
  public boolean holds(Digest digest, long size) throws IOException {
    String path = "blobs/" + digest;
    Reply reply = client.head(place, path, "");
    if (reply.isOk()) {
      Optional<String> length = reply.header("Content-Length");
      return length.isEmpty() || length.get().equals(Long.toString(size));
    }
    if (reply.status() != 404) {
      throw client.absent(place, path, reply);
    }
    return false;
  }

  /** A small blob is read whole, so that a connection that breaks on the way is tried again. */
  private InputStream open(String path, long size) throws RegistryTrouble {
    int small = client.options().limits().answerBytes();
    if (size < 0 || size > small) {
      return client.open(place, path);
    }
    Reply reply = client.get(place, path, "", small);
    if (!reply.isOk()) {
      throw client.absent(place, path, reply);
    }
    return new ByteArrayInputStream(reply.bytes());
  }

  private ManifestAnswer read(String tagOrDigest) {
    try {
      Optional<Digest> digest = Digest.parse(tagOrDigest);
      if (digest.isPresent()) {
        return answer(get(tagOrDigest), tagOrDigest, digest.get());
      }
      Reply head = head(tagOrDigest);
      if (isRefusal(head)) {
        return Refusals.of(head, place, wanted(tagOrDigest));
      }
      Optional<Digest> named = head.isOk() ? namedDigest(head) : Optional.empty();
      if (named.isPresent()
          && manifest(named.get().toString()) instanceof ManifestAnswer.Content content) {
        return content;
      }
      return answer(get(tagOrDigest), tagOrDigest, null);
    } catch (RegistryTrouble trouble) {
      return Refusals.of(trouble);
    }
  }

  private Existence probe(String tagOrDigest) {
    try {
      Reply head = head(tagOrDigest);
      if (head.isOk() && (head.isFromRegistry() || namedDigest(head).isPresent())) {
        return new Existence.Exists(place.registry(), namedDigest(head));
      }
      if (isRefusal(head)) {
        return Existence.of(place.registry(), Refusals.of(head, place, wanted(tagOrDigest)));
      }
    } catch (RegistryTrouble trouble) {
      return Existence.of(place.registry(), Refusals.of(trouble));
    }
    return Existence.of(place.registry(), manifest(tagOrDigest));
  }

  /** Whether asking once more with GET would change nothing. */
  private static boolean isRefusal(Reply head) {
    return head.status() == 401 || head.status() == 403 || head.status() == 429;
  }

  private static Optional<Digest> namedDigest(Reply head) {
    return head.header("Docker-Content-Digest").flatMap(Digest::parse);
  }

  private Reply head(String tagOrDigest) throws RegistryTrouble {
    return client.head(place, "manifests/" + tagOrDigest, ManifestTypes.ACCEPT);
  }

  private Reply get(String tagOrDigest) throws RegistryTrouble {
    return client.get(
        place,
        "manifests/" + tagOrDigest,
        ManifestTypes.ACCEPT,
        client.options().limits().manifestBytes());
  }

  private ManifestAnswer answer(Reply reply, String tagOrDigest, @Nullable Digest digest) {
    if (reply.isOk()) {
      return content(reply, tagOrDigest, digest);
    }
    if (reply.status() == 404 && isDefinite(reply)) {
      return new ManifestAnswer.NotFound(
          reply.words(), digest == null ? nearest(tagOrDigest) : List.of());
    }
    return Refusals.of(reply, place, wanted(tagOrDigest));
  }

  /** Whether it is a registry that says so, and not some page on the way. */
  private boolean isDefinite(Reply reply) {
    Optional<String> code = reply.errorCode();
    if (code.isPresent()) {
      return !UNTELLING.contains(code.get());
    }
    return reply.isFromRegistry() || probes.get(place, client::isRegistry);
  }

  private List<String> nearest(String tag) {
    return tags().map(list -> NearestTags.of(tag, list.names())).orElse(List.of());
  }

  private ManifestAnswer content(Reply reply, String tagOrDigest, @Nullable Digest asked) {
    byte[] bytes = reply.bytes();
    Digest actual = Digests.of(asked == null ? "sha256" : asked.algorithm(), bytes);
    if (asked != null && !asked.equals(actual)) {
      return new ManifestAnswer.NotTold(
          "%s was asked for %s and sent something whose digest is %s."
              .formatted(place.registry(), wanted(tagOrDigest), actual),
          "Check the registry, and what stands between here and there.");
    }
    Optional<Json> json = reply.json();
    Optional<String> text = Utf8.read(bytes);
    boolean isManifest = text.isPresent() && json.isPresent() && json.get().has("schemaVersion");
    if (!isManifest) {
      return new ManifestAnswer.NotTold(
          "%s answered 200 when asked for %s, but what it sent is no manifest."
              .formatted(reply.host(), wanted(tagOrDigest)),
          "Check that %s is a registry, and what stands between here and there."
              .formatted(place.registry()));
    }
    String type =
        ManifestTypes.of(
            reply.mediaType(), json.get().text("mediaType"), json.get().has("manifests"));
    return new ManifestAnswer.Content(type, actual, text.get());
  }

  private String wanted(String tagOrDigest) {
    return place + (Digest.parse(tagOrDigest).isPresent() ? "@" : ":") + tagOrDigest;
  }
}
