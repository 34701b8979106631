package dev.bulkhead.cli;

import dev.bulkhead.airgap.NeededImages;
import dev.bulkhead.check.Check;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.registry.Images;
import dev.bulkhead.release.RefClaims;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.report.Outcome;
import dev.bulkhead.report.Report;
import dev.bulkhead.report.Setting;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead check}: proves that images exist and that containers can start. */
@Command(
    name = "check",
    sortOptions = false,
    description = {
      "Proves that the images of a chart or manifest exist, that each of its containers can start"
          + " in its image, and that its webhooks cannot take the cluster down with them.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bulkhead check deploy/                          a directory of manifests",
      "  helm template . | bulkhead check -              what another program renders",
      "  bulkhead check charts/app --set mode=DaemonSet  a chart, rendered by Helm",
      "  bulkhead check oci://ghcr.io/org/charts/app:1.2.3 -f prod.yaml",
      "  bulkhead check app.yaml --platform linux/amd64,linux/arm64",
      "  bulkhead check app.yaml --images layout/ --offline",
      "",
      "Exit status:",
      "  0    nothing is violated",
      "  1    something is violated, at or above --fail-on",
      "  2    the command line or part of the input is unusable, whatever the rest comes to",
      "  3    nothing is violated, but something is unproven and --strict is given, or not one",
      "       claim that needs outside evidence could be decided, or the time was over before",
      "       every source was read",
      "  70   a bug of Bulkhead's own",
      "  130  interrupted (129 by SIGHUP, 143 by SIGTERM); what is known was printed"
    })
final class CheckCommand implements Callable<Integer> {
  /** What is left open when the time is over is decided by then, for lack of evidence. */
  private static final Optional<RenderRequest> NO_REQUEST = Optional.empty();

  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Rooms rooms;
  private final Surroundings surroundings;
  private final Stop stop;
  private final DebugLog debug;

  @Parameters(
      arity = "1..*",
      paramLabel = "SOURCE",
      description =
          "A chart directory, a packaged chart (.tgz), an oci:// chart, a kustomization, a YAML or"
              + " JSON file or a directory of them, or - for standard input. Several are judged"
              + " together. With an images.lock among them, each image must be listed there, and"
              + " still be what it was.")
  private List<String> sources = List.of();

  @Mixin private ChartOptions charts = new ChartOptions();

  @Option(
      names = "--kube-version",
      paramLabel = "VERSION",
      description =
          "The cluster's version, in the provider's spelling: 1.34, v1.32.1-eks-abc; several or a"
              + " range to compare charts on: 1.30..1.35. The newest is judged for. Default: the"
              + " newest minor; charts are compared on all that are supported, and on the next.")
  private @Nullable KubeVersions kubeVersions;

  @Mixin private NodePlatforms platforms = new NodePlatforms();

  @Mixin private SourceEvidence evidence = new SourceEvidence();

  @Mixin private ModeOptions modes = new ModeOptions();

  @Mixin private ReportOptions output = new ReportOptions();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "The least severity that fails: error or warning. Default: error.")
  private FailOn failOn = FailOn.ERROR;

  @Option(names = "--strict", description = "Fail also where something is unproven.")
  private boolean strict;

  CheckCommand(Rooms rooms, Surroundings surroundings, Stop stop, DebugLog debug) {
    this.rooms = rooms;
    this.surroundings = surroundings;
    this.stop = stop;
    this.debug = debug;
  }

  /** The values of {@code --fail-on}. */
  enum FailOn {
    ERROR(Severity.ERROR),
    WARNING(Severity.WARNING);

    private final Severity severity;

    FailOn(Severity severity) {
      this.severity = severity;
    }

    Severity severity() {
      return severity;
    }
  }

  @Override
  public Integer call() {
    stop.requestAfter(evidence.timeout.duration());
    var read = new ReadSources();
    var today = LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC);
    var minors = KubernetesMinors.shipped();
    KubernetesVersion cluster = kubeVersions == null ? minors.newest(today) : kubeVersions.newest();
    List<KubernetesVersion> clusters =
        kubeVersions == null ? List.of(cluster) : kubeVersions.versions();
    var verdicts = new ArrayList<Verdict>();
    var locks = LockSources.among(sources);
    try (var progress = Progress.on(surroundings)) {
      var request = stop.orElse(() -> Optional.of(charts.request(cluster)), reason -> NO_REQUEST);
      new SourceReader(rooms, evidence, stop, progress, debug)
          .readAll(locks.othersOf(sources), request, read);
      locks.reported().forEach(lock -> read.add(ReadSources.Source.without(lock)));
      charts.requireChart(read.mayHoldChart());
      var judging = judging(read, progress, clusters);
      Check.Judgement judgement = judging.judge(read.inventory(), read.literals());
      read.note(judgement.notes());
      verdicts.addAll(judgement.verdicts());
      verdicts.addAll(RefClaims.of(read.inventory()));
      verdicts.addAll(locks.judge(NeededImages.of(read.inventory()), judging.images(), platforms));
      var compared = Clusters.toCompare(kubeVersions, minors, today);
      verdicts.addAll(supported(read, compared));
      if (!modes.isOnlyGiven() && request.isPresent()) {
        verdicts.addAll(
            new Modes(rooms, modes.most(), compared, stop, progress)
                .explore(read, request.get(), judging, judgement.verdicts()));
      }
    }
    if (kubeVersions == null) {
      minors.warningOfAge(today).ifPresent(surroundings.err()::println);
    }
    var report =
        Report.of(
            Version.current(),
            read.reported(),
            read.notes(),
            settings(cluster),
            verdicts,
            new Outcome.Policy(failOn.severity, modes.modesFail(), strict, stop.ending()));
    LastReport.in(surroundings).keep(report, output.namesProven());
    output.write(report, read, surroundings);
    return report.outcome().status();
  }

  /** Whether the charts are for the versions that they are judged for. */
  private List<Verdict> supported(ReadSources read, Clusters compared) {
    return read.charts().stream()
        .flatMap(chart -> compared.supportedBy(chart, rooms).stream())
        .map(one -> one.verdict(compared.areAsked()))
        .toList();
  }

  private Judging judging(ReadSources read, Progress progress, List<KubernetesVersion> clusters) {
    Images images = rooms.images(evidence, read.inventory(), read.registrySecrets());
    if (evidence.mayTakeLong()) {
      images = new StoppableImages(images, stop, progress, evidence.timeout.text());
    }
    return new Judging(
        rooms,
        platforms.all(),
        clusters,
        charts.addedApis(),
        images,
        evidence.timeout.duration().plus(GRACE));
  }

  private List<Setting> settings(KubernetesVersion cluster) {
    var settings = new ArrayList<Setting>();
    settings.add(platforms.setting());
    settings.add(
        kubeVersions == null
            ? new Setting("--kube-version", cluster.minorVersion(), true)
            : new Setting("--kube-version", kubeVersions.toString(), false));
    if (modes.isOnlyGiven()) {
      settings.add(new Setting("--only-given-values", "true", false));
    }
    return settings;
  }
}
