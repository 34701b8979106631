package dev.bulkhead.check;

import java.util.function.Function;

/**
 * The kubelet's expansion of {@code $(VAR)} in command, args and environment values (kubernetes:
 * {@code third_party/forked/golang/expansion/expand.go}): {@code $$} is a dollar sign, a name that
 * is not defined is left as it stands, and so is anything that is not {@code $(…)}.
 */
final class Expansion {
  private Expansion() {}

  /**
   * The expanded text.
   *
   * @param values the value of each name
   */
  static Value expand(Value text, Function<String, Value> values) {
    return switch (text) {
      case Value.Unknown unknown -> unknown;
      case Value.Known(String known) -> expand(known, values);
    };
  }

  private static Value expand(String text, Function<String, Value> values) {
    if (text.indexOf('$') < 0) {
      return new Value.Known(text);
    }
    var expanded = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c != '$' || i + 1 == text.length()) {
        expanded.append(c);
        i++;
        continue;
      }
      char next = text.charAt(i + 1);
      int close = next == '(' ? text.indexOf(')', i + 2) : -1;
      if (next == '$') {
        expanded.append('$');
        i += 2;
      } else if (close < 0) {
        expanded.append(c);
        i++;
      } else {
        switch (values.apply(text.substring(i + 2, close))) {
          case Value.Unknown unknown -> {
            return unknown;
          }
          case Value.Known(String value) -> expanded.append(value);
        }
        i = close + 1;
      }
    }
    return new Value.Known(expanded.toString());
  }
}
