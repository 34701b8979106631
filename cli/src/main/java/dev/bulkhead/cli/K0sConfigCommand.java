package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.ClusterConfig;
import dev.bulkhead.airgap.k0s.ConfigJudgement;
import dev.bulkhead.airgap.k0s.ConfigReader;
import dev.bulkhead.airgap.k0s.ConfigRepair;
import dev.bulkhead.airgap.k0s.K0sReleases;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.model.Userinfo;
import dev.bulkhead.report.Outcome;
import dev.bulkhead.report.Printable;
import dev.bulkhead.report.Report;
import dev.bulkhead.report.Setting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bulkhead k0s config}: tells pinned defaults from choices, and takes them out. */
@Command(
    name = "config",
    sortOptions = false,
    description = {
      "Tells which images of a configuration of k0s a release wrote into it by itself, and which"
          + " somebody chose; what breaks when another release runs with it; and takes out what"
          + " nobody chose. The configuration is k0s.yaml, a dump of the object kube-system/k0s, a"
          + " file of k0sctl, or - for standard input.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  kubectl get clusterconfig k0s -n kube-system -o yaml > dump.yaml",
      "  bulkhead k0s config dump.yaml --target v1.30.2+k0s.0    what would break, and the mend",
      "  bulkhead k0s config dump.yaml --patch patch.json",
      "  kubectl patch clusterconfig k0s -n kube-system --type json --patch-file patch.json",
      "  bulkhead k0s config k0s.yaml --write                    edits the file, and nothing else"
          + " in it",
      "  bulkhead k0s config dump.yaml --bundle k0s-v1.30.2.tar  is what it asks for in there?",
      "  bulkhead k0s config k0s.yaml --record history/          keeps what it was today",
      "  bulkhead k0s config diff history/A.yaml history/B.yaml  what people changed since",
      "",
      "Exit status:",
      "  0    nothing is violated; with --write or --write-to: nothing is in what was written",
      "  1    something is violated, at or above --fail-on",
      "  2    the command line or the configuration is unusable",
      "  70   a bug of Bulkhead's own",
      "  130  interrupted (129 by SIGHUP, 143 by SIGTERM)"
    })
final class K0sConfigCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Stop stop;

  @Parameters(
      arity = "0..1",
      paramLabel = "CONFIG",
      description = "The configuration, in any of its forms.")
  private String config = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--target",
      paramLabel = "RELEASE",
      description =
          "The release that is to run with it. Default: what a file of k0sctl names, or else the"
              + " newest known release of the minor after the one that wrote it, or else the newest"
              + " known release.")
  private @Nullable K0sVersion target;

  @Option(
      names = "--writer",
      paramLabel = "RELEASE",
      description = "The release that wrote it, where you know. Default: what its images say.")
  private @Nullable K0sVersion writer;

  @Mixin private RepairOptions repairs = new RepairOptions();

  @Option(
      names = "--record",
      paramLabel = "DIR",
      description =
          "Keep what of the configuration decides which images run in this directory, under today's"
              + " date, unless the newest file there says the same.")
  private @Nullable Path record;

  @Mixin private ConfigBundles bundles = new ConfigBundles();

  @Mixin private NodeFlagOptions flags = new NodeFlagOptions();

  @Mixin private K0sReleaseOption known = new K0sReleaseOption();

  @Mixin private ReportOptions output = new ReportOptions();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "The least severity that fails: error or warning. Default: error.")
  private CheckCommand.FailOn failOn = CheckCommand.FailOn.ERROR;

  K0sConfigCommand(Surroundings surroundings, Stop stop) {
    this.surroundings = surroundings;
    this.stop = stop;
  }

  @Override
  public Integer call() {
    if (config.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "No configuration of k0s is named.");
    }
    repairs.requireSense(config);
    K0sReleases releases = known.read(surroundings);
    var file = SmallFile.named(config, surroundings);
    ConfigJudgement judgement = judged(file, releases, Optional.ofNullable(target));
    ConfigRepair repair = repairs.repair(judgement);
    var report =
        new ConfigReport(
            releases,
            flags,
            bundles.read(stop, surroundings),
            new Outcome.Policy(failOn.severity(), true, false, stop.ending()));
    if (record != null) {
      say(new SnapshotFolder(record).keep(judgement, surroundings.clock().instant()));
    }
    repairs.writePatch(repair).ifPresent(this::say);
    return repairs.isWriting()
        ? write(file, judgement, repair, report)
        : show(file, judgement, repair, report);
  }

  /** The configuration judged for a release; without one for that which a file of k0sctl names. */
  private ConfigJudgement judged(
      SmallFile file, K0sReleases releases, Optional<K0sVersion> wanted) {
    ClusterConfig read = ConfigReader.read(file.name(), file.text());
    return ConfigJudgement.of(
        read,
        releases,
        wanted.or(() -> read.document().text("spec", "k0s", "version").flatMap(K0sVersion::parse)),
        Optional.ofNullable(writer));
  }

  private int write(
      SmallFile file, ConfigJudgement judgement, ConfigRepair repair, ConfigReport reports) {
    SmallFile mended = repairs.write(file, repair);
    var notes = new ArrayList<>(RepairOptions.written(repair, mended));
    notes.addAll(RepairNotes.of(judgement, repair, reports.releases()));
    ConfigJudgement left =
        judged(mended, reports.releases(), Optional.of(judgement.target().version()));
    Report report = reports.of(mended, left, notes, settings(left));
    output.write(report, ConfigReport.lines(mended, left.config()), surroundings);
    return report.outcome().status();
  }

  private int show(
      SmallFile file, ConfigJudgement judgement, ConfigRepair repair, ConfigReport reports) {
    var notes = RepairNotes.of(judgement, repair, reports.releases());
    Report report = reports.of(file, judgement, notes, settings(judgement));
    LastReport.in(surroundings).keep(report, output.namesProven());
    output.write(report, ConfigReport.lines(file, judgement.config()), surroundings);
    boolean isEditable = judgement.config().form() != ClusterConfig.Form.RUNTIME;
    if (!repair.isEmpty() && isEditable && output.isText()) {
      String diff = ConfigReport.diff(file, repair);
      StandardOutput.write(
          surroundings, out -> out.write(("\n" + diff).getBytes(StandardCharsets.UTF_8)));
    }
    return report.outcome().status();
  }

  private List<Setting> settings(ConfigJudgement judgement) {
    var settings = new ArrayList<Setting>();
    settings.add(new Setting("--target", judgement.target().version().toString(), target == null));
    if (!judgement.writers().isEmpty()) {
      settings.add(new Setting("--writer", judgement.writers().toString(), writer == null));
    }
    bundles.setting().ifPresent(settings::add);
    return settings;
  }

  private void say(String line) {
    surroundings.err().println(Printable.escape(Userinfo.concealed(line)));
  }
}
