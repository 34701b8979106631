package dev.bulkhead.model;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The events of a release at which Helm creates an object ({@code helm.sh/hook}); none for an
 * ordinary object.
 */
public record Hook(SortedSet<String> events) {
  /** An ordinary object. */
  public static final Hook NONE = new Hook(new TreeSet<>());

  public Hook {
    events = Collections.unmodifiableSortedSet(new TreeSet<>(events));
  }

  /** A hook run at the given events. */
  public static Hook at(Collection<String> events) {
    return new Hook(new TreeSet<>(events));
  }

  /** Whether the object is a hook at all. */
  public boolean isHook() {
    return !events.isEmpty();
  }

  /** Whether the object runs only when someone types {@code helm test}. */
  public boolean isTestOnly() {
    return isHook()
        && events.stream()
            .allMatch(
                event ->
                    event.equals("test")
                        || event.equals("test-success")
                        || event.equals("test-failure"));
  }

  /** The events, comma-separated, as the annotation lists them. */
  @Override
  public String toString() {
    return String.join(",", events);
  }
}
