package dev.bulkhead.render.helm;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes out of a chart's schema of values what would make Helm fetch or read other documents:
 * references that lead out of the schema, and dialects that it does not know.
 *
 * <p>Helm resolves {@code http} and {@code file} references while it renders ({@code
 * pkg/chartutil/jsonschema.go}). Such a keyword is renamed to {@code $comment}, which says nothing;
 * the rest of the schema stays as it is, to the letter.
 */
final class SchemaReferences {
  private static final Set<String> REFERENCES =
      Set.of("$ref", "$dynamicRef", "$recursiveRef", "$schema");
  private static final List<String> DIALECTS =
      List.of(
          "json-schema.org/schema",
          "json-schema.org/draft-04/schema",
          "json-schema.org/draft-06/schema",
          "json-schema.org/draft-07/schema",
          "json-schema.org/draft/2019-09/schema",
          "json-schema.org/draft/2020-12/schema");

  private final String text;
  private final StringBuilder out = new StringBuilder();
  private final List<String> dropped = new ArrayList<>();

  private SchemaReferences(String text) {
    this.text = text;
  }

  /**
   * A schema without them.
   *
   * @param dropped where they led
   */
  record Closed(String text, List<String> dropped) {
    Closed {
      dropped = List.copyOf(dropped);
    }
  }

  /** Closes a schema; text that is no JSON is left to Helm to refuse. */
  static Closed close(String schema) {
    var references = new SchemaReferences(schema);
    references.scan();
    return new Closed(references.out.toString(), references.dropped);
  }

  private void scan() {
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) != '"') {
        out.append(text.charAt(at++));
        continue;
      }
      int end = stringEnd(at);
      int value = valueOf(end);
      if (value > 0 && leadsOut(unescaped(at, end), unescaped(value, stringEnd(value)))) {
        dropped.add(unescaped(value, stringEnd(value)));
        out.append("\"$comment\"");
      } else {
        out.append(text, at, end);
      }
      at = end;
    }
  }

  private static boolean leadsOut(String keyword, String target) {
    return REFERENCES.contains(keyword)
        && !target.startsWith("#")
        && !target.isEmpty()
        && !isDialect(target);
  }

  private static boolean isDialect(String target) {
    int scheme = target.indexOf("://");
    String name = scheme < 0 ? target : target.substring(scheme + 3);
    return DIALECTS.contains(name.endsWith("#") ? name.substring(0, name.length() - 1) : name);
  }

  /** The offset after the string that begins at an offset. */
  private int stringEnd(int start) {
    int at = start + 1;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, text.length());
  }

  /** Where the string begins that is the value of the key that ends here; -1 if there is none. */
  private int valueOf(int keyEnd) {
    int at = skipSpace(keyEnd);
    if (at >= text.length() || text.charAt(at) != ':') {
      return -1;
    }
    at = skipSpace(at + 1);
    return at < text.length() && text.charAt(at) == '"' ? at : -1;
  }

  private int skipSpace(int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  /** What a string stands for. */
  private String unescaped(int start, int end) {
    var value = new StringBuilder();
    int at = start + 1;
    while (at < end - 1) {
      char letter = text.charAt(at++);
      if (letter != '\\' || at >= end - 1) {
        value.append(letter);
        continue;
      }
      char escape = text.charAt(at++);
      if (escape == 'u' && at + 4 < end) {
        try {
          value.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
          at += 4;
        } catch (NumberFormatException malformed) {
          value.append(escape);
        }
      } else {
        value.append(escape);
      }
    }
    return value.toString();
  }
}
