package dev.bulkhead.variants;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Values of a chart, as a file that {@code -f} takes.
 *
 * @param byPath texts by the values' names as {@code --set} writes them
 */
public record PinnedValues(SequencedMap<String, String> byPath) {
  /** Keys that need no quotes in YAML, be they read as of 1.1 or 1.2. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  public PinnedValues {
    byPath = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byPath));
  }

  private record Level(Map<String, Level> levels, Map<String, String> texts) {
    Level() {
      this(new TreeMap<>(), new TreeMap<>());
    }

    void put(ValuePath path, String text) {
      if (path.names().size() == 1) {
        texts.put(path.last(), text);
      } else {
        levels
            .computeIfAbsent(path.names().getFirst(), name -> new Level())
            .put(path.from(1), text);
      }
    }

    void write(String indent, StringBuilder yaml) {
      texts.forEach(
          (name, text) ->
              yaml.append(indent).append(key(name)).append(": ").append(quoted(text)).append('\n'));
      levels.forEach(
          (name, level) -> {
            yaml.append(indent).append(key(name)).append(":\n");
            level.write(indent + "  ", yaml);
          });
    }
  }

  /** The file's text, the keys of each level in the order of their names. */
  public String yaml() {
    var root = new Level();
    byPath.forEach((path, text) -> root.put(ValuePath.parse(path), text));
    var yaml = new StringBuilder();
    root.write("", yaml);
    return yaml.toString();
  }

  private static String key(String name) {
    boolean isPlain =
        PLAIN.matcher(name).matches() && !WORDS.contains(name.toLowerCase(Locale.ROOT));
    return isPlain ? name : quoted(name);
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
              } else if (c < ' '
                  || c == 0x7f
                  || (c >= 0x80 && c <= 0x9f)
                  || c == 0x2028
                  || c == 0x2029) {
                quoted.append("\\u%04x".formatted(c));
              } else {
                quoted.append((char) c);
              }
            });
    return quoted.append('"').toString();
  }
}
