package dev.bulkhead.cli;

import dev.bulkhead.model.Location;
import dev.bulkhead.render.Excerpts;
import java.util.function.Predicate;

/**
 * Whether the text at a place was written there by a person, rather than computed by a template:
 * the place is certain, and its line holds no template action.
 */
record Literals(Excerpts excerpts) implements Predicate<Location> {

  @Override
  public boolean test(Location at) {
    return at.exact()
        && at.line() > 0
        && excerpts.line(at.file(), at.line()).filter(line -> line.contains("{{")).isEmpty();
  }
}
