package dev.bulkhead.airgap.k0s;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of k0s: Kubernetes' version and k0s' own count on top of it, as in {@code
 * v1.30.2+k0s.0}. Ordered as k0s orders them.
 *
 * @param major of Kubernetes
 * @param revision the number after {@code k0s.}
 */
public record K0sVersion(int major, int minor, int patch, int revision)
    implements Comparable<K0sVersion> {
  private static final Pattern FORM =
      Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})(?:[+-]k0s\\.(\\d{1,4}))?");

  private static final Comparator<K0sVersion> ORDER =
      Comparator.comparingInt(K0sVersion::major)
          .thenComparingInt(K0sVersion::minor)
          .thenComparingInt(K0sVersion::patch)
          .thenComparingInt(K0sVersion::revision);

  /**
   * Reads a version. As in the names of images and files, {@code -k0s.0} is taken, too; without
   * k0s' own count it is the first: {@code 1.30.2} is {@code v1.30.2+k0s.0}.
   */
  public static Optional<K0sVersion> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String revision = matcher.group(4);
    return Optional.of(
        new K0sVersion(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)),
            revision == null ? 0 : Integer.parseInt(revision)));
  }

  /** How many minors this is above the other; negative where it is below. */
  public int minorsAbove(K0sVersion other) {
    return (major - other.major) * 1000 + minor - other.minor;
  }

  /** Kubernetes' minor: {@code 1.30}. */
  public String line() {
    return major + "." + minor;
  }

  @Override
  public int compareTo(K0sVersion other) {
    return ORDER.compare(this, other);
  }

  /** As k0s' tags are written: {@code v1.30.2+k0s.0}. */
  @Override
  public String toString() {
    return "v%d.%d.%d+k0s.%d".formatted(major, minor, patch, revision);
  }
}
