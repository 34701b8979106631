package dev.bulkhead.cli;

import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** Writes the answer of a command. */
final class StandardOutput {
  private StandardOutput() {}

  /**
   * Writes; where the reader has gone away ({@code | head}), the rest is nobody's business, and the
   * command ends as it would have.
   *
   * @throws UserError where standard output is closed, or its device is full
   */
  static void write(Surroundings surroundings, Replacement.Writer content) {
    try {
      OutputStream out = new BufferedOutputStream(surroundings.out(), 1 << 16);
      content.write(out);
      out.flush();
    } catch (IOException e) {
      if (!isBrokenPipe(e)) {
        throw new UserError(
            null,
            "The answer could not be written to standard output: %s.".formatted(IoReason.of(e)),
            "Give standard output somewhere to go, or use --output FILE.",
            e);
      }
    }
  }

  private static boolean isBrokenPipe(IOException e) {
    String message = Objects.requireNonNullElse(e.getMessage(), "");
    return message.contains("Broken pipe") || message.contains("Connection reset");
  }
}
