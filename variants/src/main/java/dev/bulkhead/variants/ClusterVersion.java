package dev.bulkhead.variants;

import dev.bulkhead.model.KubernetesVersion;
import java.util.List;

/**
 * A version of Kubernetes as some cluster would report it.
 *
 * @param provider whose spelling it is ({@code EKS}), or the empty string for Kubernetes' own
 * @param isReleased whether there are such clusters yet
 */
public record ClusterVersion(KubernetesVersion version, String provider, boolean isReleased) {
  /** How providers spell versions: what {@code kubectl version} shows of their clusters. */
  private static final List<Suffix> SUFFIXES =
      List.of(
          new Suffix("EKS", "-eks-113cf36"),
          new Suffix("GKE", "-gke.1004000"),
          new Suffix("k3s", "+k3s1"),
          new Suffix("k0s", "+k0s.0"),
          new Suffix("RKE2", "+rke2r1"));

  private record Suffix(String provider, String text) {}

  /** A version as Kubernetes itself spells it. */
  public static ClusterVersion plain(KubernetesVersion version, boolean isReleased) {
    return new ClusterVersion(version, "", isReleased);
  }

  /** The spellings that providers have for a plain version. */
  public static List<ClusterVersion> spellings(KubernetesVersion version) {
    return SUFFIXES.stream()
        .map(
            suffix ->
                new ClusterVersion(
                    new KubernetesVersion(
                        version.major(),
                        version.minor(),
                        version.patch(),
                        version.text() + suffix.text()),
                    suffix.provider(),
                    true))
        .toList();
  }

  /** {@code 1.34}; with a suffix, {@code v1.34.0+k3s1}, and whose it is: {@code (k3s)}. */
  @Override
  public String toString() {
    String text = version.equals(version.release()) ? version.minorVersion() : version.toString();
    return provider.isEmpty() ? text : text + " (" + provider + ")";
  }
}
