package dev.bulkhead.render;

import java.util.List;

/**
 * The tags of a repository that name commits.
 *
 * @param tags in the order of their names
 * @param notes on the tags that were left out, and on what a clone may lack; a full sentence each
 */
public record GitTags(List<GitTag> tags, List<String> notes) {
  public GitTags {
    tags = List.copyOf(tags);
    notes = List.copyOf(notes);
  }
}
