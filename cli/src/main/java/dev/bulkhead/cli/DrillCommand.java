package dev.bulkhead.cli;

import dev.bulkhead.admission.Callbacks;
import dev.bulkhead.admission.Provider;
import dev.bulkhead.drill.Drill;
import dev.bulkhead.drill.Drilled;
import dev.bulkhead.drill.Judgement;
import dev.bulkhead.drill.Pool;
import dev.bulkhead.drill.Remedy;
import dev.bulkhead.drill.Scenario;
import dev.bulkhead.drill.Target;
import dev.bulkhead.drill.Topology;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Userinfo;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.report.DrillHtml;
import dev.bulkhead.report.DrillJson;
import dev.bulkhead.report.DrillReport;
import dev.bulkhead.report.DrillText;
import dev.bulkhead.report.Ending;
import dev.bulkhead.report.Outcome;
import dev.bulkhead.report.Report;
import dev.bulkhead.report.Setting;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
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

/** {@code bulkhead drill}: outages simulated before they happen. */
@Command(
    name = "drill",
    sortOptions = false,
    description = {
      "Simulates what an outage does to the cluster, minute by minute, before anything is installed.",
      "What the API server calls out to (webhooks, conversions, aggregated APIs) goes down; nodes join,"
          + " pods are replaced and leases are renewed meanwhile. Told is what is refused by whom,"
          + " whether the cluster heals by itself, the loop where it does not, the smallest change that"
          + " makes it heal, and what to type when it has happened.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bulkhead drill charts/capsule -n capsule-system",
      "  bulkhead drill add-on.yaml cni.yaml --agent rke2 --nodes control-plane=1,workers=5",
      "  bulkhead drill add-on.yaml --down all-nodes     a cold start and nothing else",
      "  bulkhead drill add-on.yaml --down slow:webhook/pods.example.com=5s",
      "  kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations -o yaml |",
      "    bulkhead drill add-on.yaml -                  what a live cluster has registered",
      "",
      "docs/drill.md tells what is simulated, with which clocks, and how well each is known.",
      "",
      "Exit status:",
      "  0    every outage heals by itself (requests may be refused on the way: --fail-on warning)",
      "  1    an outage never heals, or --fail-on warning is given and requests are refused",
      "  2    the command line or part of the input is unusable",
      "  3    it depends on something that the sources do not show, and --strict is given, or nothing",
      "       could be drilled, since webhooks are registered only at run time",
      "  70   a bug of Bulkhead's own",
      "  130  interrupted (129 by SIGHUP, 143 by SIGTERM)"
    })
final class DrillCommand implements Callable<Integer> {
  private final Rooms rooms;
  private final Surroundings surroundings;
  private final Stop stop;
  private final DebugLog debug;

  @Parameters(
      arity = "1..*",
      paramLabel = "SOURCE",
      description =
          "A chart directory, a packaged chart (.tgz), an oci:// chart, a YAML or JSON file or a"
              + " directory of them, or - for standard input. Several are one cluster.")
  private List<String> sources = List.of();

  @Option(
      names = "--down",
      paramLabel = "TARGET",
      description =
          "What goes down: webhook/NAME, service/NS/NAME, deployment/NS/NAME (daemonset, statefulset),"
              + " node/NAME, zone/NAME, all-nodes, apiserver, slow:TARGET=5s, tls:TARGET. Repeatable:"
              + " all at once. Default: each backend in turn, in four situations, and a cold start.")
  private List<DownTarget> down = List.of();

  @Option(
      names = "--nodes",
      paramLabel = "POOLS",
      description =
          "The nodes: NAME=COUNT[:TAINT[=VALUE]:EFFECT],...  Default: control-plane=3,workers=3, and"
              + " workers=3 where a provider runs the control plane.")
  private @Nullable DrillNodes nodes;

