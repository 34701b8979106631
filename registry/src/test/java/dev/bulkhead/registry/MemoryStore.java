package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import dev.bulkhead.testkit.image.ImageLayout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Content in memory that counts what is opened and can be made to lie. */
final class MemoryStore implements ContentStore {
  private final Map<String, byte[]> blobs = new HashMap<>();
  private final Map<String, String> tags = new HashMap<>();
  final List<String> opened = new ArrayList<>();

  /** Everything in a layout. */
  static MemoryStore of(ImageLayout layout) {
    var store = new MemoryStore();
    store.blobs.putAll(layout.blobs());
    return store;
  }

  MemoryStore tag(String tag, Object digest) {
    tags.put(tag, digest.toString());
    return this;
  }

  MemoryStore lie(String digest, byte[] content) {
    blobs.put(digest, content);
    return this;
  }

  /** A layer with those bytes as they are stored and that archive as its content. */
  LayerSource layer(byte[] stored, byte[] tar) {
    String digest = ImageLayout.digest(stored);
    blobs.put(digest, stored);
    return new LayerSource(
        this, Descriptor.of("", parsed(digest), stored.length), parsed(ImageLayout.digest(tar)));
  }

  /** An uncompressed layer. */
  LayerSource layer(byte[] tar) {
    return layer(tar, tar);
  }

  static Digest parsed(String digest) {
    return Digest.parse(digest).orElseThrow();
  }

  @Override
  public String where() {
    return "memory";
  }

  @Override
  public ManifestAnswer manifest(String tagOrDigest) {
    String digest = tags.getOrDefault(tagOrDigest, tagOrDigest);
    byte[] content = blobs.get(digest);
    return content == null
        ? new ManifestAnswer.NotFound("404 MANIFEST_UNKNOWN", List.of("1.0"))
        : new ManifestAnswer.Content(
            "", parsed(digest), new String(content, StandardCharsets.UTF_8));
  }

  @Override
  public InputStream blob(Digest digest, long size) throws IOException {
    opened.add(digest.toString());
    byte[] content = blobs.get(digest.toString());
    if (content == null) {
      throw new IOException("There is no blob %s.".formatted(digest));
    }
    return new ByteArrayInputStream(content);
  }
}
