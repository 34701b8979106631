package dev.bulkhead.airgap.k0s;

/**
 * An image as k0s' configuration names it.
 *
 * @param image the name without a version
 * @param version the tag, possibly with {@code @} and a digest behind it
 */
public record NamedVersion(String image, String version) {

  /** Whether a digest follows the tag; no release's default ever had one. */
  public boolean hasDigest() {
    return version.indexOf('@') >= 0;
  }

  /** The reference that is pulled: name, colon, version. */
  @Override
  public String toString() {
    return image + ":" + version;
  }
}
