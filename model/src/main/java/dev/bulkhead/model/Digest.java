package dev.bulkhead.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a blob by its content: {@code sha256:…} (OCI image specification, descriptor.md).
 *
 * @param hex the lower-case hexadecimal hash
 */
public record Digest(String algorithm, String hex) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern SHA512 = Pattern.compile("[0-9a-f]{128}");

  public Digest {
    if (!isWellFormed(algorithm, hex)) {
      throw new IllegalArgumentException("Not a digest: %s:%s".formatted(algorithm, hex));
    }
  }

  /** Reads {@code sha256:…} or {@code sha512:…}; empty for anything else. */
  public static Optional<Digest> parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String algorithm = text.substring(0, colon);
    String hex = text.substring(colon + 1);
    return isWellFormed(algorithm, hex)
        ? Optional.of(new Digest(algorithm, hex))
        : Optional.empty();
  }

  /** A SHA-256 digest. */
  public static Digest sha256(String hex) {
    return new Digest("sha256", hex);
  }

  private static boolean isWellFormed(String algorithm, String hex) {
    return switch (algorithm) {
      case "sha256" -> SHA256.matcher(hex).matches();
      case "sha512" -> SHA512.matcher(hex).matches();
      default -> false;
    };
  }

  /** The first twelve digits, enough for a reader to tell layers apart. */
  public String abbreviated() {
    return algorithm + ":" + hex.substring(0, 12);
  }

  @Override
  public String toString() {
    return algorithm + ":" + hex;
  }
}
