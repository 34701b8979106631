package dev.bulkhead.variants;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables that a stretch of a template sees. */
final class Variables {
  private final Map<String, Meaning> own = new HashMap<>();
  private final @Nullable Variables outer;

  private Variables(@Nullable Variables outer) {
    this.outer = outer;
  }

  /**
   * Those at a template's start.
   *
   * @param cursor what {@code $} stands for
   */
  static Variables of(Meaning cursor) {
    var variables = new Variables(null);
    variables.declare("$", cursor);
    return variables;
  }

  /** Those of a stretch within this one. */
  Variables inner() {
    return new Variables(this);
  }

  Meaning get(String name) {
    for (Variables at = this; at != null; at = at.outer) {
      Meaning meaning = at.own.get(name);
      if (meaning != null) {
        return meaning;
      }
    }
    return Meaning.unknown();
  }

  void declare(String name, Meaning meaning) {
    own.put(name, meaning);
  }

  /** Whether an assignment is reached is not known, so that the old meaning stays possible. */
  void assign(String name, Meaning meaning) {
    for (Variables at = this; at != null; at = at.outer) {
      Meaning before = at.own.get(name);
      if (before != null) {
        at.own.put(name, Meaning.anyOf(List.of(before, meaning)));
        return;
      }
    }
  }
}
