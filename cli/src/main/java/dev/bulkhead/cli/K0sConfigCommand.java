package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.ClusterConfig;
import dev.bulkhead.airgap.k0s.ConfigJudgement;
import dev.bulkhead.airgap.k0s.ConfigReader;
import dev.bulkhead.airgap.k0s.ConfigRepair;
import dev.bulkhead.airgap.k0s.ConfigVerdicts;
import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.airgap.k0s.K0sReleases;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.airgap.k0s.ShownLines;
import dev.bulkhead.model.Userinfo;
import dev.bulkhead.render.UnifiedDiff;
import dev.bulkhead.report.Outcome;
import dev.bulkhead.report.Printable;
import dev.bulkhead.report.Report;
import dev.bulkhead.report.ReportedSource;
import dev.bulkhead.report.Setting;
import dev.bulkhead.report.SourceLines;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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

  @Option(
      names = "--write",
      description = "Take what a release wrote out of the file. Without it the change is shown.")
  private boolean isWriting;

  @Option(
      names = "--write-to",
      paramLabel = "FILE",
      description = "Write the changed configuration to this file instead.")
  private @Nullable Path writeTo;

  @Option(
      names = "--patch",
      paramLabel = "FILE",
      description = "Write the change as a JSON patch of the object kube-system/k0s.")
  private @Nullable Path patch;

  @Option(
      names = "--remove",
      paramLabel = "KEY",
      description =
          "Take this out, too, though it may have been chosen: spec.images.coredns. Repeatable."
              + " Only what is some release's default can be taken out.")
  private List<ImageKey> also = List.of();

  @Option(
      names = "--record",
      paramLabel = "DIR",
      description =
          "Keep what of the configuration decides which images run in this directory, under today's"
              + " date, unless the newest file there says the same.")
  private @Nullable Path record;

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
    requireSense();
    K0sReleases releases = known.read(surroundings);
    var file = SmallFile.named(config, surroundings);
    ClusterConfig read = ConfigReader.read(file.name(), file.text());
    ConfigJudgement judgement =
        ConfigJudgement.of(read, releases, target(read), Optional.ofNullable(writer));
    if (record != null) {
      say(new SnapshotFolder(record).keep(judgement, surroundings.clock().instant()));
    }
    ConfigRepair repair = repair(judgement);
    if (patch != null) {
      writePatch(repair, patch);
    }
    return isWriting || writeTo != null
        ? write(file, judgement, repair, releases)
        : show(file, judgement, repair, releases);
  }

  private void requireSense() {
    if (config.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "No configuration of k0s is named.");
    }
    if (isWriting && writeTo != null) {
      throw new OptionError(
          "--write edits the file in its place, and --write-to writes another.",
          "Leave one of them out.");
    }
    if (isWriting && config.equals("-")) {
      throw new OptionError(
          "Standard input cannot be edited, so --write has no meaning.",
          "Use --write-to FILE instead.");
    }
  }

  private Optional<K0sVersion> target(ClusterConfig read) {
    return Optional.ofNullable(target)
        .or(() -> read.document().text("spec", "k0s", "version").flatMap(K0sVersion::parse));
  }

  private ConfigRepair repair(ConfigJudgement judgement) {
    for (ImageKey key : also) {
      if (judgement.pins().stream().noneMatch(pin -> pin.key() == key && pin.isDefault())) {
        throw new OptionError(
            "--remove: %s is not a default of any known release, so it was chosen or is not there."
                .formatted(key),
            "Remove it by hand if it is not meant.");
      }
    }
    return ConfigRepair.of(judgement, also);
  }

  private void writePatch(ConfigRepair repair, Path to) {
    if (repair.isEmpty()) {
      say("There is nothing to take out, so no patch is written.");
      return;
    }
    replace(to, repair.patch().getBytes(StandardCharsets.UTF_8));
    say(
        "%s takes %s out. Apply it with: kubectl patch clusterconfig k0s -n kube-system --type json"
                .formatted(to, count(repair))
            + " --patch-file %s".formatted(to));
  }

  private static String count(ConfigRepair repair) {
    return repair.keys().size() == 1 ? "1 image" : "%d images".formatted(repair.keys().size());
  }

  private int write(
      SmallFile file, ConfigJudgement judgement, ConfigRepair repair, K0sReleases releases) {
    requireOwnFile(judgement.config());
    byte[] edited = repair.edited(file.bytes()).orElseThrow(() -> notEdited(file));
    Path to = writeTo == null ? Path.of(config) : writeTo;
    replace(to, edited);
    var notes = new ArrayList<String>();
    notes.add(
        repair.isEmpty()
            ? "There was nothing to take out."
            : "%s taken out of %s: %s."
                .formatted(
                    count(repair) + (repair.keys().size() == 1 ? " was" : " were"),
                    to,
                    String.join(", ", repair.keys().stream().map(ImageKey::path).toList())));
    if (!repair.isEmpty() && judgement.config().form() == ClusterConfig.Form.OBJECT) {
      notes.add(
          "It is in the cluster only after: kubectl replace -f %s (kubectl apply would leave the images in the object)."
              .formatted(to));
    }
    notes.addAll(RepairNotes.of(judgement, repair, releases));
    var mended = new SmallFile(to.toString(), edited);
    ClusterConfig read = ConfigReader.read(mended.name(), mended.text());
    ConfigJudgement left =
        ConfigJudgement.of(
            read, releases, Optional.of(judgement.target().version()), Optional.ofNullable(writer));
    Report report = report(mended, left, notes, releases);
    output.write(report, lines(mended, read), surroundings);
    return report.outcome().status();
  }

  private static void requireOwnFile(ClusterConfig read) {
    if (read.form() == ClusterConfig.Form.RUNTIME) {
      throw new UserError(
          "k0s makes %s anew at each start, so there is no use in editing it."
              .formatted(read.file()),
          "Name the file that k0s is started with, or a dump of kube-system/k0s.");
    }
  }

  private static UserError notEdited(SmallFile file) {
    return new UserError(
        "%s cannot be edited without touching anything else: aliases, or several things on one line."
            .formatted(file.name()),
        "Write the keys on lines of their own, or use --patch FILE.");
  }

  private int show(
      SmallFile file, ConfigJudgement judgement, ConfigRepair repair, K0sReleases releases) {
    var notes = RepairNotes.of(judgement, repair, releases);
    Report report = report(file, judgement, notes, releases);
    LastReport.in(surroundings).keep(report, output.namesProven());
    output.write(report, lines(file, judgement.config()), surroundings);
    boolean isEditable = judgement.config().form() != ClusterConfig.Form.RUNTIME;
    if (!repair.isEmpty() && isEditable && output.isText()) {
      String diff = diff(file, judgement.config(), repair);
      StandardOutput.write(
          surroundings, out -> out.write(("\n" + diff).getBytes(StandardCharsets.UTF_8)));
    }
    return report.outcome().status();
  }

  private static String diff(SmallFile file, ClusterConfig read, ConfigRepair repair) {
    Optional<byte[]> edited = repair.edited(file.bytes());
    if (edited.isEmpty()) {
      return notEdited(file).getMessage() + "\n";
    }
    var mended = new SmallFile(file.name(), edited.get());
    String diff =
        UnifiedDiff.of(
            file.name(),
            shown(file, read),
            shown(mended, ConfigReader.read(file.name(), mended.text())));
    return diff.lines().map(line -> Printable.escape(line) + "\n").collect(Collectors.joining());
  }

  private static byte[] shown(SmallFile file, ClusterConfig read) {
    return ShownLines.of(read, file.text()).getBytes(StandardCharsets.UTF_8);
  }

  private Report report(
      SmallFile file, ConfigJudgement judgement, List<String> notes, K0sReleases releases) {
    return Report.of(
        Version.current(),
        List.of(new ReportedSource(file.name(), 1, judgement.pins().size(), notes, List.of())),
        List.of(),
        settings(judgement),
        ConfigVerdicts.of(judgement, releases),
        new Outcome.Policy(failOn.severity(), true, false, stop.ending()));
  }

  private List<Setting> settings(ConfigJudgement judgement) {
    var settings = new ArrayList<Setting>();
    settings.add(new Setting("--target", judgement.target().version().toString(), target == null));
    if (!judgement.writers().isEmpty()) {
      settings.add(new Setting("--writer", judgement.writers().toString(), writer == null));
    }
    return settings;
  }

  private static SourceLines lines(SmallFile file, ClusterConfig read) {
    List<String> lines = ShownLines.of(read, file.text()).lines().toList();
    return (_, _, line) ->
        line >= 1 && line <= lines.size() ? Optional.of(lines.get(line - 1)) : Optional.empty();
  }

  private static void replace(Path file, byte[] content) {
    try {
      Replacement.of(file).write(out -> out.write(content));
    } catch (IOException e) {
      throw new UserError(
          null,
          "\"%s\" could not be written: %s.".formatted(file, IoReason.of(e)),
          "Choose another file, or make its directory writable.",
          e);
    }
  }

  private void say(String line) {
    surroundings.err().println(Printable.escape(Userinfo.concealed(line)));
  }
}
