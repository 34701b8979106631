package dev.bulkhead.cli;

import dev.bulkhead.release.History;
import dev.bulkhead.release.ReleaseLock;
import dev.bulkhead.report.HistoryHtml;
import dev.bulkhead.report.HistoryJson;
import dev.bulkhead.report.HistoryMarkdown;
import dev.bulkhead.report.HistoryReport;
import dev.bulkhead.report.HistoryText;
import dev.bulkhead.report.Outcome;
import dev.bulkhead.verdict.OptionError;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bulkhead release history}: what each release of a repository deploys. */
@Command(
    name = "history",
    sortOptions = false,
    description = {
      "Shows what each release of a repository deploys, and whether that is the release itself: a row"
          + " for each tag, the first and last healthy one, and how far the others are behind.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bulkhead release history",
      "  bulkhead release history --repo ../descheduler --tags 'v*'",
      "  bulkhead release history --most 10 --fail-on warning",
      "  bulkhead release history --format html --output history.html",
      "",
      "Every release that is shown decides the exit status. A release cannot be mended any more: a",
      "run for CI should look at the newest alone (--most 1, or bulkhead release verify).",
      "",
      "Exit status:",
      "  0    nothing is violated",
      "  1    something is violated in some release, at or above --fail-on",
      "  2    the command line or the repository is unusable, or no release is meant",
      "  3    nothing is violated, but something is unproven and --strict is given",
      "  70   a bug of Bulkhead's own",
      "  130  interrupted (129 by SIGHUP, 143 by SIGTERM)"
    })
final class ReleaseHistoryCommand implements Callable<Integer> {
  private static final int WIDTH = 100;

  private final Rooms rooms;
  private final Surroundings surroundings;
  private final Stop stop;

  @Mixin private RepositoryOption repository = new RepositoryOption();

  @Option(
      names = "--tags",
      paramLabel = "PATTERN",
      description =
          "Which tags are meant: 'v0.*' (* any text, ? one letter). Default: all that name a"
              + " version.")
  private TagGlob tags = TagGlob.ALL;

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description =
          "Of several streams of releases, the one whose tags have this before the version:"
              + " helm-chart-. '' for tags that are versions alone. Default: all.")
  private @Nullable String stream;

  @Option(
      names = "--most",
      paramLabel = "N",
      description = "At most so many releases of each stream, the newest ones. Default: all.")
  private int most = Integer.MAX_VALUE;

  @Option(
      names = "--prereleases",
      description =
          "Show alphas, betas and release candidates, too. A stream without any other release is"
              + " shown as it is.")
  private boolean prereleases;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "text for people, markdown, html (one page that needs nothing else), or json for machines."
              + " Default: text.")
  private PageFormat format = PageFormat.TEXT;

  @Mixin private OutputFile output = new OutputFile();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "The least severity that fails: error or warning. Default: error.")
  private CheckCommand.FailOn failOn = CheckCommand.FailOn.ERROR;

  @Option(names = "--strict", description = "Fail also where something is unproven.")
  private boolean strict;

  ReleaseHistoryCommand(Rooms rooms, Surroundings surroundings, Stop stop) {
    this.rooms = rooms;
    this.surroundings = surroundings;
    this.stop = stop;
  }

  @Override
  public Integer call() {
    if (most < 1) {
      throw new OptionError(
          "--most %d is no number of releases.".formatted(most), "Give 1 or more.");
    }
    HistoryReport report = repository.ask(rooms, this::judge);
    output.write(surroundings, (coloured, out) -> write(report, coloured, out));
    return report.outcome().status();
  }

  private HistoryReport judge(RepositoryOption.Opened opened) {
    var meant =
        new MeantReleases(opened.name(), opened.releases().streams(), tags, stream, prereleases);
    meant.requireOne();
    List<History> histories;
    try (var progress = Progress.on(surroundings)) {
      histories =
          stop.orElse(
              () ->
                  progress.during(
                      "reading the releases of " + opened.name(),
                      () -> recorded(opened, opened.releases().histories(meant, most))),
              _ -> List.of());
    }
    var policy = new Outcome.Policy(failOn.severity(), true, strict, stop.ending());
    return HistoryReport.of(Version.current(), title(opened.name(), histories), histories, policy);
  }

  /** What a moved tag hid is seen where there is a record. */
  private static List<History> recorded(RepositoryOption.Opened opened, List<History> histories) {
    if (!opened.repository().hasWorktree()) {
      return histories;
    }
    ReleaseLock lock = LockFile.in(opened.folder()).read().lock();
    return histories.stream().map(history -> history.recordedIn(lock)).toList();
  }

  private static String title(String name, List<History> histories) {
    int releases = histories.stream().mapToInt(history -> history.rows().size()).sum();
    String count = releases == 1 ? "1 release" : releases + " releases";
    return histories.size() == 1
        ? "%s: what %s deploy%s".formatted(name, count, releases == 1 ? "s" : "")
        : "%s: what %s of %d streams deploy".formatted(name, count, histories.size());
  }

  private void write(HistoryReport report, boolean coloured, OutputStream out) throws IOException {
    if (format == PageFormat.JSON) {
      HistoryJson.write(report, out);
      return;
    }
    var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    switch (format) {
      case TEXT -> HistoryText.write(report, coloured, WIDTH, writer);
      case MARKDOWN -> HistoryMarkdown.write(report, writer);
      case HTML -> HistoryHtml.write(report, writer);
      case JSON -> {}
    }
    writer.flush();
  }
}
