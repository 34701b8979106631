package dev.bulkhead.cli;

import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.verdict.OptionError;
import java.time.LocalDate;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;

/**
 * The versions of clusters that a run judges for, as {@code --kube-version} gives them: {@code
 * 1.34}, {@code 1.30..1.35}, {@code 1.30,1.33..1.35}, {@code v1.33.4-eks-abc}.
 *
 * @param versions rising
 */
record KubeVersions(List<KubernetesVersion> versions) {
  KubeVersions {
    versions = List.copyOf(versions);
  }

  /**
   * Reads what the option says.
   *
   * @throws OptionError where it is no version, or one that there cannot be
   */
  static KubeVersions parse(String text, KubernetesMinors minors, LocalDate today) {
    SequencedSet<KubernetesVersion> versions = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      int dots = part.indexOf("..");
      if (dots < 0) {
        versions.add(minors.read(part, today));
        continue;
      }
      var first = minors.read(part.substring(0, dots), today);
      var last = minors.read(part.substring(dots + 2), today);
      if (first.minor() > last.minor()) {
        throw new OptionError(
            "The range \"%s\" ends before it begins.".formatted(part),
            "Write the older version first, as in 1.30..1.35.");
      }
      for (int minor = first.minor(); minor <= last.minor(); minor++) {
        versions.add(KubernetesVersion.of(first.major(), minor, 0));
      }
    }
    return new KubeVersions(List.copyOf(versions));
  }

  /** The newest, which everything is judged for. */
  KubernetesVersion newest() {
    return versions.getLast();
  }

  @Override
  public String toString() {
    return String.join(",", versions.stream().map(KubernetesVersion::toString).toList());
  }
}
