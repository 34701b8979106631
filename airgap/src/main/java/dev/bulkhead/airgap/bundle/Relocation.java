package dev.bulkhead.airgap.bundle;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.registry.http.Place;
import dev.bulkhead.verdict.UserError;
import java.util.Locale;

/**
 * Where images come to lie in another registry: the host is replaced, the path stays. So k0s
 * rewrites names by {@code spec.images.repository}, and so mirrors are asked.
 *
 * @param registry the host, with its port if any
 * @param prefix the path before every repository; the empty string for none
 * @param isKeepingHost whether the host stays as the first part of the path
 */
public record Relocation(String registry, String prefix, boolean isKeepingHost) {
  /**
   * Reads {@code registry.local:5000/prefix}.
   *
   * @throws UserError if it is no registry's host, or a host and a path
   */
  public static Relocation read(String text, boolean isKeepingHost) {
    String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    int slash = trimmed.indexOf('/');
    String host = slash < 0 ? trimmed : trimmed.substring(0, slash);
    boolean isHost = host.contains(".") || host.contains(":") || host.equals("localhost");
    if (!isHost
        || !(ImageReference.read(trimmed + "/x") instanceof ImageReference.Reading.Valid(var it))) {
      throw new UserError(
          "\"%s\" is not a registry's host, or a host and a path.".formatted(text),
          "Write it without a scheme, and with a port where the host has no dot, as in"
              + " registry.local:5000/mirror.");
    }
    String path = slash < 0 ? "" : trimmed.substring(slash + 1);
    return new Relocation(it.registry(), path, isKeepingHost);
  }

  /** The repository for what a reference names. */
  Place placeOf(ImageReference reference) {
    String host = isKeepingHost ? asPath(reference.registry()) + "/" : "";
    String before = prefix.isEmpty() ? "" : prefix + "/";
    return new Place(registry, before + host + reference.repository());
  }

  /** What the reference names, as it is called there. */
  public ImageReference relocated(ImageReference reference) {
    Place place = placeOf(reference);
    return reference.relocated(place.registry(), place.repository());
  }

  /** A path holds no colon, no brackets and no capitals. */
  private static String asPath(String host) {
    return host.toLowerCase(Locale.ROOT).replace(":", "-").replaceAll("[\\[\\]]", "");
  }

  /** As it is written: {@code registry.local:5000/prefix}. */
  @Override
  public String toString() {
    return prefix.isEmpty() ? registry : registry + "/" + prefix;
  }
}
