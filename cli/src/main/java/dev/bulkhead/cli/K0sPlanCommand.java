package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.ConfigJudgement;
import dev.bulkhead.airgap.k0s.ConfigRepair;
import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.airgap.k0s.K0sRelease;
import dev.bulkhead.airgap.k0s.K0sReleases;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.airgap.k0s.plan.Fleet;
import dev.bulkhead.airgap.k0s.plan.MachineBundle;
import dev.bulkhead.airgap.k0s.plan.NodeGroup;
import dev.bulkhead.airgap.k0s.plan.NodeSelector;
import dev.bulkhead.airgap.k0s.plan.Plan;
import dev.bulkhead.airgap.k0s.plan.Route;
import dev.bulkhead.airgap.k0s.plan.Settings;
import dev.bulkhead.airgap.k0s.plan.Size;
import dev.bulkhead.airgap.k0s.plan.Stated;
import dev.bulkhead.airgap.k0s.plan.Strategy;
import dev.bulkhead.airgap.k0s.plan.Upgrade;
import dev.bulkhead.model.Platform;
import dev.bulkhead.report.Outcome;
import dev.bulkhead.report.PlanHtml;
import dev.bulkhead.report.PlanJson;
import dev.bulkhead.report.PlanReport;
import dev.bulkhead.report.PlanText;
import dev.bulkhead.report.Report;
import dev.bulkhead.report.ReportedSource;
import dev.bulkhead.report.Setting;
import dev.bulkhead.verdict.OptionError;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bulkhead k0s plan}: an upgrade of k0s, played before anybody makes it. */
@Command(
    name = "plan",
    sortOptions = false,
    description = {
      "Plays an upgrade of k0s step by step, before anybody makes it: who leads, what each machine is"
          + " asked to run, and whether that lies in its bundles.",
      "Machines of today are controller-1, controller-2, … and worker-1, …; those that join are"
          + " numbered on: with three controllers, controller-4 takes over from controller-1.",
      ""
    },
    footerHeading = "%nMachines are named, for --bundle and --platform, by%n",
    footer = {
      "  all, controllers, workers            all of them",
      "  old, new                             those of today, those that join",
      "  old-controllers, new-controllers, old-workers, new-workers",
      "  controller-4, worker-1               one",
      "",
      "A bundle is a tar that k0s imports from /var/lib/k0s/images, an images.lock, or a list with one",
      "image a line: what such a file names is taken to lie there, though nobody has built it yet.",
      "",
      "Examples:",
      "  bulkhead k0s plan --from v1.29.6+k0s.0 --to v1.30.2+k0s.0 --config k0s.yaml \\",
      "    --dynamic object.yaml --controllers 3 --workers 5 \\",
      "    --bundle old=k0s-images-v1.29.6.tar --bundle all=k0s-images-v1.30.2.tar",
      "  bulkhead k0s plan --from v1.29.6+k0s.0 --to v1.31.14+k0s.0 \\",
      "    --via v1.29.15+k0s.0,v1.30.14+k0s.0 …",
      "  bulkhead k0s plan … --strategy in-place --autopilot plan.yaml \\",
      "    --autopilot-k0s linux-amd64=https://files.local/k0s-v1.30.2+k0s.0-amd64",
      "",
      "docs/k0s-plan.md tells what is simulated, and what is not.",
      "",
      "Exit status:",
      "  0    every machine finds what it is asked for, at every step, whoever leads",
      "  1    it does not, or a step is one that k0s or Kubernetes does not support",
      "  2    the command line or part of the input is unusable",
      "  3    not one image could be told to be there or not, or something is unproven and --strict",
      "       is given",
      "  70   a bug of Bulkhead's own",
      "  130  interrupted (129 by SIGHUP, 143 by SIGTERM)"
    })
final class K0sPlanCommand implements Callable<Integer> {
  private static final K0sVersion NONE = new K0sVersion(0, 0, 0, 0);

