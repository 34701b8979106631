package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.ConfigJudgement;
import dev.bulkhead.airgap.k0s.ConfigRepair;
import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.airgap.k0s.K0sRelease;
import dev.bulkhead.airgap.k0s.K0sReleases;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.airgap.k0s.NodeFlags;
import dev.bulkhead.airgap.k0s.plan.Fleet;
import dev.bulkhead.airgap.k0s.plan.Plan;
import dev.bulkhead.airgap.k0s.plan.Route;
import dev.bulkhead.airgap.k0s.plan.Settings;
import dev.bulkhead.airgap.k0s.plan.Size;
import dev.bulkhead.airgap.k0s.plan.Strategy;
import dev.bulkhead.airgap.k0s.plan.Supply;
import dev.bulkhead.airgap.k0s.plan.Upgrade;
import dev.bulkhead.report.Outcome;
import dev.bulkhead.report.PlanHtml;
import dev.bulkhead.report.PlanJson;
import dev.bulkhead.report.PlanReport;
import dev.bulkhead.report.PlanText;
import dev.bulkhead.report.Report;
import dev.bulkhead.report.ReportedSource;
import dev.bulkhead.report.Setting;
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
      "Machines of today are controller-1, controller-2, … and worker-1, …, if they have no names;"
          + " those that join are numbered on: with three controllers, controller-4 takes over from"
          + " controller-1. A file of k0sctl names them, and so do --controllers and --workers.",
      ""
    },
    footerHeading = "%nMachines are named, for --bundle and --platform, by%n",
    footer = {
      "  all, controllers, workers            all of them",
      "  old, new                             those of today, those that join",
      "  old-controllers, new-controllers, old-workers, new-workers",
      "  controller-4, worker-1, alpha        one, by its name",
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
  private final Rooms rooms;
  private final Surroundings surroundings;
  private final Stop stop;
  private K0sReleases known = K0sReleases.builtIn();
  private Supply pulled = new Supply.None();
  private K0sctlHosts hosts = new K0sctlHosts(List.of());

  @Mixin private PlanRoute releases = new PlanRoute();

  @Mixin private PlanConfig config = new PlanConfig();

  @Mixin private PlanSize count = new PlanSize();

  @Mixin private PlanMachines machines = new PlanMachines();

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description =
          "rolling: new machines take over one by one; blue-green: all new controllers beside the"
              + " old ones, then all new workers; in-place: each machine where it is. Default:"
              + " rolling.")
  private Strategy strategy = Strategy.ROLLING;

  @Mixin private PlanSupply supply = new PlanSupply();

  @Mixin private NodeFlagOptions flags = new NodeFlagOptions();

  @Mixin private K0sReleaseOption catalogue = new K0sReleaseOption();

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

  K0sPlanCommand(Rooms rooms, Surroundings surroundings, Stop stop) {
    this.rooms = rooms;
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
    known = catalogue.read(surroundings);
    Route route = releases.route(known);
    K0sRelease writer = known.require(config.writer().orElseGet(route::from));
    Settings settings = config.read(writer, surroundings);
    hosts = K0sctlHosts.of(settings.file());
    NodeFlags started = hosts.with(flags.flags());
    autopilot.require(strategy, route, started);
    pulled = supply.supply(rooms);
    Size size = count.size(hosts, started.single(), strategy);
    Plan plan;
    try (var progress = Progress.on(surroundings)) {
      Fleet fleet = progress.during("reading bundles", () -> fleet(route, size));
      autopilot.require(fleet);
      plan =
          progress.during(
              "playing the upgrade",
              () -> plan(upgrade(route, settings, size, fleet, started), writer));
    }
    PlanReport report = new PlanReport(judged(plan, route), plan);
    LastReport.in(surroundings).keep(report.judged(), true);
    output.write(surroundings, (coloured, out) -> write(report, coloured, out));
    int status = report.judged().outcome().status();
    autopilot.write(plan, status == ExitStatus.OK, surroundings);
    return status;
  }

  private Fleet fleet(Route route, Size size) {
    int joining = strategy.replacesMachines() ? route.hops() : 0;
    return machines.fleet(size, count.names(hosts, size, joining), strategy, route.hops());
  }

  private Plan plan(Upgrade upgrade, K0sRelease writer) {
    Plan plan = Plan.of(upgrade, known);
    Settings settings = upgrade.settings();
    if (!config.isOpen(settings)) {
      return plan;
    }
    Settings other = config.written(settings.file(), writer);
    return plan.doubting(
        Plan.of(
            upgrade(upgrade.route(), other, upgrade.size(), upgrade.fleet(), upgrade.flags()),
            known),
        "Nobody says whether controllers run with --enable-dynamic-config.",
        "Say --no-dynamic-config, or --dynamic-config; best name the object with --dynamic.");
  }

  private Upgrade upgrade(
      Route route, Settings settings, Size size, Fleet fleet, NodeFlags started) {
    return new Upgrade(
        route,
        settings,
        size,
        strategy,
        fleet,
        releases.workers(known, route),
        started,
        pulled,
        autopilot.isWanted(),
        autopilot.brought(),
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
    notes.addAll(hosts.notes());
    notes.addAll(machines.notes(plan.upgrade().fleet()));
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
