package dev.bulkhead.variants;

import java.util.ArrayList;
import java.util.List;

/**
 * The name of a value: the keys that lead to it from the root of a chart's values.
 *
 * @param names the keys, the outermost first; none for all values
 */
record ValuePath(List<String> names) {
  /** All values. */
  static final ValuePath ROOT = new ValuePath(List.of());

  /** What charts share with their subcharts. */
  static final String GLOBAL = "global";

  /** Helm's own bound for {@code --set} ({@code pkg/strvals/parser.go}). */
  private static final int MAX_DEPTH = 30;

  ValuePath {
    names = List.copyOf(names);
  }

  static ValuePath of(String... names) {
    return new ValuePath(List.of(names));
  }

  /** Reads a name as {@code --set} writes it; what follows an index into a list is cut off. */
  static ValuePath parse(String written) {
    var names = new ArrayList<String>();
    var name = new StringBuilder();
    for (int i = 0; i < written.length(); i++) {
      char letter = written.charAt(i);
      if (letter == '[') {
        break;
      } else if (letter == '.') {
        names.add(name.toString());
        name.setLength(0);
      } else {
        boolean escapes = letter == '\\' && i + 1 < written.length();
        name.append(escapes ? written.charAt(++i) : letter);
      }
    }
    names.add(name.toString());
    return new ValuePath(names);
  }

  /** The value of that key within this one. */
  ValuePath child(String name) {
    var longer = new ArrayList<>(names);
    longer.add(name);
    return new ValuePath(longer);
  }

  /** A path that begins at this one. */
  ValuePath then(ValuePath rest) {
    var longer = new ArrayList<>(names);
    longer.addAll(rest.names);
    return new ValuePath(longer);
  }

  /** This path without its first keys. */
  ValuePath from(int key) {
    return new ValuePath(names.subList(key, names.size()));
  }

  /** The innermost key; empty for all values. */
  String last() {
    return names.isEmpty() ? "" : names.getLast();
  }

  /** Whether this value is the other one or lies within it. */
  boolean isWithin(ValuePath other) {
    return names.size() >= other.names.size()
        && names.subList(0, other.names.size()).equals(other.names);
  }

  /** Whether {@code --set} can name the value. */
  boolean canBeSet() {
    return !names.isEmpty()
        && names.size() <= MAX_DEPTH
        && names.stream().noneMatch(name -> name.isEmpty() || Literal.hasControls(name));
  }

  /** The value's name as {@code --set} writes it. */
  String written() {
    return String.join(".", names.stream().map(ValuePath::escaped).toList());
  }

  /** A key as {@code --set} writes it. */
  static String escaped(String name) {
    var escaped = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      if ("\\.,=[]".indexOf(name.charAt(i)) >= 0) {
        escaped.append('\\');
      }
      escaped.append(name.charAt(i));
    }
    return escaped.toString();
  }

  @Override
  public String toString() {
    return written();
  }
}