  private final Surroundings surroundings;
  private final Stop stop;
  private K0sReleases known = K0sReleases.builtIn();
  private Size size = new Size(1, 0, false);

  @Option(
      names = "--from",
      required = true,
      paramLabel = "VERSION",
      description = "The release that runs today: v1.29.6+k0s.0.")
  private K0sVersion from = NONE;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "VERSION",
      description = "The release that is to run.")
  private K0sVersion to = NONE;

  @Option(
      names = "--via",
      paramLabel = "VERSION",
      split = ",",
      description =
          "Releases to pass through. Where a minor would be skipped and none is given, a way is"
              + " proposed and played.")
  private List<K0sVersion> via = List.of();

  @Mixin private PlanConfig config = new PlanConfig();

  @Option(
      names = "--bundle",
      paramLabel = "MACHINES=FILE",
      description = "A file that lies on these machines before the first step. Repeatable.")
  private List<MachineFile> bundles = List.of();

  @Mixin private PlanSize machines = new PlanSize();

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description =
          "rolling: new machines take over one by one; blue-green: all new controllers beside the"
              + " old ones, then all new workers; in-place: each machine where it is. Default:"
              + " rolling.")
  private Strategy strategy = Strategy.ROLLING;

  @Option(
      names = "--platform",
      paramLabel = "[MACHINES=]OS/ARCH",
      split = ",",
      description =
          "What machines are; those with several platforms need images for each. Default:"
              + " linux/amd64.")
  private List<MachinePlatform> platforms = List.of();

  @Option(
      names = "--online",
      description =
          "Machines can pull images that lie in no bundle, where the pull policy lets them.")
  private boolean online;

  @Mixin private NodeFlagOptions flags = new NodeFlagOptions();

  @Mixin private K0sReleaseOption releases = new K0sReleaseOption();

  @Mixin private PlanAutopilot autopilot = new PlanAutopilot();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "text for people, json for machines, or html: a page for a change request. Default: text.")
  private Format format = Format.TEXT;

  @Mixin private OutputFile output = new OutputFile();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "The least severity that fails: error or warning. Default: error.")
  private CheckCommand.FailOn failOn = CheckCommand.FailOn.ERROR;

  @Option(names = "--strict", description = "Fail also where something is unproven.")
  private boolean strict;

  K0sPlanCommand(Surroundings surroundings, Stop stop) {
    this.surroundings = surroundings;
    this.stop = stop;
  }

  /** The values of {@code --format}. */
  enum Format {
    TEXT,
    JSON,
    HTML
  }

  @Override
  public Integer call() {
    known = releases.read(surroundings);
    Route route = route();
    autopilot.require(strategy, route, flags.flags());
    K0sRelease writer = known.require(config.writer().orElseGet(route::from));
    Settings settings = config.read(writer, surroundings);
    size = machines.of(settings.file(), flags.flags().single(), strategy);
    Plan plan;
    try (var progress = Progress.on(surroundings)) {
      Fleet fleet = progress.during("reading bundles", () -> fleet(route));
      autopilot.require(fleet);
      plan = progress.during("playing the upgrade", () -> plan(route, settings, fleet, writer));
    }
    PlanReport report = new PlanReport(judged(plan, route), plan);
    LastReport.in(surroundings).keep(report.judged(), true);
    output.write(surroundings, (coloured, out) -> write(report, coloured, out));
    int status = report.judged().outcome().status();
    autopilot.write(plan, status == ExitStatus.OK, surroundings);
    return status;
  }

  private Route route() {
    K0sRelease today = known.require(from);
    K0sRelease wanted = known.require(to);
    if (today.equals(wanted)) {
      throw new OptionError(
          "--from and --to are both %s: there is nothing to upgrade.".formatted(today.version()),
          "Name the release that is to run with --to.");
    }
    return Route.between(known, today, via.stream().map(known::require).toList(), wanted);
  }

  private Fleet fleet(Route route) {
    List<Stated<Platform>> platform =
        platforms.stream().map(each -> new Stated<>(each.nodes(), each.platform())).toList();
    Fleet bare = Fleet.of(size, strategy, route.hops(), List.of(), platform);
    bundles.forEach(each -> requireMachines("--bundle", each.nodes(), bare));
    platforms.forEach(each -> requireMachines("--platform", each.nodes(), bare));
    var files = new PlanBundles();
    List<Stated<MachineBundle>> stated =
        bundles.stream().map(each -> new Stated<>(each.nodes(), files.of(each.file()))).toList();
    return Fleet.of(size, strategy, route.hops(), stated, platform);
  }

  private void requireMachines(String option, NodeSelector nodes, Fleet fleet) {
    if (nodes.text().equals("all") || fleet.has(nodes)) {
      return;
    }
    String there = fleet.groups().stream().map(NodeGroup::name).collect(Collectors.joining(", "));
    throw new OptionError(
        "%s names %s, and there is no such machine in this upgrade.".formatted(option, nodes),
        nodes.ages().size() == 1 && !strategy.replacesMachines()
            ? "With in-place no machine joins and none leaves: write all, controllers or workers."
            : "Name one of %s, or a group of them.".formatted(there));
  }

  private Plan plan(Route route, Settings settings, Fleet fleet, K0sRelease writer) {
    Plan plan = Plan.of(upgrade(route, settings, fleet), known);
    if (!config.isOpen(settings)) {
      return plan;
    }
    Settings other = config.written(settings.file(), writer);
    return plan.doubting(
        Plan.of(upgrade(route, other, fleet), known),
        "Nobody says whether controllers run with --enable-dynamic-config.",
        "Say --no-dynamic-config, or --dynamic-config; best name the object with --dynamic.");
  }

  private Upgrade upgrade(Route route, Settings settings, Fleet fleet) {
    return new Upgrade(
        route,
        settings,
        size,
        strategy,
        fleet,
        flags.flags(),
        online,
        autopilot.isWanted(),
        stale(route, settings));
  }

  /** The images of the settings that a release wrote, and that nobody chose. */
  private Set<ImageKey> stale(Route route, Settings settings) {
    Optional<K0sVersion> writer =
        settings.source() == Settings.Source.FIRST_LEADER
            ? config.writer().or(() -> Optional.of(route.from()))
            : config.writer();
    var judgement = ConfigJudgement.of(settings.cluster(), known, Optional.of(route.to()), writer);
    return Set.copyOf(ConfigRepair.of(judgement, List.of()).keys());
  }

  private Report judged(Plan plan, Route route) {
    String file = plan.upgrade().settings().cluster().file();
    return Report.of(
        Version.current(),
        List.of(new ReportedSource(file, 1, 1, List.of(), List.of())),
        notes(plan, route),
        List.of(new Setting("--strategy", strategy.toString(), strategy == Strategy.ROLLING)),
        plan.verdicts(),
        new Outcome.Policy(failOn.severity(), true, strict, stop.ending()));
  }

  private List<String> notes(Plan plan, Route route) {
    var notes = new ArrayList<>(autopilot.notes(route));
    notes.addAll(flags.notes());
    int stale = plan.upgrade().stale().size();
    if (stale > 0) {
      notes.add(
          "The settings name %d images that nobody chose, so that %s does not bring its own in their place; bulkhead k0s config tells which, and takes them out."
              .formatted(stale, route.to()));
    }
    return notes;
  }

  private void write(PlanReport report, boolean coloured, OutputStream out) throws IOException {
    if (format == Format.JSON) {
      PlanJson.write(report, out);
      return;
    }
    var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    switch (format) {
      case TEXT -> PlanText.write(report, coloured, writer);
      case HTML -> PlanHtml.write(report, writer);
      case JSON -> {}
    }
    writer.flush();
  }
}
