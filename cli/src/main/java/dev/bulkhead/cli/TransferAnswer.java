package dev.bulkhead.cli;

import dev.bulkhead.report.JsonAnswer;
import dev.bulkhead.report.Printable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** What a command that moved images says of it, to people and to programs. */
interface TransferAnswer {
  /** The version of the JSON form (docs/json.md). */
  String SCHEMA_VERSION = "1.0";

  /** The lines for people. */
  List<String> text();

  /** The fields for programs. */
  SequencedMap<String, Object> fields();

  /** Writes it to standard output. */
  default void tell(Surroundings surroundings, ReportOptions.Format format) {
    StandardOutput.write(
        surroundings,
        out -> {
          switch (format) {
            case JSON -> JsonAnswer.write(SCHEMA_VERSION, Version.current(), fields(), out);
            case TEXT ->
                out.write(
                    text().stream()
                        .map(line -> Printable.escape(line) + "\n")
                        .collect(Collectors.joining())
                        .getBytes(StandardCharsets.UTF_8));
          }
        });
  }
}
