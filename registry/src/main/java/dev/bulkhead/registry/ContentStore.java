package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Manifests and blobs of one repository, wherever they lie: behind a registry's API, in an OCI
 * layout, in an archive. The one seam between where content comes from and what it means. Safe for
 * use by many threads.
 */
public interface ContentStore {
  /** Who answers, for reports: a registry's host, or a path. */
  String where();

  /**
   * The manifest or index of that tag or digest. A manifest asked for by digest has been verified
   * against it.
   *
   * @param tagOrDigest {@code 1.27} or {@code sha256:…}
   */
  ManifestAnswer manifest(String tagOrDigest);

  /**
   * Opens a blob. The stream is raw: whoever reads it verifies size and digest while reading, best
   * by a {@link VerifiedBlob}.
   *
   * @param size what its descriptor says, in bytes
   * @throws IOException with a full sentence as its message, and never a credential
   */
  InputStream blob(Digest digest, long size) throws IOException;

  /**
   * The index of what refers to a manifest: signatures, attestations. Not found where nothing does,
   * or where this place keeps no such list.
   */
  default ManifestAnswer referrers(Digest subject) {
    return new ManifestAnswer.NotFound("No list of referrers is kept.", List.of());
  }

  /**
   * Whether a blob of that size is there; where it can be told without reading the blob, it is.
   *
   * @throws IOException with a full sentence where it cannot be told
   */
  default boolean holds(Digest digest, long size) throws IOException {
    try (InputStream blob = blob(digest, size)) {
      blob.skipNBytes(size);
      return blob.read() < 0;
    } catch (EOFException shorter) {
      return false;
    }
  }

  /** What asking for a manifest comes to. */
  sealed interface ManifestAnswer {
    /**
     * The manifest.
     *
     * @param mediaType as the answer states it; the empty string where nothing does
     * @param digest of the bytes as they were sent
     * @param json those bytes as text; bytes that are no UTF-8 are never taken for a manifest
     */
    record Content(String mediaType, Digest digest, String json) implements ManifestAnswer {
      /** The very bytes that were sent, whose digest is {@link #digest}. */
      public byte[] bytes() {
        return json.getBytes(StandardCharsets.UTF_8);
      }
    }

    /**
     * There is definitely no such manifest.
     *
     * @param answer in whose words: {@code 404 MANIFEST_UNKNOWN}
     * @param nearestTags tags that are there and look alike, the likest first
     */
    record NotFound(String answer, List<String> nearestTags) implements ManifestAnswer {}

    /**
     * It cannot be told.
     *
     * @param reason a full sentence, never with a credential
     * @param supply what would supply it, beginning with a verb
     */
    record NotTold(String reason, String supply) implements ManifestAnswer {}
  }
}
