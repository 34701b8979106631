package dev.bulkhead.release;

import dev.bulkhead.release.Carrier.Kind;
import dev.bulkhead.release.VersionClaims.Saying;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether what is deployed from a release is that release: version-drift, floating-in-release. */
final class DeployedClaims {
  private final VersionClaims claims;
  private final Stated stated;
  private final Map<DeployedImage, Deployable> deployed = new LinkedHashMap<>();

  private DeployedClaims(VersionClaims claims, Stated stated) {
    this.claims = claims;
    this.stated = stated;
  }

  static List<Verdict> of(VersionClaims claims, Stated stated) {
    var found = new DeployedClaims(claims, stated);
    var verdicts = new ArrayList<Verdict>();
    for (Deployable deployable : stated.deployables()) {
      if (!isJudged(claims, deployable)) {
        continue;
      }
      found.images(deployable).stream()
          .filter(image -> claims.own().contains(image.name()))
          .forEach(image -> found.deployed.putIfAbsent(image, deployable));
      found.refused(deployable).ifPresent(verdicts::add);
    }
    found.deployed.forEach((image, deployable) -> verdicts.add(found.verdict(image, deployable)));
    found.remoteBases().forEach(verdicts::add);
    return verdicts;
  }

  /** The project's own images in what is deployed, each once. */
  static List<DeployedImage> own(VersionClaims claims, Stated stated) {
    var found = new DeployedClaims(claims, stated);
    return stated.deployables().stream()
        .filter(deployable -> isJudged(claims, deployable))
        .flatMap(deployable -> found.images(deployable).stream())
        .filter(image -> claims.own().contains(image.name()))
        .distinct()
        .toList();
  }

  private static boolean isJudged(VersionClaims claims, Deployable deployable) {
    return claims.isOfStream(deployable.path()) && !claims.isOfAnotherVersion(deployable.path());
  }

  /** What cannot be built is what it says where all that it is built from says the same. */
  private List<DeployedImage> images(Deployable deployable) {
    boolean isTold =
        deployable.refused().isEmpty()
            || ownOf(deployable).allMatch(image -> claims.saying(image.tag()) == Saying.RIGHT);
    return isTold ? deployable.images() : List.of();
  }

  private Stream<DeployedImage> ownOf(Deployable deployable) {
    return deployable.images().stream().filter(image -> claims.own().contains(image.name()));
  }

  private Optional<Verdict> refused(Deployable deployable) {
    if (ownOf(deployable).findAny().isEmpty() || !images(deployable).isEmpty()) {
      return Optional.empty();
    }
    var key = Deployables.fileKey(deployable.path(), "Kustomization");
    Claim claim =
        claims.claim(ReleaseRules.VERSION_DRIFT, key, "build", Deployables.at(deployable.path()));
    return deployable
        .refused()
        .map(
            why ->
                VersionClaims.unproven(
                    claim,
                    "What the kustomization %s deploys cannot be told: %s"
                        .formatted(deployable.path(), why),
                    "Supply what is published of it with --artifact FILE."));
  }

  private Verdict verdict(DeployedImage image, Deployable deployable) {
    String what = "The %s %s".formatted(deployable.kind(), deployable.path());
    if (image.reference().tag() == null && image.reference().digest() != null) {
      return VersionClaims.unproven(
          claims.claim(ReleaseRules.VERSION_DRIFT, image),
          "%s deploys %s, and which version that is no text says."
              .formatted(what, image.reference()),
          "Write the tag beside the digest.");
    }
    return switch (claims.saying(image.tag())) {
      case FOREIGN ->
          VersionClaims.unproven(
              claims.claim(ReleaseRules.VERSION_DRIFT, image),
              "%s deploys %s at %s, and which version that is nobody can tell."
                  .formatted(what, image.name(), image.tag()),
              "Name the project's images in .bulkhead.yaml, or have this one ignored there.");
      case RIGHT ->
          VersionClaims.proven(
              claims.claim(ReleaseRules.VERSION_DRIFT, image),
              "%s deploys %s at %s, as the tag %s says."
                  .formatted(what, image.name(), image.tag(), claims.tag()));
      case OTHER ->
          VersionClaims.as(
              claims.claim(ReleaseRules.VERSION_DRIFT, image),
              Severity.ERROR,
              "%s deploys %s at %s, and the release is %s."
                  .formatted(what, image.name(), image.tag(), claims.tag()),
              claims.stamp());
      case PLACEHOLDER -> placeholder(image, what);
      case FLOATING -> floating(image, deployable, what);
    };
  }

