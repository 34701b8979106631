package dev.bulkhead.testkit.image;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Images under names, to be written as an OCI layout (image-layout.md), an OCI archive or an
 * archive like that of {@code docker save}.
 */
public final class ImageLayout {
  private static final String OCI = "application/vnd.oci.image.";

  private final Map<String, byte[]> blobs = new LinkedHashMap<>();
  private final List<Map<String, Object>> roots = new ArrayList<>();
  private final List<DockerImage> dockerImages = new ArrayList<>();

  private record DockerImage(String name, String config, List<byte[]> layers) {}

  /** An empty layout. */
  public static ImageLayout layout() {
    return new ImageLayout();
  }

  private ImageLayout() {}

  /**
   * Adds an image under a name: of one platform a manifest, of several an index of them.
   *
   * @return the digest of what the name names
   */
  public String image(String name, ImageSpec... platforms) {
    var manifests = new ArrayList<Map<String, Object>>();
    for (ImageSpec platform : platforms) {
      manifests.add(manifest(name, platform));
    }
    return name(name, platforms.length == 1 ? manifests.getFirst() : index(manifests));
  }

  /** Adds an index over manifests that were added before. */
  public Map<String, Object> index(List<Map<String, Object>> manifests) {
    var index = new LinkedHashMap<String, Object>();
    index.put("schemaVersion", 2);
    index.put("mediaType", OCI + "index.v1+json");
    index.put("manifests", manifests);
    return document(OCI + "index.v1+json", index);
  }

  /** Gives something in the layout a name; returns its digest. */
  public String name(String name, Map<String, Object> descriptor) {
    var named = new LinkedHashMap<>(descriptor);
    named.remove("platform");
    if (!name.isEmpty()) {
      named.put("annotations", Map.of("org.opencontainers.image.ref.name", name));
    }
    roots.add(named);
    return String.valueOf(descriptor.get("digest"));
  }

  /** Adds a manifest with its config and layers; returns its descriptor with the platform. */
  public Map<String, Object> manifest(String name, ImageSpec image) {
    var layers = new ArrayList<Map<String, Object>>();
    var diffIds = new ArrayList<String>();
    var plain = new ArrayList<byte[]>();
    for (ImageSpec.Layer layer : image.layers) {
      diffIds.add(digest(layer.tar()));
      plain.add(layer.tar());
      layers.add(blob(OCI + "layer.v1.tar" + suffix(layer.packing()), packed(layer)));
    }
    var config = new LinkedHashMap<String, Object>();
    config.put("architecture", image.architecture);
    config.put("os", image.os);
    if (!image.variant.isEmpty()) {
      config.put("variant", image.variant);
    }
    config.put("config", image.config());
    config.put("rootfs", rootfs(diffIds));
    Map<String, Object> configBlob = document(OCI + "config.v1+json", config);
    dockerImages.add(new DockerImage(name, String.valueOf(configBlob.get("digest")), plain));
    var manifest = new LinkedHashMap<String, Object>();
    manifest.put("schemaVersion", 2);
    manifest.put("mediaType", OCI + "manifest.v1+json");
    manifest.put("config", configBlob);
    manifest.put("layers", layers);
    Map<String, Object> descriptor = document(OCI + "manifest.v1+json", manifest);
    descriptor.put("platform", platform(image));
    return descriptor;
  }

  private static Map<String, Object> rootfs(List<String> diffIds) {
    var rootfs = new LinkedHashMap<String, Object>();
    rootfs.put("type", "layers");
    rootfs.put("diff_ids", diffIds);
    return rootfs;
  }

  private static Map<String, Object> platform(ImageSpec image) {
    var platform = new LinkedHashMap<String, Object>();
    platform.put("architecture", image.architecture);
    platform.put("os", image.os);
    if (!image.variant.isEmpty()) {
      platform.put("variant", image.variant);
    }
    return platform;
  }

