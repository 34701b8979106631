package dev.bulkhead.variants;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A repository's tags by the minor of Kubernetes that each is for, the best of each first. */
public final class TagsByMinor {
  private final NavigableMap<Integer, List<TagVersion>> releases = new TreeMap<>();
  private final NavigableMap<Integer, List<TagVersion>> prereleases = new TreeMap<>();

  /**
   * The tags that are of the pattern's form and for some minor of Kubernetes 1.
   *
   * @param tags in any order
   */
  public TagsByMinor(Collection<String> tags, TagPattern pattern) {
    tags.stream()
        .distinct()
        .flatMap(tag -> pattern.match(tag).stream())
        .sorted(Comparator.reverseOrder())
        .forEach(this::add);
  }

  private void add(TagVersion version) {
    var map = version.isPrerelease() ? prereleases : releases;
    version
        .kubernetesMinor()
        .ifPresent(minor -> map.computeIfAbsent(minor, _ -> new ArrayList<>()).add(version));
  }

  /** The tags of a minor, releases before prereleases, the best of each first. */
  public List<TagVersion> of(int minor) {
    var all = new ArrayList<>(releases(minor));
    all.addAll(prereleases.getOrDefault(minor, List.of()));
    return List.copyOf(all);
  }

  private List<TagVersion> releases(int minor) {
    return releases.getOrDefault(minor, List.of());
  }

  /**
   * What may be taken for a minor, in the order in which to try it: its own releases, then those of
   * the next minors, the nearest first and the older before the newer of two as near; and only
   * after all of these, prereleases in the same order.
   *
   * @param skew how many minors away a tag may be
   * @return a list for each minor of which there are tags
   */
  public List<List<TagVersion>> candidates(int minor, int skew) {
    var groups = new ArrayList<List<TagVersion>>();
    for (var map : List.of(releases, prereleases)) {
      for (int distance = 0; distance <= skew; distance++) {
        Optional.ofNullable(map.get(minor - distance)).ifPresent(groups::add);
        if (distance > 0) {
          Optional.ofNullable(map.get(minor + distance)).ifPresent(groups::add);
        }
      }
    }
    return groups.stream().map(List::copyOf).toList();
  }

  /** The best tag of each of the nearest minors beyond the skew that have any, nearest first. */
  public List<TagVersion> nearestBeyond(int minor, int skew, int most) {
    var minors = new TreeSet<>(releases.keySet());
    minors.addAll(prereleases.keySet());
    return minors.stream()
        .filter(other -> Math.abs(other - minor) > skew)
        .sorted(
            Comparator.comparingInt((Integer other) -> Math.abs(other - minor))
                .thenComparing(Comparator.naturalOrder()))
        .limit(most)
        .map(other -> of(other).getFirst())
        .toList();
  }

  /** Whether no tag is for any minor of Kubernetes. */
  public boolean isEmpty() {
    return releases.isEmpty() && prereleases.isEmpty();
  }
}
