package dev.bulkhead.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * Makes an OCI layout with one image of one large layer: by default 74,000 files of 1.9 GB
 * together, which gzip makes about a third of; that is what a large image of a language runtime
 * with its libraries is like.
 */
public final class LargeLayer {
  private static final int BLOCK = 512;
  private static final int DICTIONARY = 1 << 20;

  private final Random random = new Random(20261121);
  private final byte[] dictionary = new byte[DICTIONARY];
  private final OutputStream out;

  private LargeLayer(OutputStream out) {
    this.out = out;
    random.nextBytes(dictionary);
  }

  /** Arguments: the directory, the number of files, the bytes of all files together. */
  public static void main(String[] arguments) throws IOException, NoSuchAlgorithmException {
    Path layout = Path.of(arguments[0]);
    int files = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 74_000;
    long bytes = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1_900_000_000L;
    Path blobs = Files.createDirectories(layout.resolve("blobs/sha256"));
    Path layer = blobs.resolve("layer.part");
    var stored = MessageDigest.getInstance("SHA-256");
    var plain = MessageDigest.getInstance("SHA-256");
    try (var file = new DigestOutputStream(Files.newOutputStream(layer), stored);
        var gzip = new GZIPOutputStream(new BufferedOutputStream(file, 1 << 16), 1 << 16);
        var tar = new DigestOutputStream(gzip, plain)) {
      new LargeLayer(tar).write(files, bytes);
    }
    String digest = HexFormat.of().formatHex(stored.digest());
    long size = Files.size(layer);
    Files.move(layer, blobs.resolve(digest));
    String config =
        """
        {"os":"linux","architecture":"amd64","config":{},\
        "rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}"""
            .formatted(HexFormat.of().formatHex(plain.digest()));
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",\
        "config":%s,"layers":[%s]}"""
            .formatted(
                document(blobs, "config", config), descriptor("layer", "tar+gzip", digest, size));
    String root = document(blobs, "manifest", manifest);
    Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Files.writeString(
        layout.resolve("index.json"),
        "{\"schemaVersion\":2,\"manifests\":[%s,\"annotations\":{\"%s\":\"%s\"}}]}"
            .formatted(
                root.substring(0, root.length() - 1),
                "org.opencontainers.image.ref.name",
                "bench.example/large:1"));
    System.out.println(blobs.resolve(digest));
  }

  private static String document(Path blobs, String kind, String json)
      throws IOException, NoSuchAlgorithmException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    Files.write(blobs.resolve(digest), bytes);
    return descriptor(kind, "json", digest, bytes.length);
  }

  private static String descriptor(String kind, String form, String digest, long size) {
    String separator = form.equals("json") ? "+" : ".";
    return "{\"mediaType\":\"application/vnd.oci.image.%s.v1%s%s\",\"digest\":\"sha256:%s\",\"size\":%d}"
        .formatted(kind, separator, form, digest, size);
  }

  private void write(int files, long bytes) throws IOException {
    var content = new byte[1 << 16];
    long left = bytes;
    for (int i = 0; i < files; i++) {
      long mean = left / (files - i);
      // Most files are small, some are large; together they come to the size asked for.
      double share = i == files - 1 ? 1 : -Math.log(1 - random.nextDouble());
      long size = Math.min(left, (long) (mean * share));
      left -= size;
      String path =
          "usr/lib/package-%03d/module-%02d/file-%05d.dat".formatted(i / 400, i / 25 % 16, i);
      header(path, size);
      for (long done = 0; done < size; done += content.length) {
        int length = (int) Math.min(content.length, size - done);
        fill(content, length);
        out.write(content, 0, length);
      }
      out.write(new byte[(int) (-size & (BLOCK - 1))]);
    }
    out.write(new byte[2 * BLOCK]);
  }

  /** Pieces of a dictionary with fresh bytes between them, so that it deflates like programs do. */
  private void fill(byte[] content, int length) {
    int at = 0;
    while (at < length) {
      int piece = Math.min(length - at, 4 + random.nextInt(40));
      System.arraycopy(dictionary, random.nextInt(4096), content, at, piece);
      at += piece;
      for (int i = random.nextInt(12); i > 0 && at < length; i--) {
        content[at++] = (byte) random.nextInt(256);
      }
    }
  }

  private void header(String path, long size) throws IOException {
    var block = new byte[BLOCK];
    text(block, 0, path);
    text(block, 100, "0000644\0000000000\0000000000\0");
    text(block, 124, "%011o\00000000000000\0        0".formatted(size));
    text(block, 257, "ustar\00000");
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    text(block, 148, "%06o\0 ".formatted(sum));
    out.write(block);
  }

  private static void text(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }
}
