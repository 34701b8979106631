package dev.bulkhead.release;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Platform;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What releases were when they were recorded, so that it is seen when they are no longer the same.
 *
 * @param releases in the order in which they were first recorded, each tag once
 */
public record ReleaseLock(List<Entry> releases) {
  /** The file's name at the top of a repository. */
  public static final String NAME = "release.lock";

  /** Nothing was recorded. */
  public static final ReleaseLock EMPTY = new ReleaseLock(List.of());

  public ReleaseLock {
    releases = List.copyOf(releases);
    long tags = releases.stream().map(Entry::tag).distinct().count();
    if (tags != releases.size()) {
      throw new IllegalArgumentException("A tag is recorded twice.");
    }
  }

  /**
   * One release.
   *
   * @param commit the commit's id in full; the empty string while the tag is only promised
   * @param images the project's own images by their references
   * @param carriers the files that state the project's version, by their paths, and their content
   * @param artifacts files that were published, by their names, and their content
   * @param promised references of images that must exist later
   */
  public record Entry(
      String tag,
      String commit,
      SortedMap<String, RecordedImage> images,
      SortedMap<String, Digest> carriers,
      SortedMap<String, Digest> artifacts,
      SortedSet<String> promised) {
    public Entry {
      images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
      carriers = Collections.unmodifiableSortedMap(new TreeMap<>(carriers));
      artifacts = Collections.unmodifiableSortedMap(new TreeMap<>(artifacts));
      promised = Collections.unmodifiableSortedSet(new TreeSet<>(promised));
    }
  }

  /**
   * What an image was.
   *
   * @param digest of what its reference named
   * @param platforms the digest of each platform's manifest
   */
  public record RecordedImage(Digest digest, SortedMap<Platform, Digest> platforms) {
    public RecordedImage {
      platforms = Collections.unmodifiableSortedMap(new TreeMap<>(platforms));
    }

    /** An image as it is now. */
    static RecordedImage of(ImageEvidence.Present present) {
      var platforms = new TreeMap<Platform, Digest>();
      present.held().forEach((platform, held) -> platforms.put(platform, held.manifest()));
      return new RecordedImage(present.digest(), platforms);
    }
  }

  /** What was recorded of a tag. */
  public Optional<Entry> of(String tag) {
    return releases.stream().filter(entry -> entry.tag().equals(tag)).findFirst();
  }
}