  /** Adds a JSON document; returns its descriptor. */
  public Map<String, Object> document(String mediaType, Map<String, Object> document) {
    return blob(mediaType, JsonText.of(document).getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a blob; returns its descriptor. */
  public Map<String, Object> blob(String mediaType, byte[] content) {
    String digest = digest(content);
    blobs.put(digest, content);
    var descriptor = new LinkedHashMap<String, Object>();
    descriptor.put("mediaType", mediaType);
    descriptor.put("digest", digest);
    descriptor.put("size", content.length);
    return descriptor;
  }

  /** One blob's content. */
  public byte[] blob(String digest) {
    byte[] content = blobs.get(digest);
    if (content == null) {
      throw new IllegalArgumentException("There is no blob %s.".formatted(digest));
    }
    return content;
  }

  /** Takes a blob out; what names it stays. */
  public void lose(String digest) {
    blobs.remove(digest);
  }

  /** Puts other bytes, as many, under a blob's digest. */
  public void damage(String digest) {
    byte[] other = blob(digest).clone();
    other[other.length - 1] ^= 1;
    blobs.put(digest, other);
  }

  /** All blobs by digest: configs, layers, manifests, indexes. */
  public Map<String, byte[]> blobs() {
    return Map.copyOf(blobs);
  }

  /** Writes the layout into a directory, which is made where needed. */
  public void writeDirectory(Path directory) throws IOException {
    for (var file : files().entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling("."));
      Files.write(path, file.getValue());
    }
  }

  /** Writes an OCI archive: the layout in a tar. */
  public void writeOciArchive(Path archive) throws IOException {
    Files.write(archive, tar(files()));
  }

  /** Writes an OCI archive and compresses it. */
  public void writeCompressedOciArchive(Path archive) throws IOException {
    Files.write(archive, gzip(tar(files())));
  }

  /** Writes an archive in Docker's old form: manifest.json, configs, uncompressed layers. */
  public void writeDockerArchive(Path archive) throws IOException {
    Files.write(archive, tar(dockerFiles()));
  }

  /** Writes an archive as Docker does from 25 on: a layout and Docker's old index of it. */
  public void writeCombinedArchive(Path archive) throws IOException {
    Map<String, byte[]> both = files();
    both.putAll(dockerFiles());
    Files.write(archive, tar(both));
  }

  private Map<String, byte[]> files() {
    var files = new LinkedHashMap<String, byte[]>();
    files.put("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
    var index = new LinkedHashMap<String, Object>();
    index.put("schemaVersion", 2);
    index.put("mediaType", OCI + "index.v1+json");
    index.put("manifests", roots);
    files.put("index.json", JsonText.of(index).getBytes(StandardCharsets.UTF_8));
    blobs.forEach((digest, content) -> files.put("blobs/" + digest.replace(':', '/'), content));
    return files;
  }

  private Map<String, byte[]> dockerFiles() {
    var files = new LinkedHashMap<String, byte[]>();
    var images = new ArrayList<Object>();
    for (DockerImage image : dockerImages) {
      var layers = new ArrayList<String>();
      for (byte[] layer : image.layers()) {
        String file = digest(layer).substring(7) + "/layer.tar";
        files.put(file, layer);
        layers.add(file);
      }
      String config = image.config().substring(7) + ".json";
      files.put(config, blob(image.config()));
      var entry = new LinkedHashMap<String, Object>();
      entry.put("Config", config);
      entry.put("RepoTags", image.name().isEmpty() ? List.of() : List.of(image.name()));
      entry.put("Layers", layers);
      images.add(entry);
    }
    files.put("manifest.json", JsonText.of(images).getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private static byte[] tar(Map<String, byte[]> files) {
    TarLayer tar = TarLayer.layer();
    files.forEach((name, content) -> tar.file(name, 0644, content));
    return tar.tar();
  }

  private static String suffix(ImageSpec.Packing packing) {
    return switch (packing) {
      case GZIP -> "+gzip";
      case ZSTD -> "+zstd";
      case PLAIN -> "";
    };
  }

  private static byte[] packed(ImageSpec.Layer layer) {
    return switch (layer.packing()) {
      case GZIP -> gzip(layer.tar());
      case ZSTD -> Zstd.compress(layer.tar());
      case PLAIN -> layer.tar();
    };
  }

  /** The bytes as one gzip member. */
  public static byte[] gzip(byte[] content) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** The SHA-256 digest of the bytes, {@code sha256:…}. */
  public static String digest(byte[] content) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java platform has SHA-256.", impossible);
    }
  }
}
