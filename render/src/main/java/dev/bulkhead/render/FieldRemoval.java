package dev.bulkhead.render;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Fields taken out of a file of YAML or JSON, whole. Everything else in the file stays as it is,
 * byte for byte. Comments go where they stand within what is taken out, and where they belong to
 * it: on the lines directly above its name, as far in as the name, without an empty line between.
 */
public final class FieldRemoval {
  private final String text;
  private final TextLines lines;
  private final Set<Location> keys;

  private FieldRemoval(String text, Set<Location> keys) {
    this.text = text;
    this.lines = new TextLines(text, 0);
    this.keys = keys;
  }

  /**
   * Edits a file.
   *
   * @param name the file, as the places name it
   * @param keys where the names of the fields stand
   * @return what the file is then; empty where that cannot be done without touching anything else
   *     (an alias stands for part of it, a field begins in a line with something before it), or the
   *     file is not in UTF-8
   */
  public static Optional<byte[]> apply(byte[] file, String name, Set<Location> keys) {
    return decoded(file)
        .flatMap(text -> new FieldRemoval(text, keys).edited(name))
        .map(edited -> edited.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> decoded(byte[] file) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString());
    } catch (CharacterCodingException otherwise) {
      return Optional.empty();
    }
  }

  private Optional<String> edited(String name) {
    Documents before = YamlReader.read(text, Placement.of(name));
    List<Place> places = places(before.roots());
    if (places.size() != keys.size()) {
      return Optional.empty();
    }
    var edited = new StringBuilder(text);
    for (Place place : places) {
      boolean isDone = place.isFlow() ? cutFlow(edited, place) : cutBlock(edited, place);
      if (!isDone) {
        return Optional.empty();
      }
    }
    String result = edited.toString();
    Documents after = YamlReader.read(result, Placement.of(name));
    boolean isSame =
        after.problems().isEmpty()
            && plain(before.roots(), keys).equals(plain(after.roots(), Set.of()));
    return isSame ? Optional.of(result) : Optional.empty();
  }

  /**
   * A field.
   *
   * @param offset of its name in the text
   * @param column of its name, from 0
   * @param isFlow whether it stands between braces
   */
  private record Place(int offset, int column, boolean isFlow) {}

  /** The fields to take out, the last first. */
  private List<Place> places(Collection<Node> roots) {
    var places = new ArrayList<Place>();
    Deque<Node> left = new ArrayDeque<>(roots);
    while (!left.isEmpty()) {
      switch (left.pop()) {
        case Node.Mapping mapping -> {
          mapping.keys().values().stream()
              .filter(keys::contains)
              .map(at -> new Place(offset(at), at.column() - 1, isFlow(mapping)))
              .forEach(places::add);
          left.addAll(mapping.fields().values());
        }
        case Node.Sequence list -> left.addAll(list.items());
        case Node.Scalar _ -> {}
      }
    }
    places.sort(Comparator.comparingInt(Place::offset).reversed());
    return places;
  }

  private boolean isFlow(Node.Mapping mapping) {
    int offset = offset(mapping.at());
    return offset < text.length() && text.charAt(offset) == '{';
  }

  private int offset(Location at) {
    return lines.at(lines.start(), at.line() - 1, at.column() - 1).offset();
  }

  private boolean cutBlock(StringBuilder edited, Place place) {
    int start = text.lastIndexOf('\n', place.offset() - 1) + 1;
    if (place.offset() >= text.length() || !text.substring(start, place.offset()).isBlank()) {
      return false;
    }
    edited.delete(startOfBlock(start, place.column()), endOfBlock(place));
    return true;
  }

  /** Where the comment begins that stands directly above a field's line, as far in as its name. */
  private int startOfBlock(int line, int column) {
    int start = line;
    while (start > 0) {
      int above = text.lastIndexOf('\n', start - 2) + 1;
      int first = firstInLine(above);
      if (first != above + column || text.charAt(first) != '#') {
        return start;
      }
      start = above;
    }
    return start;
  }

  /** Where the lines of a field end: what is indented further than its name belongs to it. */
  private int endOfBlock(Place place) {
    int end = nextLine(place.offset());
    boolean isPastComment = false;
    for (int line = end; line < text.length(); line = nextLine(line)) {
      int first = firstInLine(line);
      if (first < 0) {
        continue;
      }
      boolean isComment = text.charAt(first) == '#';
      if (first - line > place.column()) {
        end = isComment && isPastComment ? end : nextLine(line);
      } else if (isComment) {
        isPastComment = true;
      } else {
        return end;
      }
    }
    return end;
  }

  private int nextLine(int from) {
    int feed = text.indexOf('\n', from);
    return feed < 0 ? text.length() : feed + 1;
  }

  /** The first character of a line that is no white space; -1 where there is none. */
  private int firstInLine(int line) {
    int end = nextLine(line);
    for (int i = line; i < end; i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean cutFlow(StringBuilder edited, Place place) {
    int end = endOfFlow(edited, place.offset());
    if (end >= edited.length()) {
      return false;
    }
    if (edited.charAt(end) == ',') {
      int next = end + 1;
      while (next < edited.length() && Character.isWhitespace(edited.charAt(next))) {
        next++;
      }
      edited.delete(place.offset(), next);
      return true;
    }
    int start = place.offset();
    while (Character.isWhitespace(edited.charAt(start - 1))) {
      start--;
    }
    boolean isAfterOther = edited.charAt(start - 1) == ',';
    int last = end;
    while (Character.isWhitespace(edited.charAt(last - 1))) {
      last--;
    }
    edited.delete(isAfterOther ? start - 1 : start, isAfterOther ? last : end);
    return true;
  }

  /** Where a field between braces ends: at its comma, or at the brace that closes the mapping. */
  private static int endOfFlow(CharSequence text, int from) {
    int depth = 0;
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\' && quote == '"') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (depth == 0 && (c == ',' || c == '}')) {
        return i;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      }
    }
    return text.length();
  }

  /** What a tree says, places aside, without some of its fields; a mapping of nothing is null. */
  private static List<Object> plain(Collection<Node> roots, Set<Location> without) {
    return roots.stream().map(root -> plain(root, without)).toList();
  }

  private static Object plain(Node node, Set<Location> without) {
    return switch (node) {
      case Node.Mapping mapping -> {
        var fields = new LinkedHashMap<String, Object>();
        mapping
            .fields()
            .forEach(
                (name, value) -> {
                  if (!without.contains(mapping.keyAt(name))) {
                    fields.put(name, plain(value, without));
                  }
                });
        yield fields.isEmpty() ? "null" : fields;
      }
      case Node.Sequence list -> list.items().stream().map(item -> plain(item, without)).toList();
      case Node.Scalar scalar -> scalar.isNull() ? "null" : scalar.type() + " " + scalar.text();
    };
  }
}
