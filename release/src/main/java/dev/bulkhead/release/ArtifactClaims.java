package dev.bulkhead.release;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether what was published of a release is that release: version-drift, chart-behind. */
public final class ArtifactClaims {
  private ArtifactClaims() {}

  /**
   * A file that was published.
   *
   * @param name its name
   * @param appVersion what its Chart.yaml says that it installs; empty for manifests
   * @param images the project's own that it deploys
   */
  public record Artifact(String name, Optional<String> appVersion, List<DeployedImage> images) {
    public Artifact {
      images = List.copyOf(images);
    }
  }

  /** Judges one file. */
  public static List<Verdict> of(EvidenceContext context, Artifact artifact) {
    var verdicts = new ArrayList<Verdict>();
    artifact.appVersion().ifPresent(app -> verdicts.addAll(app(context, artifact, app)));
    artifact.images().stream()
        .distinct()
        .forEach(image -> verdicts.add(image(context, artifact, image)));
    return verdicts;
  }

  private static List<Verdict> app(EvidenceContext context, Artifact artifact, String app) {
    Optional<ReleaseVersion> version = ReleaseVersion.of(app).filter(read -> !read.isZero());
    if (version.isEmpty()) {
      return List.of();
    }
    var object = new ObjectKey("", "Chart", "", artifact.name());
    var claim =
        context.claim(
            ReleaseRules.CHART_BEHIND, object, "", "", Location.somewhereIn(artifact.name()));
    return List.of(
        version.get().equals(context.tag().version())
            ? claim.proven(
                "The chart %s installs %s, as the tag %s says."
                    .formatted(artifact.name(), app, context.tag()),
                List.of())
            : new Verdict.Violated(
                claim,
                Severity.ERROR,
                "The chart %s names %s as its appVersion, and the release is %s."
                    .formatted(artifact.name(), app, context.tag()),
                "Package the chart from the commit of %s.".formatted(context.tag()),
                List.of()));
  }

  private static Verdict image(EvidenceContext context, Artifact artifact, DeployedImage image) {
    var claim = context.claim(ReleaseRules.VERSION_DRIFT, image);
    Optional<ReleaseVersion> version = ReleaseVersion.of(image.tag());
    String what = "%s deploys %s at %s".formatted(artifact.name(), image.name(), image.tag());
    if (version.filter(context.tag().version()::equals).isPresent()) {
      return claim.proven(what + ", as the tag " + context.tag() + " says.", List.of());
    }
    boolean isFloating = version.filter(ReleaseVersion::isExact).isEmpty();
    var kept = isFloating ? context.claim(ReleaseRules.FLOATING_IN_RELEASE, image) : claim;
    return new Verdict.Violated(
        kept,
        Severity.ERROR,
        isFloating
            ? what + ", which names another image as time goes by."
            : what + ", and the release is " + context.tag() + ".",
        "Build it from the commit of %s, once the version is stamped.".formatted(context.tag()),
        List.of());
  }
}
