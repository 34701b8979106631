package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.json.Json;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A pointer to content (OCI image specification, descriptor.md).
 *
 * @param mediaType without parameters, in lower case; the empty string where none is stated
 * @param digest of the content it points to
 * @param size in bytes
 * @param platform null where none is stated
 * @param annotations in the order in which they are stated
 */
public record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    @Nullable Platform platform,
    SequencedMap<String, String> annotations) {
  public Descriptor {
    annotations = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(annotations));
  }

  /** A descriptor that states no platform. */
  public static Descriptor of(String mediaType, Digest digest, long size) {
    return new Descriptor(mediaType, digest, size, null, new LinkedHashMap<>());
  }

  /**
   * Reads a descriptor.
   *
   * @throws IOException if digest or size are not what the specification demands
   */
  public static Descriptor read(Json json) throws IOException {
    Digest digest =
        Digest.parse(json.text("digest"))
            .orElseThrow(() -> new IOException("It holds a descriptor without a valid digest."));
    Long size = json.number("size");
    if (size == null || size < 0) {
      throw new IOException("It holds a descriptor without a valid size, of %s.".formatted(digest));
    }
    return new Descriptor(
        normal(json.text("mediaType")), digest, size, platform(json), json.textMap("annotations"));
  }

  /** A media type without its parameters, in lower case. */
  public static String normal(String mediaType) {
    int end = mediaType.indexOf(';');
    return (end < 0 ? mediaType : mediaType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Platform platform(Json json) {
    if (!json.has("platform")) {
      return null;
    }
    Json platform = json.member("platform");
    return Platform.of(
        platform.text("os"), platform.text("architecture"), platform.text("variant"));
  }

  /**
   * Whether this points to a build's attestation and not to an image (BuildKit,
   * docs/attestations/attestation-storage.md).
   */
  public boolean isAttestation() {
    return annotations.containsKey("vnd.docker.reference.type")
        || (platform != null
            && (platform.os().equals("unknown") || platform.architecture().equals("unknown")));
  }

  /** An annotation's value, or the empty string. */
  public String annotation(String name) {
    return annotations.getOrDefault(name, "");
  }
}
