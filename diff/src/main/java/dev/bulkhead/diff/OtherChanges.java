package dev.bulkhead.diff;

import dev.bulkhead.model.KubernetesObject;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The places of an object that change in a way of which nothing more is said. */
final class OtherChanges {
  private OtherChanges() {}

  /**
   * One change that names the places.
   *
   * @param told what is said of the object already
   */
  static Stream<Change> of(Pair<KubernetesObject> object, List<Change> told) {
    if (!(object instanceof Pair.Kept<KubernetesObject>)) {
      return Stream.empty();
    }
    boolean isCrd = object.any().key().kind().equals("CustomResourceDefinition");
    var root = Spot.of(object);
    NavigableSet<String> known = places(told);
    List<String> places =
        root.differences(Noise.of(object.any().key().kind())).stream()
            .map(Spot::path)
            .filter(path -> !isTold(path, known))
            .toList();
    return places.isEmpty() || (isCrd && !told.isEmpty())
        ? Stream.empty()
        : Stream.of(
            root.worthKnowing(
                isCrd ? Area.CRDS : Area.OBJECTS, "Changes at %s.".formatted(Shown.list(places))));
  }

  /** A change of the whole object says nothing of its places. */
  private static NavigableSet<String> places(List<Change> told) {
    return told.stream()
        .map(Change::path)
        .filter(path -> !path.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether something is told of a place, of what it stands in, or of something in it. */
  private static boolean isTold(String place, NavigableSet<String> told) {
    for (int end = place.length(); end > 0; end = lastStep(place, end)) {
      if (told.contains(place.substring(0, end))) {
        return true;
      }
    }
    return Stream.of(".", "[")
        .map(step -> told.ceiling(place + step))
        .anyMatch(next -> next != null && next.startsWith(place));
  }

  private static int lastStep(String place, int end) {
    return Math.max(place.lastIndexOf('.', end - 1), place.lastIndexOf('[', end - 1));
  }
}
