package dev.bulkhead.release;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Platform;
import dev.bulkhead.release.ReleaseLock.Entry;
import dev.bulkhead.release.ReleaseLock.RecordedImage;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
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
  private record Reading(String file) {
    ReleaseLockFile read(String text) {
      var documents = YamlReader.read(text, Placement.of(file));
      if (!documents.problems().isEmpty()) {
        var problem = documents.problems().getFirst();
        throw new UserError(problem.at(), problem.cause(), problem.remedy(), null);
      }
      if (documents.roots().isEmpty()) {
        return new ReleaseLockFile(file, text, ReleaseLock.EMPTY, List.of());
      }
      if (!documents.duplicates().isEmpty()) {
        var twice = documents.duplicates().getFirst();
        throw fault(twice.at(), "the field \"%s\" stands twice".formatted(twice.field()));
      }
      if (documents.roots().size() > 1
          || !(documents.roots().getFirst() instanceof Node.Mapping root)) {
        throw fault(documents.roots().getLast().at(), "there is no record of releases");
      }
      fields(root, FIELDS);
      format(root);
      return releases(text, root);
    }

    private void format(Node.Mapping root) {
      Node.Scalar format = scalar(root, "format");
      long number = format.integer().orElse(0L);
      if (number > ReleaseLockText.FORMAT) {
        throw new UserError(
            format.at(),
            "%s is of the form %d, and this version of Bulkhead reads form %d."
                .formatted(file, number, ReleaseLockText.FORMAT),
            "Use a newer version of Bulkhead.",
            null);
      }
      if (number < 1) {
        throw fault(format.at(), "\"%s\" is no form of the file".formatted(format.text()));
      }
    }

    private ReleaseLockFile releases(String text, Node.Mapping root) {
      Node node = root.find("releases").orElse(null);
      if (node == null) {
        return new ReleaseLockFile(file, text, ReleaseLock.EMPTY, List.of());
      }
      if (!(node instanceof Node.Sequence list)) {
        throw fault(node.at(), "releases is no list");
      }
      var entries = new ArrayList<Entry>();
      var lines = new ArrayList<Integer>();
      var tags = new HashSet<String>();
      for (Node item : list.items()) {
        Entry entry = entry(mapping(item, "a release"));
        if (!tags.add(entry.tag())) {
          throw fault(item.at(), "the tag %s is recorded twice".formatted(entry.tag()));
        }
        entries.add(entry);
        lines.add(item.at().line());
      }
      return new ReleaseLockFile(file, text, new ReleaseLock(entries), lines);
    }

    private Entry entry(Node.Mapping release) {
      fields(release, ENTRY_FIELDS);
      var images = new TreeMap<String, RecordedImage>();
      children(release, "images").forEach((name, image) -> images.put(name, image(image)));
      var promised = new TreeSet<String>();
      for (Node image : release.items("promised")) {
        promised.add(image.text().orElseThrow(() -> fault(image.at(), "an image is no text")));
      }
      return new Entry(
          scalar(release, "tag").text(),
          release.text("commit").orElse(""),
          images,
          digests(release, "carriers"),
          digests(release, "artifacts"),
          promised);
    }

    private RecordedImage image(Node node) {
      Node.Mapping image = mapping(node, "an image");
      fields(image, Set.of("digest", "platforms"));
      var platforms = new TreeMap<Platform, Digest>();
      children(image, "platforms")
          .forEach(
              (name, digest) ->
                  platforms.put(
                      Platform.parse(name)
                          .orElseThrow(
                              () -> fault(digest.at(), "\"%s\" is no platform".formatted(name))),
                      digest(digest)));
      return new RecordedImage(digest(scalar(image, "digest")), platforms);
    }

    private SortedMap<String, Digest> digests(Node.Mapping parent, String field) {
      var digests = new TreeMap<String, Digest>();
      children(parent, field).forEach((name, digest) -> digests.put(name, digest(digest)));
      return digests;
    }

    private Digest digest(Node node) {
      String text = node.text().orElse("");
      return Digest.parse(text)
          .orElseThrow(() -> fault(node.at(), "\"%s\" is no digest".formatted(text)));
    }

    private SortedMap<String, Node> children(Node.Mapping parent, String field) {
      return parent
          .find(field)
          .map(node -> new TreeMap<>(mapping(node, field).fields()))
          .orElseGet(TreeMap::new);
    }

    private Node.Mapping mapping(Node node, String what) {
      if (node instanceof Node.Mapping mapping) {
        return mapping;
      }
      throw fault(node.at(), what + " is no mapping");
    }

    private Node.Scalar scalar(Node.Mapping parent, String field) {
      return parent
          .scalar(field)
          .orElseThrow(() -> fault(parent.at(), "there is no \"%s\"".formatted(field)));
    }

    private void fields(Node.Mapping mapping, Set<String> known) {
      for (String field : mapping.fields().keySet()) {
        if (!known.contains(field)) {
          throw fault(mapping.keyAt(field), "the field \"%s\" is not known".formatted(field));
        }
      }
    }

    private UserError fault(Location at, String what) {
      return new UserError(
          at,
          "%s cannot be used: %s.".formatted(file, what),
          "Take the file as it was from git, or record the releases anew with --record.",
          null);
    }
  }
}
