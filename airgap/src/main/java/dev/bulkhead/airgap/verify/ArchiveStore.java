package dev.bulkhead.airgap.verify;

import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.ContentStore;
import dev.bulkhead.registry.HashedArchive;
import dev.bulkhead.registry.Manifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The content of an archive by its digests, as a container runtime has it after an import: files
 * count by what they hold, whatever they are called.
 */
final class ArchiveStore implements ContentStore {
  static final int MAX_DOCUMENT = 8 << 20;

  private final String where;
  private final HashedArchive archive;
  private final Map<Digest, HashedArchive.File> files = new HashMap<>();
  private final Map<Digest, byte[]> documents = new HashMap<>();

  ArchiveStore(String where, HashedArchive archive) {
    this.where = where;
    this.archive = archive;
    archive.files().forEach(file -> files.put(file.digest(), file));
  }

  /** Adds a manifest that lies in no file. */
  void addDocument(Digest digest, byte[] document) {
    documents.put(digest, document);
  }

  @Override
  public String where() {
    return where;
  }

  /** How many bytes content has; empty where it is not here. */
  OptionalLong size(Digest digest) {
    byte[] document = documents.get(digest);
    if (document != null) {
      return OptionalLong.of(document.length);
    }
    HashedArchive.File file = files.get(digest);
    return file == null ? OptionalLong.empty() : OptionalLong.of(file.size());
  }

  /** The sizes of all blobs by their digests. */
  Map<Digest, Long> sizes() {
    var sizes = new HashMap<Digest, Long>();
    files.forEach((digest, file) -> sizes.put(digest, file.size()));
    return Collections.unmodifiableMap(sizes);
  }

  @Override
  public ManifestAnswer manifest(String tagOrDigest) {
    Digest digest = Digest.parse(tagOrDigest).orElse(null);
    if (digest == null || size(digest).isEmpty()) {
      return new ManifestAnswer.NotFound("%s does not hold it.".formatted(where), List.of());
    }
    try {
      return new ManifestAnswer.Content("", digest, text(digest));
    } catch (IOException unreadable) {
      return new ManifestAnswer.NotTold(
          "%s in %s cannot be read: %s".formatted(digest, where, unreadable.getMessage()),
          "Supply an undamaged copy of the bundle.");
    }
  }

  private String text(Digest digest) throws IOException {
    byte[] document = documents.get(digest);
    HashedArchive.File file = files.get(digest);
    return document != null || file == null
        ? utf8(document == null ? new byte[0] : document)
        : text(file);
  }

  /**
   * A small file's text.
   *
   * @throws IOException with a full sentence where it is too large, or no text
   */
  String text(HashedArchive.File file) throws IOException {
    if (file.size() > MAX_DOCUMENT) {
      throw new IOException(
          "Its %s has %,d bytes, and no more than %,d are read."
              .formatted(file.name(), file.size(), MAX_DOCUMENT));
    }
    try (var in = archive.open(file)) {
      return utf8(in.readAllBytes());
    }
  }

  private static String utf8(byte[] bytes) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException binary) {
      throw new IOException("It is no text in UTF-8.", binary);
    }
  }

  @Override
  public InputStream blob(Digest digest, long size) throws IOException {
    byte[] document = documents.get(digest);
    if (document != null) {
      return new ByteArrayInputStream(document);
    }
    HashedArchive.File file = files.get(digest);
    if (file == null) {
      throw new IOException("%s holds no %s.".formatted(where, digest));
    }
    return archive.open(file);
  }

  /** The media type of a manifest that has to be made up. */
  static final String MADE_UP = Manifest.DOCKER_MANIFEST;
}
