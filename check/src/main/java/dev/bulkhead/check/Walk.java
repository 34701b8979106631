package dev.bulkhead.check;

import dev.bulkhead.registry.FileEntry;
import dev.bulkhead.verdict.Fact;
import java.util.List;

/** What following a path comes to, symbolic links included. */
sealed interface Walk {

  /**
   * Something stands there.
   *
   * @param path the path after all links were followed
   * @param entry what stands there; never a link
   * @param through the directories that were passed, in order
   * @param trail the links that were followed, and where the entry comes from
   */
  record Arrived(String path, FileEntry entry, List<FileEntry> through, List<Fact> trail)
      implements Walk {
    public Arrived {
      through = List.copyOf(through);
      trail = List.copyOf(trail);
    }
  }

  /**
   * Nothing stands there.
   *
   * @param missing the first path on the way at which nothing stands
   * @param why what keeps it away, as a clause, or the empty string: {@code "the emptyDir volume
   *     tmp is mounted at /app, and nothing fills it"}
   */
  record Nowhere(String missing, String why, List<Fact> trail) implements Walk {
    public Nowhere {
      trail = List.copyOf(trail);
    }
  }

  /** The way leads through something that is not a directory. */
  record NotADirectory(String path, List<Fact> trail) implements Walk {
    public NotADirectory {
      trail = List.copyOf(trail);
    }
  }

  /** More links than the kernel follows (40), as in a circle. */
  record Circle(String path, List<Fact> trail) implements Walk {
    public Circle {
      trail = List.copyOf(trail);
    }
  }

  /** It cannot be told. */
  record Undecided(String reason, String supply) implements Walk {}
}
