package dev.bulkhead.registry.http;

import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.http.RegistryTrouble.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings manifests and blobs into registries (OCI distribution specification, "Push"). What breaks
 * on the way is resumed where the registry still has it. Safe for use by many threads.
 */
public final class RegistryUploads implements AutoCloseable {
  private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);

  /** All that may stand in a repository, or some registries convert what they hold. */
  private static final String ACCEPT =
      "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json,"
          + " application/vnd.docker.distribution.manifest.list.v2+json,"
          + " application/vnd.docker.distribution.manifest.v2+json";

  private static final Pattern RANGE = Pattern.compile("(?:bytes=)?0-(\\d{1,18})");

  private final RegistryClient client;

  private RegistryUploads(RegistryClient client) {
    this.client = client;
  }

  /**
   * Uploads by these options; the time that they allow runs from now.
   *
   * @throws dev.bulkhead.verdict.UserError if a file that the options name is unusable
   */
  public static RegistryUploads open(RegistryOptions options, RegistryListener listener) {
    return open(options, listener, Pace.REAL);
  }

  /** The same with other time and chance, for tests. */
  public static RegistryUploads open(
      RegistryOptions options, RegistryListener listener, Pace pace) {
    return new RegistryUploads(RegistryClient.open(options, listener, pace));
  }

  /** Opens a blob at its beginning, as a stream that fails at its end where it is damaged. */
  @FunctionalInterface
  public interface Source {
    /** Opens it. */
    InputStream open() throws IOException;
  }

  /** How a blob came to be there. */
  public enum Way {
    /** It was sent. */
    SENT,
    /** The registry took it from another repository of its own. */
    MOUNTED
  }

  /**
   * Whether the repository has that blob, of that size.
   *
   * @param size in bytes
   */
  public boolean holds(Place place, Digest digest, long size) throws RegistryTrouble {
    client.expectPush(place, null);
    Reply reply = client.head(place, "blobs/" + digest, "");
    if (reply.status() == 404) {
      return false;
    }
    if (!reply.isOk()) {
      throw PushRefusals.of(reply, place, "blob " + digest);
    }
    Optional<String> length = reply.header("Content-Length");
    return length.isEmpty() || length.get().equals(Long.toString(size));
  }

  /**
   * Brings a blob into a repository.
   *
   * @param size in bytes
   * @param from another repository of the same registry that has it; null where none is known
   */
  public Way bring(Place place, Digest digest, long size, Source source, @Nullable Place from)
      throws RegistryTrouble {
    client.expectPush(place, from);
    @Nullable URI location = null;
    if (from != null) {
      Reply reply =
          client.send(
              place,
              "POST",
              "blobs/uploads/?mount=%s&from=%s".formatted(digest, from.repository()),
              null);
      if (reply.status() == 201) {
        return Way.MOUNTED;
      }
      location =
          reply.status() == 202 ? client.location(place, client.uploads(place), reply) : null;
    }
    new Upload(place, digest, new Payload.Blob(size, source::open), location).run();
    return Way.SENT;
  }

  /** Puts a manifest; that what it points to is there is for the registry to check. */
  public void put(Place place, String tagOrDigest, String mediaType, byte[] manifest)
      throws RegistryTrouble {
    client.expectPush(place, null);
    Reply reply =
        client.send(place, "PUT", "manifests/" + tagOrDigest, Payload.of(mediaType, manifest));
    if (reply.status() != 201 && reply.status() != 200 && reply.status() != 202) {
      throw PushRefusals.of(reply, place, "manifest " + tagOrDigest);
    }
  }

  /** Whether the registry itself keeps lists of what refers to a manifest. */
  public boolean listsReferrers(Place place, Digest subject) throws RegistryTrouble {
    Reply reply =
        client.get(
            place, "referrers/" + subject, ACCEPT, client.options().limits().manifestBytes());
    return reply.isOk() && reply.json().filter(list -> list.has("manifests")).isPresent();
  }

  /** What the repository has under that tag or digest; empty where it has nothing. */
  public Optional<byte[]> manifest(Place place, String tagOrDigest) throws RegistryTrouble {
    client.expectPush(place, null);
    Reply reply =
        client.get(
            place, "manifests/" + tagOrDigest, ACCEPT, client.options().limits().manifestBytes());
    if (reply.status() == 404) {
      return Optional.empty();
    }
    if (!reply.isOk()) {
      throw PushRefusals.of(reply, place, "manifest " + tagOrDigest);
    }
    return Optional.of(reply.bytes());
  }

  /** One blob on its way. */
  private final class Upload {
    private final Place place;
    private final Digest digest;
    private final Payload.Blob blob;
    private @Nullable URI location;
    private long offset;

    Upload(Place place, Digest digest, Payload.Blob blob, @Nullable URI location) {
      this.place = place;
      this.digest = digest;
      this.blob = blob;
      this.location = location;
    }

    void run() throws RegistryTrouble {
      int attempts = client.options().limits().attempts();
      for (int attempt = 1; ; attempt++) {
        RegistryTrouble trouble;
        try {
          Optional<RegistryTrouble> failed = once();
          if (failed.isEmpty()) {
            return;
          }
          trouble = failed.get();
        } catch (RegistryTrouble broken) {
          if (!broken.mayPass()) {
            throw broken;
          }
          trouble = broken;
        }
        if (attempt >= attempts) {
          throw trouble;
        }
        client.pauseAfter(attempt, place, trouble.kind().toString());
        if (client.head(place, "blobs/" + digest, "").isOk()) {
          return;
        }
        findRest();
      }
    }

    /** Sends the rest and closes the upload; what may pass is the answer, all else is thrown. */
    private Optional<RegistryTrouble> once() throws RegistryTrouble {
      URI address = location == null ? begin() : location;
      location = address;
      if (offset < blob.size()) {
        var payload = Payload.of(blob, offset);
        Reply reply;
        try {
          reply = client.send(place, "PATCH", address, payload);
        } catch (RegistryTrouble broken) {
          throw payload.isUnreadable() ? unreadable(payload) : broken;
        }
        if (payload.isUnreadable()) {
          throw unreadable(payload);
        }
        if (!isAccepted(reply)) {
          return passing(reply);
        }
        requireWhole(payload);
        address = client.location(place, address, reply);
        location = address;
        offset = blob.size();
      }
      Reply closed = client.send(place, "PUT", closing(address), null);
      return isAccepted(closed) ? Optional.empty() : passing(closed);
    }

    private static boolean isAccepted(Reply reply) {
      return reply.status() >= 200 && reply.status() < 300;
    }

    /** 404 is an upload that the registry has forgotten; 416 one that stands elsewhere. */
    private Optional<RegistryTrouble> passing(Reply reply) throws RegistryTrouble {
      RegistryTrouble trouble = PushRefusals.of(reply, place, "blob " + digest);
      boolean isLost =
          reply.status() == 404
              || reply.status() == 416
              || reply.errorCode().filter("BLOB_UPLOAD_INVALID"::equals).isPresent()
              || reply.errorCode().filter("DIGEST_INVALID"::equals).isPresent();
      if (!isLost && !PASSING.contains(reply.status())) {
        throw trouble;
      }
      if (reply.errorCode().filter("DIGEST_INVALID"::equals).isPresent()) {
        location = null;
        offset = 0;
      }
      return Optional.of(trouble);
    }

    private URI begin() throws RegistryTrouble {
      offset = 0;
      Reply reply = client.send(place, "POST", "blobs/uploads/", null);
      if (reply.status() != 202) {
        throw PushRefusals.of(reply, place, "blob " + digest);
      }
      return client.location(place, client.uploads(place), reply);
    }

    private URI closing(URI address) {
      String text = address.toString();
      return URI.create(text + (address.getRawQuery() == null ? "?" : "&") + "digest=" + digest);
    }

    /** Asks how much the registry has; where it does not say, all is sent anew. */
    private void findRest() throws RegistryTrouble {
      URI address = location;
      location = null;
      offset = 0;
      if (address == null) {
        return;
      }
      Reply reply = client.send(place, "GET", address, null);
      Optional<Long> last = reply.header("Range").flatMap(RegistryUploads::lastByte);
      if (reply.status() == 204 && reply.header("Location").isPresent()) {
        location = client.location(place, address, reply);
        // "0-0" is told of an upload that has one byte, and of one that has none: see the spec.
        offset =
            last.filter(byteAt -> byteAt > 0 && byteAt < blob.size()).map(at -> at + 1).orElse(0L);
        if (offset == 0) {
          location = null;
        }
      }
    }

    private RegistryTrouble unreadable(Payload payload) throws RegistryTrouble {
      requireWhole(payload);
      throw new AssertionError("It was found to be unreadable.");
    }

    private void requireWhole(Payload payload) throws RegistryTrouble {
      try {
        payload.requireWhole(client.options().limits().head().toMillis());
      } catch (IOException damaged) {
        String reason = damaged.getMessage();
        throw new RegistryTrouble(
            Kind.SOURCE,
            reason == null ? "Blob %s could not be read.".formatted(digest) : reason,
            "Supply an undamaged copy.");
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw Troubles.stopped(place.apiHost());
      }
    }
  }

  private static Optional<Long> lastByte(String range) {
    Matcher form = RANGE.matcher(range.strip());
    return form.matches() ? Optional.of(Long.parseLong(form.group(1))) : Optional.empty();
  }

  /** Ends every request that is still under way. */
  @Override
  public void close() {
    client.close();
  }
}
