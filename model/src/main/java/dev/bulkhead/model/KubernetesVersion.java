package dev.bulkhead.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cluster's version, with the provider's own spelling kept: {@code 1.34}, {@code
 * v1.32.1-eks-abc}, {@code v1.33.5+k3s1}, and a minor of {@code 32+} as some providers report it.
 *
 * @param text the spelling as given, with a leading {@code v}
 */
public record KubernetesVersion(int major, int minor, int patch, String text)
    implements Comparable<KubernetesVersion> {
  private static final Pattern FORM =
      Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,6}))?(\\+|[-+][0-9A-Za-z.+-]+)?");

  /** Reads a version with or without {@code v}, patch and suffix; empty for anything else. */
  public static Optional<KubernetesVersion> parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    int major = Integer.parseInt(form.group(1));
    int minor = Integer.parseInt(form.group(2));
    int patch = form.group(3) == null ? 0 : Integer.parseInt(form.group(3));
    String suffix = form.group(4) == null || form.group(4).equals("+") ? "" : form.group(4);
    return Optional.of(
        new KubernetesVersion(
            major, minor, patch, "v%d.%d.%d%s".formatted(major, minor, patch, suffix)));
  }

  /** A plain release. */
  public static KubernetesVersion of(int major, int minor, int patch) {
    return new KubernetesVersion(major, minor, patch, "v%d.%d.%d".formatted(major, minor, patch));
  }

  /** The release of Kubernetes that it is, without what a provider adds to its name. */
  public KubernetesVersion release() {
    return of(major, minor, patch);
  }

  /** {@code 1.34}. */
  public String minorVersion() {
    return major + "." + minor;
  }

  @Override
  public int compareTo(KubernetesVersion other) {
    int byMajor = Integer.compare(major, other.major);
    int byMinor = byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
    int byPatch = byMinor != 0 ? byMinor : Integer.compare(patch, other.patch);
    return byPatch != 0 ? byPatch : text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
