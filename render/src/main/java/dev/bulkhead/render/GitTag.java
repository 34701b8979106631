package dev.bulkhead.render;

import java.time.Instant;

/**
 * A tag of a git repository that names a commit, if need be through other tags.
 *
 * @param name without {@code refs/tags/}
 * @param commit the commit's id in full
 * @param time when it was committed
 */
public record GitTag(String name, String commit, Instant time) {
  @Override
  public String toString() {
    return name;
  }
}
