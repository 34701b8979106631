package dev.bulkhead.render;

import java.time.Instant;
import java.util.Set;

/**
 * A tag of a git repository that names a commit, if need be through other tags.
 *
 * @param name without {@code refs/tags/}
 * @param commit the commit's id in full
 * @param object the id of what the tag itself is: the tag's own, or the commit's
 * @param time when it was committed
 */
public record GitTag(String name, String commit, String object, Instant time) {
  /** The ids that a build may call the commit by: {@code git rev-parse TAG} prints the tag's. */
  public Set<String> ids() {
    return commit.equals(object) ? Set.of(commit) : Set.of(commit, object);
  }

  @Override
  public String toString() {
    return name;
  }
}
