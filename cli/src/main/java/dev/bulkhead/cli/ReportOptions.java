package dev.bulkhead.cli;

import dev.bulkhead.report.Detail;
import dev.bulkhead.report.JsonReport;
import dev.bulkhead.report.Report;
import dev.bulkhead.report.SourceLines;
import dev.bulkhead.report.TextReport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how a report is written, and where. */
final class ReportOptions {
  private static final int WIDTH = 100;

  /** The values of {@code --format}. */
  enum Format {
    TEXT,
    JSON
  }

  /** The values of {@code --show}. */
  enum Show {
    UNPROVEN,
    PROVEN
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text for people, or json for machines (docs/json.md). Default: text.")
  private Format format = Format.TEXT;

  @Mixin private OutputFile file = new OutputFile();

  @Option(
      names = "--show",
      paramLabel = "WHAT",
      description =
          "What to list beside violations: unproven (without it, of the first 100 objects), or"
              + " proven, which lists everything.")
  private @Nullable Show show;

  /** Writes the report where it is wanted; a reader who has gone away is no fault. */
  void write(Report report, SourceLines lines, Surroundings surroundings) {
    file.write(surroundings, (coloured, out) -> write(report, lines, coloured, out));
  }

  /** Whether the report names what is proven, so that people and machines can ask for it. */
  boolean namesProven() {
    return format == Format.JSON || detail() == Detail.PROVEN;
  }

  /** Whether it is for people. */
  boolean isText() {
    return format == Format.TEXT;
  }

  private Detail detail() {
    return switch (show) {
      case null -> Detail.BRIEF;
      case UNPROVEN -> Detail.UNPROVEN;
      case PROVEN -> Detail.PROVEN;
    };
  }

  private void write(Report report, SourceLines lines, boolean coloured, OutputStream out)
      throws IOException {
    switch (format) {
      case JSON -> JsonReport.write(report, out);
      case TEXT -> {
        var options = new TextReport.Options(coloured, detail(), WIDTH);
        var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        TextReport.write(report, lines, options, writer);
        writer.flush();
      }
    }
  }
}
