package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.ConfigDifference;
import dev.bulkhead.airgap.k0s.ConfigDifference.Change;
import dev.bulkhead.airgap.k0s.ConfigDifference.Value;
import dev.bulkhead.airgap.k0s.ConfigJudgement;
import dev.bulkhead.airgap.k0s.ConfigReader;
import dev.bulkhead.airgap.k0s.K0sReleases;
import dev.bulkhead.airgap.k0s.ReleaseRange;
import dev.bulkhead.report.JsonAnswer;
import dev.bulkhead.report.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead k0s config diff}: what people changed, apart from what releases wrote. */
@Command(
    name = "diff",
    sortOptions = false,
    description = {
      "Tells where two configurations of k0s differ in what decides which images run: what people"
          + " wanted otherwise, and apart from it what only releases wrote. Reads whatever `k0s"
          + " config` reads, and what it recorded.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bulkhead k0s config diff k0s.yaml dump.yaml             the file and what came of it",
      "  bulkhead k0s config diff history/2026-0*.yaml           two snapshots",
      "",
      "Exit status: 0, or 2 where one of them is unusable."
    })
final class K0sConfigDiffCommand implements Callable<Integer> {
  private static final String SCHEMA_VERSION = "1.0";

  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "A", description = "The older of the two.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "B", description = "The newer of the two.")
  private String after = "";

  @Mixin private K0sReleaseOption known = new K0sReleaseOption();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text for people, or json for machines. Default: text.")
  private ReportOptions.Format format = ReportOptions.Format.TEXT;

  @Mixin private OutputFile output = new OutputFile();

  K0sConfigDiffCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    K0sReleases releases = known.read(surroundings);
    ConfigJudgement one = judged(before, releases);
    ConfigJudgement other = judged(after, releases);
    ConfigDifference difference = ConfigDifference.of(one, other);
    output.write(
        surroundings,
        (_, out) -> {
          switch (format) {
            case JSON ->
                JsonAnswer.write(
                    SCHEMA_VERSION, Version.current(), fields(one, other, difference), out);
            case TEXT -> out.write(text(one, other, difference).getBytes(StandardCharsets.UTF_8));
          }
        });
    return ExitStatus.OK;
  }

  private ConfigJudgement judged(String name, K0sReleases releases) {
    var file = SmallFile.named(name, surroundings);
    return ConfigJudgement.of(
        ConfigReader.read(file.name(), file.text()), releases, Optional.empty(), Optional.empty());
  }

  private static String text(
      ConfigJudgement one, ConfigJudgement other, ConfigDifference difference) {
    var lines = new ArrayList<String>();
    lines.add("%s → %s".formatted(one.config().file(), other.config().file()));
    add(
        "Choices that differ",
        difference.changes().stream().filter(change -> !change.isDefaultsOnly()).toList(),
        lines);
    add(
        "What only releases wrote",
        difference.changes().stream().filter(Change::isDefaultsOnly).toList(),
        lines);
    if (difference.changes().isEmpty()) {
      lines.add("They do not differ in anything that decides which images run.");
    }
    return lines.stream().map(line -> Printable.escape(line) + "\n").collect(Collectors.joining());
  }

  private static void add(String title, List<Change> changes, List<String> lines) {
    if (changes.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("%s: %d".formatted(title, changes.size()));
    for (Change change : changes) {
      lines.add("  " + change.path());
      lines.add("    - " + said(change.before()));
      lines.add("    + " + said(change.after()));
    }
  }

  private static String said(Value value) {
    return switch (value) {
      case Value.Absent _ -> "(not stated)";
      case Value.Default(var text, var by) -> "%s (default of %s)".formatted(text, by);
      case Value.Chosen(var text) -> text;
    };
  }

  private static SequencedMap<String, Object> fields(
      ConfigJudgement one, ConfigJudgement other, ConfigDifference difference) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("before", side(one));
    fields.put("after", side(other));
    fields.put(
        "changes",
        difference.changes().stream()
            .map(
                change -> {
                  var each = new LinkedHashMap<String, Object>();
                  each.put("path", change.path());
                  each.put("choice", !change.isDefaultsOnly());
                  each.put("before", value(change.before()));
                  each.put("after", value(change.after()));
                  return each;
                })
            .toList());
    return fields;
  }

  private static SequencedMap<String, Object> side(ConfigJudgement judgement) {
    var side = new LinkedHashMap<String, Object>();
    side.put("file", judgement.config().file());
    side.put("writers", releases(judgement.writers()));
    return side;
  }

  private static List<String> releases(ReleaseRange range) {
    return range.releases().stream().map(Object::toString).toList();
  }

  private static SequencedMap<String, Object> value(Value value) {
    var fields = new LinkedHashMap<String, Object>();
    switch (value) {
      case Value.Absent _ -> fields.put("kind", "absent");
      case Value.Default(var text, var by) -> {
        fields.put("kind", "default");
        fields.put("text", text);
        fields.put("defaultOf", releases(by));
      }
      case Value.Chosen(var text) -> {
        fields.put("kind", "chosen");
        fields.put("text", text);
      }
    }
    return fields;
  }
}
