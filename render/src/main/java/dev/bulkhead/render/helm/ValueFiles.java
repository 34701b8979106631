package dev.bulkhead.render.helm;

import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The user's files of values, copied so that Helm reads what Bulkhead read. */
final class ValueFiles {
  private static final long MAX_SIZE = 32L << 20;

  private ValueFiles() {}

  /** The name of a copy. */
  static String name(int index) {
    return "values-%d.yaml".formatted(index);
  }

  /** Copies the files into a folder. */
  static List<Path> copy(List<Path> files, Path folder) throws IOException {
    var copies = new ArrayList<Path>();
    for (Path file : files) {
      byte[] content = content(file);
      copies.add(Files.write(folder.resolve(name(copies.size())), content));
    }
    return copies;
  }

  /** What the first so many copies in a folder say. */
  static List<String> copied(int count, Path folder) {
    var texts = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      try {
        texts.add(ChartReader.text(Files.readAllBytes(folder.resolve(name(i)))));
      } catch (IOException gone) {
        throw new UncheckedIOException(gone);
      }
    }
    return texts;
  }

  private static byte[] content(Path file) {
    try {
      if (Files.size(file) > MAX_SIZE) {
        throw new UserError(
            "%s is larger than %d MiB.".formatted(file, MAX_SIZE >> 20),
            "Name a smaller file of values.");
      }
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UserError(
          null,
          "The values in %s cannot be read: %s.".formatted(file, unreadable.getMessage()),
          "Name a file that exists and is readable with -f.",
          unreadable);
    }
  }
}
