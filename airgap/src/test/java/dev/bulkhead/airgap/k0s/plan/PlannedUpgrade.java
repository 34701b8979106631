package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.ClusterConfig;
import dev.bulkhead.airgap.k0s.ConfigReader;
import dev.bulkhead.airgap.k0s.FirstLeader;
import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.airgap.k0s.K0sRelease;
import dev.bulkhead.airgap.k0s.K0sReleases;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.airgap.k0s.NodeFlags;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** An upgrade for a test, with what differs from the usual. */
final class PlannedUpgrade {
  static final K0sReleases RELEASES = K0sReleases.builtIn();

  /** What issue 5258 is about: node-local load balancing, and nothing is ever pulled. */
  static final String NEVER_WITH_BALANCER =
      """
      apiVersion: k0s.k0sproject.io/v1beta1
      kind: ClusterConfig
      spec:
        images: {default_pull_policy: Never}
        network:
          nodeLocalLoadBalancing: {enabled: true, type: EnvoyProxy}
      """;

  private final K0sRelease from;
  private final K0sRelease to;
  private List<K0sRelease> via = List.of();
  private Settings settings = Settings.of(config(NEVER_WITH_BALANCER));
  private Size size = new Size(1, 0, true);
  private Names names = Names.NUMBERED;
  private K0sRelease workersFrom;
  private Strategy strategy = Strategy.ROLLING;
  private NodeFlags flags = NodeFlags.USUAL;
  private Supply supply = new Supply.None();
  private boolean byAutopilot;
  private Set<String> brought = Set.of();
  private final List<Stated<MachineBundle>> bundles = new ArrayList<>();
  private final List<Stated<Platform>> platforms = new ArrayList<>();

  private PlannedUpgrade(K0sRelease from, K0sRelease to) {
    this.from = from;
    this.to = to;
    this.workersFrom = from;
  }

  static PlannedUpgrade of(String from, String to) {
    return new PlannedUpgrade(release(from), release(to));
  }

  static K0sRelease release(String version) {
    return RELEASES.require(K0sVersion.parse(version).orElseThrow());
  }

  static ClusterConfig config(String yaml) {
    return ConfigReader.read("k0s.yaml", yaml);
  }

  PlannedUpgrade via(String... versions) {
    via = List.of(versions).stream().map(PlannedUpgrade::release).toList();
    return this;
  }

  PlannedUpgrade with(String yaml) {
    settings = Settings.of(config(yaml));
    return this;
  }

  /** Controllers share the object that the first leader of the old release wrote. */
  PlannedUpgrade shared() {
    return sharedAsWrittenBy(from);
  }

  PlannedUpgrade sharedAsWrittenBy(K0sRelease writer) {
    if (!(FirstLeader.write(settings.file(), writer)
        instanceof FirstLeader.Written.Stored(var object))) {
      throw new AssertionError("The API server refuses what %s wrote.".formatted(writer));
    }
    settings = new Settings(settings.file(), Settings.Source.FIRST_LEADER, object);
    return this;
  }

  /** What nobody chose was taken out of the object. */
  PlannedUpgrade stripped() {
    settings = settings.without(Set.of(ImageKey.values()));
    return this;
  }

  PlannedUpgrade size(int controllers, int workers, boolean controllersWork) {
    size = new Size(controllers, workers, controllersWork);
    return this;
  }

  PlannedUpgrade called(Names others) {
    names = others;
    return this;
  }

  PlannedUpgrade workersFrom(String version) {
    workersFrom = release(version);
    return this;
  }

  PlannedUpgrade by(Strategy way) {
    strategy = way;
    return this;
  }

  PlannedUpgrade flags(NodeFlags others) {
    flags = others;
    return this;
  }

  PlannedUpgrade online() {
    supply = new Supply.Unseen();
    return this;
  }

  /** Machines pull from a registry that holds these images. */
  PlannedUpgrade mirroring(List<ImageReference> images) {
    supply = new Supply.Mirror("mirror.local", MachineBundle.listed("mirror", images).content());
    return this;
  }

  PlannedUpgrade byAutopilot(String... names) {
    byAutopilot = true;
    brought = Set.of(names);
    return this;
  }

  /** These machines have the images that a release has by default. */
  PlannedUpgrade bundle(String machines, String version) {
    return bundle(machines, version + ".tar", imagesOf(version));
  }

  PlannedUpgrade bundle(String machines, String file, List<ImageReference> images) {
    bundles.add(
        new Stated<>(
            NodeSelector.parse(machines).orElseThrow(), MachineBundle.listed(file, images)));
    return this;
  }

  PlannedUpgrade bundle(String machines, MachineBundle file) {
    bundles.add(new Stated<>(NodeSelector.parse(machines).orElseThrow(), file));
    return this;
  }

  PlannedUpgrade platform(String machines, String platform) {
    platforms.add(
        new Stated<>(
            NodeSelector.parse(machines).orElseThrow(), Platform.parse(platform).orElseThrow()));
    return this;
  }

  static List<ImageReference> imagesOf(String version) {
    return release(version).images().entrySet().stream()
        .filter(entry -> !entry.getKey().isForWindows() && entry.getKey() != ImageKey.PUSHGATEWAY)
        .map(entry -> reference(entry.getValue().toString()))
        .toList();
  }

  static ImageReference reference(String text) {
    if (ImageReference.read(text) instanceof ImageReference.Reading.Valid(var reference)) {
      return reference;
    }
    throw new AssertionError(text);
  }

  Upgrade upgrade() {
    Route route = Route.between(RELEASES, from, via, to);
    Set<ImageKey> stale =
        settings.cluster().pins().values().stream()
            .filter(pin -> pin.whole().equals(from.defaultOf(pin.key())))
            .map(pin -> pin.key())
            .collect(Collectors.toSet());
    return new Upgrade(
        route,
        settings,
        size,
        strategy,
        Fleet.of(size, names, strategy, route.hops(), bundles, platforms),
        workersFrom,
        flags,
        supply,
        byAutopilot,
        brought,
        stale);
  }

  Plan plan() {
    return Plan.of(upgrade(), RELEASES);
  }

  /** {@code controller-2: quay.io/…/kube-proxy:v1.29.6-1}, for each image that is missing. */
  static List<String> missing(Plan plan) {
    return Mend.lacks(plan.outcomes()).stream()
        .map(lack -> "%s: %s".formatted(lack.nodes(), shortened(lack.image())))
        .sorted()
        .toList();
  }

  private static String shortened(String image) {
    return image.substring(image.lastIndexOf('/') + 1);
  }

  /** The first failure, as a person reads it. */
  static String failure(Plan plan) {
    StepOutcome failed = plan.firstFailure().orElseThrow();
    Shortfall worst = failed.worst().orElseThrow();
    return "%d %s: %s: %s (%s)"
        .formatted(
            failed.step().number(),
            failed.step().title(),
            worst.consequence(),
            worst.absence(),
            worst.failure());
  }

  static List<Verdict.Violated> violated(Plan plan, Rule rule) {
    return plan.verdicts().stream()
        .filter(verdict -> verdict.claim().rule().equals(rule))
        .filter(Verdict.Violated.class::isInstance)
        .map(Verdict.Violated.class::cast)
        .toList();
  }

  static Set<Severity> severities(Plan plan, Rule rule) {
    return violated(plan, rule).stream()
        .map(Verdict.Violated::severity)
        .collect(Collectors.toSet());
  }
}
