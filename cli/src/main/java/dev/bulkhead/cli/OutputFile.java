package dev.bulkhead.cli;

import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where a report is written to. */
final class OutputFile {
  private static final Path STANDARD_OUTPUT = Path.of("-");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Write the report to this file, which is replaced as a whole; - is standard output.")
  private @Nullable Path file;

  /** A report that can be written. */
  @FunctionalInterface
  interface Content {
    /**
     * Writes it.
     *
     * @param coloured whether a person looks at it on a terminal that has colours
     */
    void write(boolean coloured, OutputStream out) throws IOException;
  }

  /**
   * Writes the report where it is wanted; a reader who has gone away is no fault.
   *
   * @throws UserError where it cannot be written
   */
  void write(Surroundings surroundings, Content content) {
    if (file == null || file.equals(STANDARD_OUTPUT)) {
      StandardOutput.write(surroundings, out -> content.write(surroundings.isColoured(), out));
      return;
    }
    try {
      Replacement.of(file).write(out -> content.write(false, out));
    } catch (IOException e) {
      throw new UserError(
          null,
          "The report could not be written to \"%s\": %s.".formatted(file, IoReason.of(e)),
          "Choose another --output, or make its directory writable.",
          e);
    }
  }
}
