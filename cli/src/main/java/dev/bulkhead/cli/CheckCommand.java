package dev.bulkhead.cli;

import dev.bulkhead.check.Check;
import dev.bulkhead.check.CheckOptions;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Images;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.Sources;
import dev.bulkhead.report.Outcome;
import dev.bulkhead.report.Report;
import dev.bulkhead.report.Setting;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.UserError;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
      "Proves that the images of a chart or manifest exist, and that each of its containers can"
          + " start in its image.",
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
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Rooms rooms;
  private final Surroundings surroundings;
  private final Stop stop;
  private final DebugLog debug;

  @Parameters(
      arity = "1..*",
      paramLabel = "SOURCE",
      description =
          "A chart directory, a packaged chart (.tgz), an oci:// chart, a YAML or JSON file or a"
              + " directory of them, or - for standard input. Several are judged together.")
  private List<String> sources = List.of();

  @Mixin private ChartOptions charts = new ChartOptions();

  @Option(
      names = "--kube-version",
      paramLabel = "VERSION",
      description =
          "The cluster's version, in the provider's spelling: 1.34, v1.32.1-eks-abc."
              + " Default: the newest minor that is supported.")
  private @Nullable KubernetesVersion kubeVersion;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      split = ",",
      description = "The platforms of the cluster's nodes. Default: linux/amd64.")
  private List<Platform> platforms = List.of();

  @Mixin private Evidence evidence = new Evidence();

  @Option(
      names = "--only-given-values",
      description = "Judge charts only with the values that are given here (so far always so).")
  private boolean onlyGivenValues;

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
  }

  @Override
  public Integer call() {
    stop.requestAfter(evidence.timeout.duration());
    var read = new ReadSources();
    var today = LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC);
    var minors = KubernetesMinors.shipped();
    KubernetesVersion cluster = kubeVersion == null ? minors.newest(today) : kubeVersion;
    Check.Judgement judgement;
    try (var progress = Progress.on(surroundings)) {
      readAll(read, cluster, progress);
      judgement = judge(read, progress);
    }
    if (kubeVersion == null) {
      minors.warningOfAge(today).ifPresent(surroundings.err()::println);
    }
    var report =
        Report.of(
            Version.current(),
            read.reported(),
            Stream.concat(read.notes().stream(), judgement.notes().stream()).toList(),
            settings(cluster),
            judgement.verdicts(),
            new Outcome.Policy(failOn.severity, strict, stop.ending()));
    LastReport.in(surroundings).keep(report, output.namesProven());
    output.write(report, read, surroundings);
    return report.outcome().status();
  }

  private void readAll(ReadSources read, KubernetesVersion cluster, Progress progress) {
    var named = NamedSources.of(sources);
    read.note(named.notes());
    Optional<RenderRequest> request =
        stop.orElse(() -> Optional.of(charts.request(cluster)), reason -> Optional.empty());
    for (String source : named.sources()) {
      read.add(
          stop.orElse(
              () ->
                  progress.during(
                      "reading " + Sources.nameOf(source),
                      () -> read(source, request.orElseThrow(), named)),
              reason -> unread(source, reason)));
    }
    charts.requireChart(read.mayHoldChart());
  }

  /** One source of several that cannot be used does not keep the others from being judged. */
  private ReadSources.Source read(String source, RenderRequest request, NamedSources all) {
    try {
      Rendered rendered = rooms.read(source, request, evidence);
      rendered.problems().stream()
          .flatMap(problem -> Stream.ofNullable(problem.origin()))
          .forEach(debug::failure);
      return ReadSources.Source.read(source, rendered);
    } catch (OptionError unusable) {
      throw unusable;
    } catch (UserError unusable) {
      if (all.sources().size() == 1) {
        throw unusable;
      }
      debug.failure(unusable);
      return ReadSources.Source.unreadable(
          source, String.valueOf(unusable.getMessage()), unusable.remedy());
    }
  }

  private ReadSources.Source unread(String source, Stop.Reason reason) {
    String name = Sources.nameOf(source);
    return switch (reason) {
      case TIMEOUT ->
          ReadSources.Source.unread(
              source,
              "%s was not read to its end: the %s of --timeout were over."
                  .formatted(name, evidence.timeout.text()),
              "Allow more time with --timeout.");
      case INTERRUPTED, TERMINATED, HUNG_UP ->
          ReadSources.Source.unread(
              source,
              "%s was not read to its end: the run was interrupted.".formatted(name),
              "Run the command again and let it come to its end.");
    };
  }

  private Check.Judgement judge(ReadSources read, Progress progress) {
    var inventory = read.inventory();
    Images images = rooms.images(evidence, inventory, read.registrySecrets());
    if (evidence.mayTakeLong()) {
      images = new StoppableImages(images, stop, progress, evidence.timeout.text());
    }
    var options =
        new CheckOptions(platforms(), read.literals(), evidence.timeout.duration().plus(GRACE));
    return rooms.judge(inventory, options, images);
  }

  private List<Platform> platforms() {
    return platforms.isEmpty()
        ? List.of(Platform.LINUX_AMD64)
        : platforms.stream().distinct().toList();
  }

  private List<Setting> settings(KubernetesVersion cluster) {
    String wanted = String.join(",", platforms().stream().map(Platform::toString).toList());
    var settings = new ArrayList<Setting>();
    settings.add(new Setting("--platform", wanted, platforms.isEmpty()));
    settings.add(
        kubeVersion == null
            ? new Setting("--kube-version", cluster.minorVersion(), true)
            : new Setting("--kube-version", cluster.toString(), false));
    if (onlyGivenValues) {
      settings.add(new Setting("--only-given-values", "true", false));
    }
    return settings;
  }
}
