package dev.bulkhead.cli;

import dev.bulkhead.model.Location;
import dev.bulkhead.render.SourceProblem;
import dev.bulkhead.render.SourceText;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that people write, read whole and at once. */
final class SmallFile {
  private static final int LONGEST = 16 << 20;
  private static final String STANDARD_INPUT = "-";

  private final String name;
  private final byte[] bytes;

  /**
   * A file.
   *
   * @param name as a person named it
   */
  SmallFile(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes.clone();
  }

  static SmallFile at(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return new SmallFile(path.toString(), bounded(path.toString(), in));
    } catch (IOException unreadable) {
      throw new UserError(
          Location.somewhereIn(path.toString()),
          "%s cannot be read: %s.".formatted(path, IoReason.of(unreadable)),
          "Check the name of the file, and who may read it.",
          unreadable);
    }
  }

  /** A file, or standard input where it is named {@code -}. */
  static SmallFile named(String name, Surroundings surroundings) {
    if (!name.equals(STANDARD_INPUT)) {
      return at(Path.of(name));
    }
    try {
      return new SmallFile("<stdin>", bounded("Standard input", surroundings.in()));
    } catch (IOException unreadable) {
      throw new UserError(
          null,
          "Standard input cannot be read: %s.".formatted(IoReason.of(unreadable)),
          "Name a file instead.",
          unreadable);
    }
  }

  private static byte[] bounded(String name, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LONGEST + 1);
    if (bytes.length > LONGEST) {
      throw new UserError(
          "%s is longer than 16 MiB.".formatted(name),
          "Name a file that holds a configuration alone.");
    }
    return bytes;
  }

  /** As a person named it. */
  String name() {
    return name;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** Its text. */
  String text() {
    SourceText text = SourceText.of(bytes, name);
    if (text.problem().isPresent()) {
      SourceProblem problem = text.problem().get();
      throw new UserError(problem.at(), problem.cause(), problem.remedy(), null);
    }
    return text.text();
  }
}
