package dev.bulkhead.render;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.OptionError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of values for charts, as {@code -f} names it. It is read once, however many charts there
 * are, so that it may be a pipe.
 */
public final class ValueFile {
  private static final long MAX_BYTES = 32L << 20;

  private final String name;
  private final byte[] content;

  private ValueFile(String name, byte[] content) {
    this.name = name;
    this.content = content;
  }

  /**
   * Reads a file, whatever is in it.
   *
   * @throws OptionError where it cannot be read
   */
  public static ValueFile read(Path path) {
    try {
      if (Files.isDirectory(path)) {
        throw new IOException("it is a folder");
      }
      return new ValueFile(path.toString(), BoundedRead.file(path, MAX_BYTES));
    } catch (IOException unreadable) {
      throw new OptionError(
          null,
          "The file of values \"%s\" (-f) cannot be read: %s."
              .formatted(path, IoReason.of(unreadable)),
          "Name a readable file of YAML with -f.",
          unreadable);
    }
  }

  /** A file that was read elsewhere. */
  public static ValueFile of(String name, byte[] content) {
    return new ValueFile(name, content.clone());
  }

  /** The file as its user named it. */
  public String name() {
    return name;
  }

  /** A copy of its bytes. */
  public byte[] content() {
    return content.clone();
  }

  /**
   * Why it cannot be used, for a file that Helm has refused: found by Bulkhead's own reader, which
   * knows places, and else in Helm's words.
   *
   * @param words what Helm says of it
   */
  public OptionError refused(String words) {
    var text = SourceText.of(content, name);
    Documents read = YamlReader.read(text.text(), Placement.of(name));
    Optional<SourceProblem> problem = text.problem().or(() -> read.problems().stream().findFirst());
    if (problem.isPresent()) {
      SourceProblem found = problem.get();
      return new OptionError(found.at(), found.cause(), found.remedy(), found.origin());
    }
    if (!read.roots().isEmpty() && !(read.roots().getFirst() instanceof Node.Mapping)) {
      Node root = read.roots().getFirst();
      return new OptionError(
          root.at(),
          "Values are a mapping of names to values, and this is %s."
              .formatted(root instanceof Node.Sequence ? "a list" : "a single value"),
          "Write \"name: value\", or name another file with -f.",
          null);
    }
    return new OptionError(
        Location.somewhereIn(name),
        "Helm cannot read the values in %s (-f): %s.".formatted(name, words),
        "Correct the file.",
        null);
  }
}
