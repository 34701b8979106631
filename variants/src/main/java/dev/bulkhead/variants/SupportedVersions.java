package dev.bulkhead.variants;

import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.Origin;
import dev.bulkhead.render.ChartConstraint;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The versions of clusters that a chart is for by its own word, among those that it is judged for.
 *
 * @param source the chart as its user named it
 * @param constraint what Chart.yaml says
 * @param versions those asked about
 * @param accepted those that Helm installs it on; empty where Helm cannot read what Chart.yaml says
 */
public record SupportedVersions(
    String source,
    ChartConstraint constraint,
    List<ClusterVersion> versions,
    Optional<Set<KubernetesVersion>> accepted) {
  public SupportedVersions {
    versions = List.copyOf(versions);
  }

  /**
   * Asks Helm.
   *
   * @param versions plain ones in rising order first
   * @param helm which versions are in a range; empty where it cannot read the range
   */
  public static SupportedVersions of(
      String source,
      ChartConstraint constraint,
      List<ClusterVersion> versions,
      BiFunction<String, Collection<KubernetesVersion>, Optional<Set<KubernetesVersion>>> helm) {
    var asked =
        versions.stream()
            .flatMap(one -> Stream.of(one.version(), one.version().release()))
            .collect(Collectors.toUnmodifiableSet());
    return new SupportedVersions(
        source, constraint, versions, helm.apply(constraint.range(), asked));
  }

  /** The same of one version alone. */
  public SupportedVersions on(ClusterVersion version) {
    return new SupportedVersions(source, constraint, List.of(version), accepted);
  }

  /** Whether the chart is for such clusters, be the suffix of their version what it may. */
  public boolean contains(ClusterVersion version) {
    return isAccepted(version.version().release()) || isAccepted(version.version());
  }

  private boolean isAccepted(KubernetesVersion version) {
    return accepted.filter(all -> all.contains(version)).isPresent();
  }

  /**
   * The verdict.
   *
   * @param areAsked whether somebody asked for these versions; otherwise they are those supported
   *     at present, of which a chart may well leave out the oldest, and the one that comes next
   */
  public Verdict verdict(boolean areAsked) {
    var claim = new Claim(VariantRules.KUBE_VERSION_UNSUPPORTED, subject(), constraint.at());
    return unreadable(claim)
        .or(() -> outside(claim, areAsked))
        .or(() -> misspelled(claim, areAsked))
        .orElseGet(
            () -> claim.proven("Helm installs the chart on the versions judged for.", facts()));
  }

  private Optional<Verdict> unreadable(Claim claim) {
    return accepted.isPresent()
        ? Optional.empty()
        : Optional.of(
            claim.violated(
                "Helm cannot read \"%s\" as a range of versions, so it installs the chart on no"
                        .formatted(constraint.range())
                    + " cluster.",
                "Write a range, as in \">=1.30.0-0\".",
                List.of()));
  }

  /** Versions that the chart is not for, whatever follows them. */
  private Optional<Verdict> outside(Claim claim, boolean areAsked) {
    List<ClusterVersion> released = plain(ClusterVersion::isReleased);
    boolean isForNone = released.stream().noneMatch(this::contains);
    List<ClusterVersion> judged =
        areAsked
            ? plain(_ -> true)
            : isForNone ? released : released.subList(released.size() - 1, released.size());
    List<ClusterVersion> refused = judged.stream().filter(one -> !contains(one)).toList();
    return refused.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Verdict.Violated(
                claim,
                areAsked || isForNone ? Severity.ERROR : Severity.WARNING,
                "The chart is for clusters of \"%s\", so Helm refuses to install it on %s."
                    .formatted(constraint.range(), joined(refused)),
                remedy(areAsked),
                facts()));
  }

  /** Versions that Helm would accept if they were spelled as Kubernetes spells them. */
  private Optional<Verdict> misspelled(Claim claim, boolean areAsked) {
    List<ClusterVersion> refused =
        versions.stream().filter(one -> !isAccepted(one.version())).filter(this::contains).toList();
    boolean isOneAsked = areAsked && refused.stream().anyMatch(one -> one.provider().isEmpty());
    return refused.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Verdict.Violated(
                claim,
                isOneAsked ? Severity.ERROR : Severity.WARNING,
                "To Helm 3, what follows the dash makes a prerelease of %s, and \"%s\" holds none, so it refuses to install the chart there."
                    .formatted(joined(refused), constraint.range()),
                "Let the range in Chart.yaml begin with a prerelease, as in \">=1.30.0-0\".",
                facts()));
  }

  private static String remedy(boolean areAsked) {
    return areAsked
        ? "Take a release of the chart that supports these versions, or judge it for others with"
            + " --kube-version."
        : "Take a release of the chart that supports the newest version; if the clusters are"
            + " older, name their versions with --kube-version.";
  }

  private Subject subject() {
    return new Subject(
        new ObjectKey("v2", "Chart", "", constraint.chart()),
        Origin.of(source, ChartConstraint.FILE),
        "",
        "",
        null,
        "");
  }

  private List<ClusterVersion> plain(Predicate<ClusterVersion> which) {
    return versions.stream().filter(one -> one.provider().isEmpty()).filter(which).toList();
  }

  private List<Fact> facts() {
    return List.of(
        new Fact("kubeVersion", constraint.range()),
        new Fact("versions that Helm accepts", joined(plain(this::contains))));
  }

  private static String joined(List<ClusterVersion> versions) {
    return versions.stream().map(ClusterVersion::toString).collect(Collectors.joining(", "));
  }
}
