package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.ClusterConfig;
import dev.bulkhead.airgap.k0s.ConfigJudgement;
import dev.bulkhead.airgap.k0s.ConfigReader;
import dev.bulkhead.airgap.k0s.ConfigRepair;
import dev.bulkhead.airgap.k0s.ConfigVerdicts;
import dev.bulkhead.airgap.k0s.K0sReleases;
import dev.bulkhead.airgap.k0s.ShownLines;
import dev.bulkhead.render.Documents;
import dev.bulkhead.render.UnifiedDiff;
import dev.bulkhead.report.Outcome;
import dev.bulkhead.report.Printable;
import dev.bulkhead.report.Report;
import dev.bulkhead.report.ReportedSource;
import dev.bulkhead.report.Setting;
import dev.bulkhead.report.SourceLines;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is said of a configuration.
 *
 * @param releases those that are known
 * @param flags how the services are started
 * @param bundles in which its images are looked for
 * @param policy what of it fails
 */
record ConfigReport(
    K0sReleases releases,
    NodeFlagOptions flags,
    ConfigBundles.Read bundles,
    Outcome.Policy policy) {
  private static final int MOST = 3;

  /** The report on a file. */
  Report of(SmallFile file, ConfigJudgement judgement, List<String> notes, List<Setting> settings) {
    var all = new ArrayList<>(duplicates(judgement.config()));
    all.addAll(notes);
    var sources = new ArrayList<ReportedSource>();
    sources.add(new ReportedSource(file.name(), 1, judgement.pins().size(), all, List.of()));
    sources.addAll(bundles.reported());
    var verdicts =
        new ArrayList<>(ConfigVerdicts.of(judgement, releases, flags.flags(), bundles.images()));
    verdicts.addAll(bundles.verdicts());
    return Report.of(Version.current(), sources, flags.notes(), settings, verdicts, policy);
  }

  /** An object's text may state a key twice; what the API server gets has the last of them. */
  private static List<String> duplicates(ClusterConfig config) {
    return config.form() == ClusterConfig.Form.OBJECT
        ? config.duplicates().stream().limit(MOST).map(ConfigReport::twice).toList()
        : List.of();
  }

  private static String twice(Documents.Duplicate twice) {
    return "%s is stated twice, in lines %d and %d; kubectl takes the last one."
        .formatted(twice.field(), twice.before().line(), twice.at().line());
  }

  /** The lines of the file that may be shown. */
  static SourceLines lines(SmallFile file, ClusterConfig read) {
    List<String> lines = ShownLines.of(read, file.text()).lines().toList();
    return (_, _, line) ->
        line >= 1 && line <= lines.size() ? Optional.of(lines.get(line - 1)) : Optional.empty();
  }

  /** The change that a repair is, or why there is none. */
  static String diff(SmallFile file, ConfigRepair repair) {
    Optional<byte[]> edited = repair.edited(file.bytes());
    if (edited.isEmpty()) {
      return RepairOptions.notEdited(file).getMessage() + "\n";
    }
    var mended = new SmallFile(file.name(), edited.get());
    String diff =
        UnifiedDiff.of(
            file.name(),
            shown(file, repair.config()),
            shown(mended, ConfigReader.read(file.name(), mended.text())));
    return diff.lines().map(line -> Printable.escape(line) + "\n").collect(Collectors.joining());
  }

  private static byte[] shown(SmallFile file, ClusterConfig read) {
    return ShownLines.of(read, file.text()).getBytes(StandardCharsets.UTF_8);
  }
}
