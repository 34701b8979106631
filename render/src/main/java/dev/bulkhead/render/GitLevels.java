package dev.bulkhead.render;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/** The folders of a repository's commits, each read once, however many commits hold it. */
final class GitLevels {
  /** So many entries of folders are kept, about a hundred bytes each. */
  private static final int MOST_KEPT = 1_000_000;

  /** As long as the target of a link may be. */
  private static final int MOST_LINK_BYTES = 4096;

  private final Repository repository;
  private final Map<ObjectId, List<Entry>> levels = new ConcurrentHashMap<>();
  private final AtomicInteger kept = new AtomicInteger();

  GitLevels(Repository repository) {
    this.repository = repository;
  }

  /** One entry of a folder. */
  record Entry(String name, FileMode mode, ObjectId id) {
    boolean isFolder() {
      return mode.equals(FileMode.TREE);
    }

    boolean isLink() {
      return mode.equals(FileMode.SYMLINK);
    }

    boolean isSubmodule() {
      return mode.equals(FileMode.GITLINK);
    }
  }

  /**
   * What a folder holds, in git's order.
   *
   * @throws IOException where it is not in the repository, or damaged
   */
  List<Entry> entries(ObjectId tree) throws IOException {
    List<Entry> known = levels.get(tree);
    if (known != null) {
      return known;
    }
    List<Entry> read = parse(tree);
    if (kept.addAndGet(read.size() + 1) > MOST_KEPT) {
      levels.clear();
      kept.set(read.size() + 1);
    }
    levels.put(tree, read);
    return read;
  }

  private List<Entry> parse(ObjectId tree) throws IOException {
    var entries = new ArrayList<Entry>();
    try (ObjectReader objects = repository.newObjectReader()) {
      var parser = new CanonicalTreeParser();
      parser.reset(objects, tree);
      for (; !parser.eof(); parser.next()) {
        if (entries.size() == MOST_KEPT) {
          throw new IOException("it holds more than %d entries".formatted(MOST_KEPT));
        }
        entries.add(
            new Entry(
                parser.getEntryPathString(), parser.getEntryFileMode(), parser.getEntryObjectId()));
      }
    } catch (IndexOutOfBoundsException damaged) {
      throw new IOException("an object is damaged", damaged);
    }
    return List.copyOf(entries);
  }

  /** The entry of that name in a folder. */
  Optional<Entry> entry(ObjectId tree, String name) throws IOException {
    return entries(tree).stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  /**
   * A file's bytes.
   *
   * @throws IOException where it is not in the repository, damaged, or larger than the limit
   */
  byte[] bytes(ObjectId blob, long limit) throws IOException {
    try (ObjectReader objects = repository.newObjectReader()) {
      var loader = objects.open(blob, Constants.OBJ_BLOB);
      if (loader.getSize() > limit) {
        throw new BoundedRead.TooLarge(limit);
      }
      return loader.getBytes(Math.toIntExact(limit));
    } catch (MissingObjectException | CorruptObjectException | LargeObjectException unreadable) {
      throw new IOException(GitTree.reason(unreadable), unreadable);
    }
  }

  /** What a link says; the empty string where it says more than any path may. */
  String text(ObjectId link) throws IOException {
    try {
      return new String(bytes(link, MOST_LINK_BYTES), StandardCharsets.UTF_8);
    } catch (BoundedRead.TooLarge _) {
      return "";
    }
  }
}
