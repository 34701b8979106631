package dev.bulkhead.render;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Another text for one scalar of a file of YAML or JSON. Everything else in the file stays as it
 * is, byte for byte: comments, quotes, line ends.
 *
 * @param at where the scalar stands
 * @param from its text now
 * @param to its text then, which needs no quotes in YAML and no escapes
 */
public record ScalarEdit(Location at, String from, String to) {
  /** What may follow a plain scalar; in a block nothing else does. */
  private static final String AFTER_PLAIN = "\r\n,]} \t";

  /**
   * Edits a file.
   *
   * @param edits of scalars that all stand in this file
   * @return what the file is then; empty where a scalar is not written out where it stands (a
   *     folded text, one with escapes or an anchor), or the file is not in UTF-8
   */
  public static Optional<byte[]> apply(byte[] file, Collection<ScalarEdit> edits) {
    Optional<String> text = decoded(file);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var lines = new TextLines(text.get(), 0);
    var edited = new StringBuilder(text.get());
    List<ScalarEdit> lastFirst =
        edits.stream()
            .distinct()
            .sorted(
                Comparator.comparingInt((ScalarEdit edit) -> edit.at().line())
                    .thenComparingInt(edit -> edit.at().column())
                    .reversed())
            .toList();
    for (ScalarEdit edit : lastFirst) {
      int start = edit.start(text.get(), lines);
      if (start < 0) {
        return Optional.empty();
      }
      edited.replace(start, start + edit.from().length(), edit.to());
    }
    String result = edited.toString();
    return stand(lastFirst, result)
        ? Optional.of(result.getBytes(StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private static Optional<String> decoded(byte[] file) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString());
    } catch (CharacterCodingException otherwise) {
      return Optional.empty();
    }
  }

  /** Where the scalar's text begins; -1 where it is not written out there. */
  private int start(String text, TextLines lines) {
    if (!at.exact() || at.line() == 0 || at.column() == 0) {
      return -1;
    }
    int offset = lines.at(lines.start(), at.line() - 1, at.column() - 1).offset();
    if (offset >= text.length()) {
      return -1;
    }
    char quote = text.charAt(offset);
    if (quote == '"' || quote == '\'') {
      return text.startsWith(from + quote, offset + 1) ? offset + 1 : -1;
    }
    int end = offset + from.length();
    boolean isPlain =
        text.startsWith(from, offset)
            && (end == text.length() || AFTER_PLAIN.indexOf(text.charAt(end)) >= 0);
    return isPlain ? offset : -1;
  }

  /** Whether a parser finds the new texts, each where it was written. */
  private static boolean stand(Collection<ScalarEdit> edits, String text) {
    if (edits.isEmpty()) {
      return true;
    }
    String file = edits.iterator().next().at().file();
    Map<Location, String> scalars = scalars(YamlReader.read(text, Placement.of(file)).roots());
    return edits.stream().allMatch(edit -> edit.to().equals(scalars.get(edit.moved(edits))));
  }

  private static Map<Location, String> scalars(Collection<Node> roots) {
    var scalars = new HashMap<Location, String>();
    Deque<Node> left = new ArrayDeque<>(roots);
    while (!left.isEmpty()) {
      switch (left.pop()) {
        case Node.Mapping mapping -> left.addAll(mapping.fields().values());
        case Node.Sequence list -> left.addAll(list.items());
        case Node.Scalar scalar -> scalars.put(scalar.at(), scalar.text());
      }
    }
    return scalars;
  }

  /** Where the scalar stands when all edits are made: what comes before it in its line moves it. */
  private Location moved(Collection<ScalarEdit> all) {
    int by =
        all.stream()
            .filter(other -> other.at.line() == at.line() && other.at.column() < at.column())
            .mapToInt(other -> other.to.length() - other.from.length())
            .sum();
    return Location.exact(at.file(), at.line(), at.column() + by);
  }
}
