package dev.bulkhead.airgap;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What images were when they were looked up, so that the same bytes are carried and the same bytes
 * are found.
 *
 * @param images in the order of their names, each name once
 */
public record ImageLock(List<Entry> images) {
  /** What the file is called where nobody names it otherwise. */
  public static final String NAME = "images.lock";

  public ImageLock {
    images =
        images.stream()
            .collect(
                Collectors.toMap(
                    e -> NeededImages.key(e.reference()),
                    Function.identity(),
                    (one, _) -> one,
                    TreeMap::new))
            .values()
            .stream()
            .toList();
  }

  /**
   * One image.
   *
   * @param digest of what the reference named: an index, or the manifest itself
   * @param platforms the manifest of each platform that was asked for
   */
  public record Entry(
      ImageReference reference, Digest digest, SortedMap<Platform, PlatformImage> platforms) {
    public Entry {
      platforms = Collections.unmodifiableSortedMap(new TreeMap<>(platforms));
    }
  }

  /**
   * An image on one platform.
   *
   * @param manifest the digest of its manifest
   * @param bytes of its manifest, its config and its layers as they are stored, together
   */
  public record PlatformImage(Digest manifest, long bytes) {}

  /** The entries by the keys of their references ({@link NeededImages#key}). */
  public SequencedMap<String, Entry> byReference() {
    return images.stream()
        .collect(
            Collectors.toMap(
                e -> NeededImages.key(e.reference()),
                Function.identity(),
                (one, _) -> one,
                LinkedHashMap::new));
  }
}