  @Option(
      names = "--kube-version",
      paramLabel = "VERSION",
      description = "The cluster's version. Default: the newest minor.")
  private @Nullable KubernetesVersion kubeVersion;

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "vanilla, eks, gke or aks, and what it keeps from webhooks. Default: vanilla.")
  private Provider provider = Provider.VANILLA;

  @Option(
      names = "--no-endpoints",
      paramLabel = "HOW",
      description =
          "How connections to a Service without endpoints end: refuse, as kube-proxy does, or drop, as"
              + " some eBPF data planes may. Default: refuse.")
  private NoEndpoints noEndpoints = NoEndpoints.REFUSE;

  @Option(
      names = "--agent",
      paramLabel = "NAME",
      description =
          "Who brings up nodes of the control plane: none, rke2, or generic, which cordons its node"
              + " meanwhile. Default: none.")
  private Topology.Agent agent = Topology.Agent.NONE;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "How long each outage is watched, from 30m to 24h. Default: 1h.")
  private TimeLimit until = TimeLimit.parse("1h");

  @Mixin private ChartOptions charts = new ChartOptions();

  @Mixin private SourceEvidence evidence = new SourceEvidence();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "text for people, json for machines, or html: a page with the timeline of each outage, for"
              + " a change request or a post-mortem. Default: text.")
  private Format format = Format.TEXT;

  @Option(names = "--show", paramLabel = "WHAT", description = "all, which cuts nothing.")
  private @Nullable Show show;

  @Mixin private OutputFile output = new OutputFile();

  @Mixin private DrillFiles files = new DrillFiles();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description =
          "The least that fails: error (never heals) or warning (requests are refused). Default: error.")
  private CheckCommand.FailOn failOn = CheckCommand.FailOn.ERROR;

  @Option(names = "--strict", description = "Fail also where something is unproven.")
  private boolean strict;

  DrillCommand(Rooms rooms, Surroundings surroundings, Stop stop, DebugLog debug) {
    this.rooms = rooms;
    this.surroundings = surroundings;
    this.stop = stop;
    this.debug = debug;
  }

  /** The values of {@code --format}. */
  enum Format {
    TEXT,
    JSON,
    HTML
  }

  /** The values of {@code --show}. */
  enum Show {
    ALL
  }

  /** Backends are away for ten minutes, and controllers wait for up to 1000 s after that. */
  private static final Duration SHORTEST_WATCH = Duration.ofMinutes(30);

  private static final Duration LONGEST_WATCH = Duration.ofHours(24);

  /** The values of {@code --no-endpoints}. */
  enum NoEndpoints {
    REFUSE,
    DROP
  }

  /** Who looks away too early takes what heals for lost, and what is lost for untouched. */
  private void requireWatch() {
    var watched = until.duration();
    if (watched.compareTo(SHORTEST_WATCH) < 0 || watched.compareTo(LONGEST_WATCH) > 0) {
      throw new OptionError(
          "--until: An outage is watched for 30m to 24h, not for %s.".formatted(until.text()),
          "Leave it out to watch for an hour.");
    }
  }

  @Override
  public Integer call() {
    requireWatch();
    stop.requestAfter(evidence.timeout.duration());
    var today = LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC);
    var cluster = kubeVersion == null ? KubernetesMinors.shipped().newest(today) : kubeVersion;
    DrillReport report;
    try (var progress = Progress.on(surroundings)) {
      var read = new ReadSources();
      new SourceReader(rooms, evidence, stop, progress, debug)
          .readAll(sources, Optional.of(charts.request(cluster)), read);
      charts.requireChart(read.mayHoldChart());
      var topology = topology(cluster);
      var drill =
          Drill.of(read.inventory(), Callbacks.of(read.inventory()), topology, until.duration());
      files.require(drill, stop);
      report = drill(read, charts.request(cluster), topology, drill, progress);
      files.write(drill, report, stop, progress, surroundings.err());
    }
    output.write(surroundings, (coloured, out) -> write(report, coloured, out));
    return report.judged().outcome().status();
  }

  private Topology topology(KubernetesVersion cluster) {
    List<Pool> usual =
        provider == Provider.VANILLA
            ? Topology.usual(cluster).pools()
            : List.of(new Pool("workers", 3, List.of()));
    return new Topology(
        nodes == null ? usual : nodes.pools(),
        cluster,
        provider,
        noEndpoints == NoEndpoints.DROP,
        agent);
  }

  private DrillReport drill(
      ReadSources read, RenderRequest request, Topology topology, Drill drill, Progress progress) {
    var results = new ArrayList<Drilled>();
    for (Scenario scenario : scenarios(drill)) {
      stop.orElse(
          () ->
              results.add(
                  progress.during("drilling " + scenario.name(), () -> drill.run(scenario))),
          _ -> false);
    }
    Optional<Remedy> remedy =
        stop.orElse(
            () ->
                progress.during(
                    "looking for a remedy",
                    () ->
                        drill
                            .remedy(results)
                            .map(found -> byValues(found, read, request, topology, results))),
            _ -> Optional.empty());
    List<Verdict> verdicts = drill.verdicts(results, remedy);
    var outages = new ArrayList<DrillReport.Outage>();
    for (int i = 0; i < results.size(); i++) {
      Drilled drilled = results.get(i);
      boolean isLeftBroken = drilled.judgement().badness() == Judgement.WORST;
      outages.add(
          new DrillReport.Outage(
              drilled, verdicts.get(i), isLeftBroken ? drill.runbook(drilled) : List.of()));
    }
    List<Verdict> all = Stream.concat(verdicts.stream(), drill.gaps().stream()).toList();
    return new DrillReport(
        judged(read, topology, drill, all),
        "drill of " + String.join(", ", sources.stream().map(Userinfo::concealed).toList()),
        topology,
        until.duration(),
        drill.overview(),
        outages,
        remedy);
  }

  private Remedy byValues(
      Remedy remedy,
      ReadSources read,
      RenderRequest request,
      Topology topology,
      List<Drilled> results) {
    var charts =
        new ChartRemedies(
            rooms,
            request,
            read,
            inventory -> {
              var drill = Drill.of(inventory, Callbacks.of(inventory), topology, until.duration());
              return results.stream().map(each -> drill.run(each.scenario())).toList();
            });
    return charts.find(remedy).map(remedy::with).orElse(remedy);
  }

  private List<Scenario> scenarios(Drill drill) {
    if (down.isEmpty()) {
      return drill.usual();
    }
    List<Target> targets = down.stream().map(DownTarget::target).toList();
    List<String> unknown = drill.unknown(targets);
    if (!unknown.isEmpty()) {
      throw new OptionError(
          String.join(" ", unknown),
          "Name a target as the overview of `bulkhead drill SOURCE` does.");
    }
    return Drill.scenarios(targets);
  }

  private Report judged(ReadSources read, Topology topology, Drill drill, List<Verdict> verdicts) {
    boolean isAllRead = read.reported().stream().allMatch(source -> source.problems().isEmpty());
    if (drill.overview().isEmpty() && isAllRead && stop.ending() == Ending.ITS_OWN) {
      read.note(
          List.of(
              "The sources register nothing that the API server calls out to: there is nothing to"
                  + " drill."));
    }
    if (!provider.note().isEmpty()) {
      read.note(List.of(provider.note()));
    }
    return Report.of(
        Version.current(),
        read.reported(),
        read.notes(),
        List.of(
            new Setting("--kube-version", topology.cluster().minorVersion(), kubeVersion == null),
            new Setting("--provider", provider.toString(), provider == Provider.VANILLA)),
        verdicts,
        new Outcome.Policy(
            failOn == CheckCommand.FailOn.ERROR ? Severity.ERROR : Severity.WARNING,
            true,
            strict,
            stop.ending()));
  }

  private void write(DrillReport report, boolean coloured, OutputStream out) throws IOException {
    if (format == Format.JSON) {
      DrillJson.write(report, out);
      return;
    }
    var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    switch (format) {
      case TEXT -> DrillText.write(report, coloured, show == Show.ALL, writer);
      case HTML -> DrillHtml.write(report, writer);
      case JSON -> {}
    }
    writer.flush();
  }
}
