package dev.bulkhead.cli;

import dev.bulkhead.airgap.ImageLock;
import dev.bulkhead.airgap.ImageLockText;
import dev.bulkhead.airgap.NeededImage.Need;
import dev.bulkhead.airgap.NeededImages;
import dev.bulkhead.airgap.NeededImages.Asking;
import dev.bulkhead.airgap.NeededImages.Place;
import dev.bulkhead.airgap.verify.LockClaims;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Origin;
import dev.bulkhead.registry.Images;
import dev.bulkhead.report.ReportedSource;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import dev.bulkhead.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The lock files among the sources of a command line. */
record LockSources(Map<String, ImageLock> locks) {
  private static final int BEGINNING = 8 << 10;

  /**
   * Reads those of the sources that are lock files.
   *
   * @throws UserError where one of them is unusable
   */
  static LockSources among(List<String> sources) {
    var locks = new LinkedHashMap<String, ImageLock>();
    for (String source : sources) {
      if (isLock(source)) {
        locks.put(source, read(Path.of(source)));
      }
    }
    return new LockSources(locks);
  }

  private static boolean isLock(String source) {
    try {
      Path path = Path.of(source);
      if (!Files.isRegularFile(path)) {
        return false;
      }
      try (var in = Files.newInputStream(path)) {
        return ImageLockText.isOne(new String(in.readNBytes(BEGINNING), StandardCharsets.UTF_8));
      }
    } catch (IOException | InvalidPathException unreadable) {
      return false; // whoever reads it as something else says why it cannot be read
    }
  }

  /**
   * Reads a lock file.
   *
   * @throws UserError where it cannot be read, or is none
   */
  static ImageLock read(Path file) {
    try {
      if (Files.size(file) > ImageLockText.LONGEST) {
        throw new UserError(
            "%s is longer than %d MiB.".formatted(file, ImageLockText.LONGEST >> 20),
            "Name a lock file that `bulkhead airgap images --format lock` wrote.");
      }
      return ImageLockText.read(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UserError(
          Location.somewhereIn(file.toString()),
          "%s cannot be read: %s.".formatted(file, IoReason.of(unreadable)),
          "Check the file and its permissions.",
          unreadable);
    }
  }

  boolean names(String source) {
    return locks.containsKey(source);
  }

  /** Those of the sources that are none. */
  List<String> othersOf(List<String> sources) {
    return sources.stream().filter(source -> !names(source)).toList();
  }

  /**
   * Whether the images that sources ask for are listed, and the listed ones are what they were: on
   * the platforms that are named, or, where none is, on all of which the lock files tell.
   *
   * @param needed what the other sources ask for
   */
  List<Verdict> judge(NeededImages needed, Images images, NodePlatforms platforms) {
    var verdicts = new ArrayList<Verdict>();
    if (locks.isEmpty()) {
      return verdicts;
    }
    String all = String.join(", ", locks.keySet());
    verdicts.addAll(new LockClaims(all, entries()).complete(needed.certain()));
    locks.forEach(
        (source, lock) -> {
          var claims = new LockClaims(source, lock.byReference());
          boolean isDefault = platforms.setting().isDefault();
          verdicts.addAll(claims.unmoved(images, isDefault ? claims.platforms() : platforms.all()));
        });
    return verdicts;
  }

  /** As a report tells of them. */
  List<ReportedSource> reported() {
    var reported = new ArrayList<ReportedSource>();
    locks.forEach(
        (source, lock) ->
            reported.add(
                new ReportedSource(
                    source, lock.images().size(), lock.images().size(), List.of(), List.of())));
    return reported;
  }

  /** The images that they list. */
  NeededImages needed() {
    var askings = new ArrayList<Asking>();
    locks.forEach(
        (source, lock) -> {
          var place = new Place(Origin.of(source, source), Location.somewhereIn(source));
          for (ImageLock.Entry entry : lock.images()) {
            askings.add(new Asking(entry.reference(), Need.CERTAIN, source, place));
          }
        });
    return NeededImages.of(askings, List.of());
  }

  /**
   * What they say of each image, by {@link NeededImages#key}.
   *
   * @throws UserError where two of them say different things of one image
   */
  Map<String, ImageLock.Entry> entries() {
    var entries = new TreeMap<String, ImageLock.Entry>();
    locks.forEach(
        (source, lock) ->
            lock.byReference()
                .forEach(
                    (key, entry) -> {
                      ImageLock.Entry other = entries.putIfAbsent(key, entry);
                      if (other != null && !other.equals(entry)) {
                        throw new UserError(
                            "The lock files say different things of %s, %s last."
                                .formatted(key, source),
                            "Name the lock file alone that is to count.");
                      }
                    }));
    return entries;
  }
}