  private Verdict placeholder(DeployedImage image, String what) {
    return VersionClaims.unproven(
        claims.claim(ReleaseRules.VERSION_DRIFT, image),
        "%s asks for %s at \"%s\", which is filled in when the release is published."
            .formatted(what, image.name(), image.tag()),
        "Supply what was published with --artifact FILE.");
  }

  private Verdict floating(DeployedImage image, Deployable deployable, String what) {
    Claim claim = claims.claim(ReleaseRules.FLOATING_IN_RELEASE, image);
    String message =
        "%s deploys %s at %s, which names another image as time goes by."
            .formatted(what, image.name(), image.tag());
    if (isRightElsewhere(image)) {
      return VersionClaims.as(
          claim,
          Severity.NOTICE,
          message + " Something else in the release deploys " + claims.tag().version() + ".",
          "Deploy the release by what names its version.");
    }
    if (isBuildTemplate(image, deployable)) {
      return VersionClaims.as(
          claim,
          Severity.WARNING,
          message + " No release ever stated its version there.",
          "Supply what was published with --artifact FILE, and write the version before the tag is"
              + " made.");
    }
    return VersionClaims.as(claim, Severity.ERROR, message, claims.stamp());
  }

  /** By custom what lies in {@code config} is made into a manifest when a release is published. */
  private boolean isBuildTemplate(DeployedImage image, Deployable deployable) {
    return deployable.kind() == Deployable.Kind.KUSTOMIZATION
        && List.of(deployable.path().split("/", -1)).contains("config")
        && !claims.window().hasExact(image.at().file(), image.name(), claims.tag());
  }

  private boolean isRightElsewhere(DeployedImage image) {
    String base = OwnImages.base(image.name());
    boolean isDeployed =
        deployed.keySet().stream()
            .anyMatch(
                other ->
                    OwnImages.base(other.name()).equals(base)
                        && claims.saying(other.tag()) == Saying.RIGHT);
    return isDeployed
        || stated.charts().values().stream()
            .anyMatch(chart -> claims.saying(chart.appVersion()) == Saying.RIGHT);
  }

  /** A kustomization that builds on the repository itself, at another release. */
  private List<Verdict> remoteBases() {
    return stated.carriers().stream()
        .filter(
            one ->
                one.kind() == Kind.KUSTOMIZATION_REF
                    && Grounds.of(one.path()) == Grounds.DEPLOYED
                    && claims.project().isAt(one.subject()))
        .flatMap(one -> remoteBase(one).stream())
        .toList();
  }

  private Optional<Verdict> remoteBase(Carrier carrier) {
    Claim claim =
        claims.claim(
            ReleaseRules.VERSION_DRIFT,
            Deployables.fileKey(carrier.path(), "Kustomization"),
            carrier.subject(),
            carrier.at());
    return switch (claims.saying(carrier.text())) {
      case RIGHT ->
          Optional.of(
              VersionClaims.proven(
                  claim, "It builds on %s at %s.".formatted(carrier.subject(), carrier.text())));
      case OTHER ->
          Optional.of(
              VersionClaims.as(
                  claim,
                  Severity.ERROR,
                  "It builds on %s at %s, and the release is %s."
                      .formatted(carrier.subject(), carrier.text(), claims.tag()),
                  claims.stamp()));
      case FLOATING, PLACEHOLDER, FOREIGN -> Optional.empty();
    };
  }
}
