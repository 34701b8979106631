package dev.bulkhead.airgap.verify.containerd;

import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.ContentStore;
import dev.bulkhead.registry.Descriptor;
import dev.bulkhead.registry.VerifiedBlob;
import dev.bulkhead.verdict.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The content of a node's containerd that one namespace has: a file for each blob.
 *
 * @param folder containerd's root
 * @param blobs that the database lists
 * @param hashed what came of blobs that were read: the empty string where they are whole
 */
record NodeContent(Path folder, Set<Digest> blobs, Map<Digest, String> hashed)
    implements ContentStore {
  static final String CONTENT = "io.containerd.content.v1.content";
  private static final int MOST_DOCUMENT = 8 << 20;

  NodeContent(Path folder, Set<Digest> blobs) {
    this(folder, blobs, new ConcurrentHashMap<>());
  }

  @Override
  public String where() {
    return folder.toString();
  }

  private Path file(Digest digest) {
    return folder
        .resolve(CONTENT)
        .resolve("blobs")
        .resolve(digest.algorithm())
        .resolve(digest.hex());
  }

  /** Whether a blob is listed, and has a file. */
  boolean has(Digest digest) {
    return blobs.contains(digest) && Files.isRegularFile(file(digest));
  }

  /** What is wrong with a blob that is there, by reading it whole; empty where nothing is. */
  Optional<String> fault(Descriptor blob) {
    String fault = hashed.computeIfAbsent(blob.digest(), _ -> hash(blob));
    return fault.isEmpty() ? Optional.empty() : Optional.of(fault);
  }

  private String hash(Descriptor blob) {
    try (var in = new VerifiedBlob(blob(blob.digest(), blob.size()), blob.digest(), blob.size())) {
      in.transferTo(OutputStream.nullOutputStream());
      return "";
    } catch (IOException damaged) {
      return said(damaged);
    }
  }

  private static String said(IOException failure) {
    String message = failure.getMessage();
    return message != null && message.endsWith(".") ? message : IoReason.of(failure) + ".";
  }

  @Override
  public ManifestAnswer manifest(String tagOrDigest) {
    Optional<Digest> digest = Digest.parse(tagOrDigest).filter(this::has);
    if (digest.isEmpty()) {
      return new ManifestAnswer.NotFound(
          "%s does not have %s.".formatted(folder, tagOrDigest), List.of());
    }
    try {
      var descriptor = Descriptor.of("", digest.get(), Files.size(file(digest.get())));
      byte[] bytes = VerifiedBlob.bytes(this, descriptor, MOST_DOCUMENT);
      return new ManifestAnswer.Content(
          "", digest.get(), new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      return new ManifestAnswer.NotTold(
          "%s in %s cannot be read. %s".formatted(digest.get(), folder, said(unreadable)),
          "Check the node's disk, and have the image imported again.");
    }
  }

  @Override
  public InputStream blob(Digest digest, long size) throws IOException {
    return Files.newInputStream(file(digest));
  }
}
