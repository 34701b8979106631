package dev.bulkhead.airgap.k0s;

import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The releases of k0s that are known, with their default images and what they do.
 *
 * @param known by their versions, lowest first
 * @param date the day on which the newest of it was read off
 */
public record K0sReleases(SortedMap<K0sVersion, K0sRelease> known, LocalDate date) {
  private static final String FILE = "k0s-releases.json";
  private static final int NEAREST = 3;

  public K0sReleases {
    known = Collections.unmodifiableSortedMap(new TreeMap<>(known));
  }

  /** The releases that this program was built with. */
  public static K0sReleases builtIn() {
    return Holder.BUILT_IN;
  }

  /** Read once, and only where it is wanted. */
  private static final class Holder {
    private static final K0sReleases BUILT_IN = read();

    private static K0sReleases read() {
      try (var in = K0sReleases.class.getResourceAsStream(FILE)) {
        if (in == null) {
          throw new IllegalStateException("The program lacks its own " + FILE);
        }
        return K0sReleaseFile.read(FILE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  /** These releases, and those in the place of the ones of the same version. */
  public K0sReleases with(K0sReleases others) {
    var all = new TreeMap<>(known);
    all.putAll(others.known);
    return new K0sReleases(all, date.isBefore(others.date) ? others.date : date);
  }

  /** All releases, lowest first. */
  public Collection<K0sRelease> all() {
    return known.values();
  }

  /** What is known of a release. */
  public Optional<K0sRelease> of(K0sVersion version) {
    return Optional.ofNullable(known.get(version));
  }

  /**
   * What is known of a release.
   *
   * @throws UserError where nothing is, with the nearest that are known and how to add one
   */
  public K0sRelease require(K0sVersion version) {
    return of(version)
        .orElseThrow(
            () ->
                new UserError(
                    "Nothing is known of k0s %s; the nearest known %s %s."
                        .formatted(
                            version,
                            nearest(version).size() == 1 ? "release is" : "releases are",
                            nearest(version).stream()
                                .map(K0sVersion::toString)
                                .collect(Collectors.joining(", "))),
                    "Name a known release, or add this one with: bulkhead k0s learn --release %s"
                        .formatted(version)));
  }

  /** The known releases nearest to a version: below, above, and the newest of its minor. */
  List<K0sVersion> nearest(K0sVersion version) {
    var near = new TreeMap<K0sVersion, Boolean>();
    SortedMap<K0sVersion, K0sRelease> below = known.headMap(version);
    SortedMap<K0sVersion, K0sRelease> above = known.tailMap(version);
    if (!below.isEmpty()) {
      near.put(below.lastKey(), true);
    }
    if (!above.isEmpty()) {
      near.put(above.firstKey(), true);
    }
    newestOf(version.line()).ifPresent(newest -> near.put(newest, true));
    return near.keySet().stream().limit(NEAREST).toList();
  }

  /**
   * The newest release of a minor.
   *
   * @param line {@code 1.30}
   */
  public Optional<K0sVersion> newestOf(String line) {
    return known.keySet().stream()
        .filter(version -> version.line().equals(line))
        .reduce((_, later) -> later);
  }
}
