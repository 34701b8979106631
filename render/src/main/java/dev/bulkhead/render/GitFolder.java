package dev.bulkhead.render;

import java.util.List;

/**
 * A folder of a commit.
 *
 * @param id names its content: folders of the same id hold the same files
 * @param notes what was left out of it, a full sentence each
 */
public record GitFolder(SourceTree tree, String id, List<String> notes) {
  public GitFolder {
    notes = List.copyOf(notes);
  }
}
