package dev.bulkhead.release;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Platform;
import dev.bulkhead.release.ReleaseLock.Entry;
import dev.bulkhead.release.ReleaseLock.RecordedImage;
import dev.bulkhead.render.OwnDocument;
import dev.bulkhead.verdict.UserError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A release.lock as it was read.
 *
 * <p>A release is added at the end, or takes the place of what was recorded of its tag; every byte
 * of the others stays as it is.
 */
public final class ReleaseLockFile {
  private static final Set<String> FIELDS = Set.of("format", "releases");
  private static final Set<String> ENTRY_FIELDS =
      Set.of("tag", "commit", "images", "carriers", "artifacts", "promised");

  private final String file;
  private final String text;
  private final ReleaseLock lock;
  private final List<Integer> lines;

  private ReleaseLockFile(String file, String text, ReleaseLock lock, List<Integer> lines) {
    this.file = file;
    this.text = text;
    this.lock = lock;
    this.lines = lines;
  }

  /**
   * Reads a file.
   *
   * @param file what messages call it
   * @param text all of it; the empty string where there is no file yet
   * @throws UserError where it is none, or one of a newer form
   */
  public static ReleaseLockFile of(String file, String text) {
    return new Reading(file).read(text);
  }

  /** What was recorded. */
  public ReleaseLock lock() {
    return lock;
  }

  /**
   * The whole text with one release recorded.
   *
   * @throws UserError where what is recorded of the tag does not stand on lines of its own
   */
  public String with(Entry entry) {
    String written = ReleaseLockText.of(entry);
    int index = lock.releases().stream().map(Entry::tag).toList().indexOf(entry.tag());
    String changed = index < 0 ? added(written) : replaced(index, written);
    var expected = new ArrayList<>(lock.releases());
    if (index < 0) {
      expected.add(entry);
    } else {
      expected.set(index, entry);
    }
    if (!comesTo(changed, expected)) {
      throw new UserError(
          Location.somewhereIn(file),
          "%s is not written as Bulkhead writes it, and cannot be changed in one place."
              .formatted(file),
          "Write each release on lines of its own, below \"releases:\" and without braces.",
          null);
    }
    return changed;
  }

  /** What is written is read again before anyone relies on it. */
  private boolean comesTo(String changed, List<Entry> expected) {
    try {
      return of(file, changed).lock().releases().equals(expected);
    } catch (UserError unreadable) {
      return false;
    }
  }

  private String added(String written) {
    if (lock.releases().isEmpty()) {
      return ReleaseLockText.HEAD + written;
    }
    return text + (text.endsWith("\n") ? "" : "\n") + written;
  }

  private String replaced(int index, String written) {
    int from = offset(lines.get(index));
    int to = index + 1 < lines.size() ? offset(lines.get(index + 1)) : text.length();
    return text.substring(0, from) + written + text.substring(to);
  }

  /** Where a line begins, counted from 1. */
  private int offset(int line) {
    int offset = 0;
    for (int i = 1; i < line; i++) {
      offset = text.indexOf('\n', offset) + 1;
    }
    return offset;
  }

  /** Reads one file. */
  private record Reading(String file, OwnDocument document) {
    Reading(String file) {
      this(
          file,
          new OwnDocument(
              file,
              "Take the file as it was from git, or record the releases anew with --record."));
    }

    ReleaseLockFile read(String text) {
      var root = document.root(text, "there is no record of releases");
      if (root.isEmpty()) {
        return new ReleaseLockFile(file, text, ReleaseLock.EMPTY, List.of());
      }
      document.requireFields(root.get(), FIELDS);
      document.requireForm(root.get(), ReleaseLockText.FORMAT);
      return releases(text, root.get());
    }

    private ReleaseLockFile releases(String text, Node.Mapping root) {
      Node node = root.find("releases").orElse(null);
      if (node == null) {
        return new ReleaseLockFile(file, text, ReleaseLock.EMPTY, List.of());
      }
      if (!(node instanceof Node.Sequence list)) {
        throw document.fault(node.at(), "releases is no list");
      }
      var entries = new ArrayList<Entry>();
      var lines = new ArrayList<Integer>();
      var tags = new HashSet<String>();
      for (Node item : list.items()) {
        Entry entry = entry(document.mapping(item, "a release"));
        if (!tags.add(entry.tag())) {
          throw document.fault(item.at(), "the tag %s is recorded twice".formatted(entry.tag()));
        }
        entries.add(entry);
        lines.add(item.at().line());
      }
      return new ReleaseLockFile(file, text, new ReleaseLock(entries), lines);
    }

    private Entry entry(Node.Mapping release) {
      document.requireFields(release, ENTRY_FIELDS);
      var images = new TreeMap<String, RecordedImage>();
      document.children(release, "images").forEach((name, image) -> images.put(name, image(image)));
      var promised = new TreeSet<String>();
      for (Node image : release.items("promised")) {
        promised.add(
            image.text().orElseThrow(() -> document.fault(image.at(), "an image is no text")));
      }
      return new Entry(
          document.scalar(release, "tag").text(),
          release.text("commit").orElse(""),
          images,
          digests(release, "carriers"),
          digests(release, "artifacts"),
          promised);
    }

    private RecordedImage image(Node node) {
      Node.Mapping image = document.mapping(node, "an image");
      document.requireFields(image, Set.of("digest", "platforms"));
      var platforms = new TreeMap<Platform, Digest>();
      document
          .children(image, "platforms")
          .forEach(
              (name, digest) ->
                  platforms.put(document.platform(name, digest), document.digest(digest)));
      return new RecordedImage(document.digest(document.scalar(image, "digest")), platforms);
    }

    private SortedMap<String, Digest> digests(Node.Mapping parent, String field) {
      var digests = new TreeMap<String, Digest>();
      document
          .children(parent, field)
          .forEach((name, digest) -> digests.put(name, document.digest(digest)));
      return digests;
    }
  }
}
