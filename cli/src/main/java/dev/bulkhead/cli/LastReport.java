package dev.bulkhead.cli;

import dev.bulkhead.report.Finding;
import dev.bulkhead.report.JsonReport;
import dev.bulkhead.report.RecordedFinding;
import dev.bulkhead.report.Report;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import dev.bulkhead.verdict.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The findings of the last run, kept in the cache directory so that {@code explain --finding} can
 * tell more of them.
 */
record LastReport(Optional<Path> file) {
  /** More findings than this are not kept; those that are not proven come first. */
  static final int MOST_FINDINGS = 10_000;

  static LastReport in(Surroundings surroundings) {
    return new LastReport(
        surroundings.cacheDirectory().map(directory -> directory.resolve("last-report.json")));
  }

  /**
   * Keeps the report. That there is nowhere to keep it is no reason to fail.
   *
   * @param withProven whether the user was told the ids of what is proven
   */
  void keep(Report report, boolean withProven) {
    if (file.isEmpty()) {
      return;
    }
    try {
      Path directory = Objects.requireNonNull(file.get().getParent(), "it lies in the cache");
      if (!Files.isDirectory(directory)) {
        Path parent = Objects.requireNonNull(directory.getParent(), "the cache is not the root");
        Files.createDirectories(parent);
        Files.createDirectory(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      Replacement.of(file.get())
          .write(out -> JsonReport.write(report, worthKeeping(report, withProven), out));
    } catch (IOException | UnsupportedOperationException e) {
      return;
    }
  }

  private static List<Finding> worthKeeping(Report report, boolean withProven) {
    return Stream.concat(
            report.findings().stream().filter(finding -> !isProven(finding)),
            report.findings().stream().filter(finding -> withProven && isProven(finding)))
        .limit(MOST_FINDINGS)
        .toList();
  }

  private static boolean isProven(Finding finding) {
    return finding.verdict() instanceof Verdict.Proven;
  }

  /**
   * The finding of that id.
   *
   * @throws UserError where there is none
   */
  RecordedFinding find(String id) {
    Path kept =
        file.orElseThrow(
            () ->
                new UserError(
                    "No report is kept, since neither HOME nor XDG_CACHE_HOME is set.",
                    "Set XDG_CACHE_HOME to an absolute path, and run `bulkhead check` again."));
    try (InputStream report = Files.newInputStream(kept)) {
      return RecordedFinding.find(report, id)
          .orElseThrow(
              () ->
                  new UserError(
                      "The last run made no finding of the id \"%s\".".formatted(id),
                      "Run `bulkhead check` on the source again, and take an id from its report."));
    } catch (NoSuchFileException e) {
      throw new UserError(
          null,
          "No report is kept yet.",
          "Run `bulkhead check` first; the ids stand in its report.",
          e);
    } catch (IOException e) {
      throw new UserError(
          null,
          "The last report in %s cannot be read: %s.".formatted(kept, IoReason.of(e)),
          "Run `bulkhead check` again, which replaces it.",
          e);
    }
  }
}
