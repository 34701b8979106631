package dev.bulkhead.cli;

import dev.bulkhead.model.Platform;
import dev.bulkhead.model.Userinfo;
import dev.bulkhead.report.JsonAnswer;
import dev.bulkhead.report.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead lag}: the minors of Kubernetes that an image has no tag for yet. */
@Command(
    name = "lag",
    sortOptions = false,
    description = {
      "Tells which supported minors of Kubernetes an image has no tag for yet, and since when.",
      "Where a tag is of a patch (1.36.2), the patches that came after it are told, too; with"
          + " --patches they count. A prerelease is no tag for its minor.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bulkhead lag clastix/kubectl",
      "  bulkhead lag 'bitnami/kubectl:{major}.{minor}.{patch}'",
      "  bulkhead lag alpine/k8s --platform linux/amd64,linux/arm64",
      "  bulkhead lag clastix/kubectl --format json | jq -r '.missing[]'",
      "",
      "PATTERN is that of bulkhead resolve --help. docs/resolve.md shows a scheduled job that starts",
      "a build for every minor that is missing.",
      "",
      "Exit status:",
      "  0    there is a tag for every minor",
      "  1    some have none",
      "  2    the command line is unusable",
      "  3    the registry could not be asked, or did not tell",
      "  70   a bug of Bulkhead's own",
      "  130  interrupted (129 by SIGHUP, 143 by SIGTERM)"
    })
final class LagCommand implements Callable<Integer> {
  private static final String SCHEMA_VERSION = "1.1";

  private final Rooms rooms;
  private final Surroundings surroundings;
  private final Stop stop;

  @Parameters(
      arity = "1",
      paramLabel = "IMAGE[:PATTERN]",
      description = "The image without its tag, and the form of the tags that count.")
  private @Nullable TaggedImage image;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      split = ",",
      description =
          "Count only tags whose image has all of these platforms. Default: what the tags are is"
              + " not looked at.")
  private List<Platform> platforms = List.of();

  @Option(
      names = "--patches",
      description = "Count also a patch without a tag, where the tags are of patches.")
  private boolean withPatches;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text for people, or json for machines. Default: text.")
  private ReportOptions.Format format = ReportOptions.Format.TEXT;

  @Mixin private Evidence evidence = new Evidence();

  LagCommand(Rooms rooms, Surroundings surroundings, Stop stop) {
    this.rooms = rooms;
    this.surroundings = surroundings;
    this.stop = stop;
  }

  @Override
  public Integer call() {
    var today = LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC);
    var minors = KubernetesMinors.shipped();
    var patches = KubernetesPatches.shipped();
    Optional<String> warning =
        minors.warningOfAge(today, "newer minors may be missing from it; update Bulkhead");
    var wanted = Objects.requireNonNull(image);
    Lag lag;
    try (var questions = new TagQuestions(rooms, evidence, stop, surroundings)) {
      var fits = questions.fits(platforms.stream().distinct().toList());
      lag =
          Lag.of(
              wanted,
              minors.supportedMinors(today),
              patches,
              withPatches,
              today,
              questions.tags(wanted),
              fits);
    }
    int status = lag.answer().status(stop.ending());
    switch (format) {
      case JSON ->
          StandardOutput.write(
              surroundings,
              out -> writeJson(wanted, lag, minors, patches, today, warning, status, out));
      case TEXT -> {
        warning.ifPresent(surroundings.err()::println);
        writeText(wanted, lag, minors, today);
      }
    }
    return status;
  }

  /** Where nothing is known of any minor there is no answer, only a reason. */
  private void writeText(TaggedImage wanted, Lag lag, KubernetesMinors minors, LocalDate today) {
    String why = why(lag);
    if (lag.minors().isEmpty()) {
      surroundings.err().print("bulkhead: " + why);
      return;
    }
    var text = new StringBuilder();
    text.append(
        "%s, for each minor of Kubernetes that is supported on %s (known as of %s):\n\n"
            .formatted(wanted.name(), today, minors.asOf()));
    lag.minors().forEach(minor -> text.append("  ").append(printable(line(minor, today))));
    text.append('\n').append(why);
    StandardOutput.write(
        surroundings, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static String why(Lag lag) {
    var text = new StringBuilder();
    lag.because().forEach(sentence -> text.append(printable(sentence)));
    if (!lag.remedy().isEmpty()) {
      text.append(printable("remedy: " + lag.remedy()));
    }
    return text.toString();
  }

  private static String printable(String line) {
    return Printable.escape(Userinfo.concealed(line)) + "\n";
  }

  private static String line(Lag.Published minor, LocalDate today) {
    return switch (minor.answer()) {
      case YES -> "%s  %s%s".formatted(minor.name(), minor.tag(), patches(minor, today));
      case NO ->
          "%s  missing  since %s, %s%s"
              .formatted(
                  minor.name(),
                  minor.minor().released(),
                  days(minor.days()),
                  minor.note().isEmpty() ? "" : "; " + minor.note());
      case UNKNOWN ->
          "%s  not known%s"
              .formatted(minor.name(), minor.note().isEmpty() ? "" : ": " + minor.note());
    };
  }

  /** The patches that came after the tag. */
  private static String patches(Lag.Published minor, LocalDate today) {
    if (minor.lacking().isEmpty()) {
      return "";
    }
    KubernetesPatches.Patch newest = minor.lacking().getFirst();
    int others = minor.lacking().size() - 1;
    return "; %s is missing since %s, %s%s"
        .formatted(
            newest.name(),
            newest.released(),
            days(ChronoUnit.DAYS.between(newest.released(), today)),
            others == 0 ? "" : ", and %d before it".formatted(others));
  }

  private static String days(long days) {
    return days == 1 ? "1 day" : days + " days";
  }

  private void writeJson(
      TaggedImage wanted,
      Lag lag,
      KubernetesMinors minors,
      KubernetesPatches patches,
      LocalDate today,
      Optional<String> warning,
      int status,
      OutputStream out)
      throws IOException {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("image", wanted.image().name());
    fields.put("pattern", wanted.pattern().toString());
    fields.put("platforms", platforms.stream().distinct().map(Platform::toString).toList());
    fields.put("day", today.toString());
    fields.put("minorsAsOf", minors.asOf().toString());
    fields.put("patchesAsOf", patches.asOf().toString());
    fields.put("notes", warning.stream().toList());
    fields.put("complete", lag.answer().toString());
    fields.put("minors", lag.minors().stream().map(LagCommand::fields).toList());
    fields.put(
        "missing",
        lag.minors().stream()
            .filter(minor -> minor.answer() == Answer.NO)
            .map(Lag.Published::name)
            .toList());
    fields.put(
        "missingPatches",
        lag.minors().stream()
            .flatMap(minor -> minor.lacking().stream())
            .map(KubernetesPatches.Patch::name)
            .toList());
    fields.put("reasons", lag.because());
    fields.put("remedy", lag.remedy());
    fields.put("exitStatus", status);
    JsonAnswer.write(SCHEMA_VERSION, Version.current(), fields, out);
  }

  private static SequencedMap<String, Object> fields(Lag.Published minor) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("minor", minor.name());
    fields.put("released", minor.minor().released().toString());
    fields.put("days", minor.days());
    fields.put("published", minor.answer().toString());
    fields.put("tag", minor.tag());
    fields.put("note", minor.note());
    fields.put("missingPatches", minor.lacking().stream().map(LagCommand::fields).toList());
    return fields;
  }

  private static SequencedMap<String, Object> fields(KubernetesPatches.Patch patch) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("version", patch.name());
    fields.put("released", patch.released().toString());
    return fields;
  }
}
