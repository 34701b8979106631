package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Manifests and blobs of one repository, wherever they lie: behind a registry's API, in an OCI
 * layout, in an archive. The one seam between where content comes from and what it means.
 */
interface ContentStore {
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
   * Opens a blob. The stream is raw: whoever reads it verifies size and digest while reading.
   *
   * @throws IOException with a full sentence as its message, and never a credential
   */
  InputStream blob(Digest digest, long size) throws IOException;

  /** What asking for a manifest comes to. */
  sealed interface ManifestAnswer {
    /**
     * The manifest.
     *
     * @param digest of the bytes as they were sent
     * @param json those bytes as text
     */
    record Content(String mediaType, Digest digest, String json) implements ManifestAnswer {}

    /** There is definitely no such manifest. */
    record NotFound(String answer, List<String> nearestTags) implements ManifestAnswer {}

    /** It cannot be told. */
    record NotTold(String reason, String supply) implements ManifestAnswer {}
  }
}
