package dev.bulkhead.diff;

import dev.bulkhead.model.KubernetesObject;
import java.util.List;
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
    List<String> places =
        root.differences(Noise.of(object.any().key().kind())).stream()
            .map(Spot::path)
            .filter(path -> !isTold(path, told))
            .toList();
    return places.isEmpty() || (isCrd && !told.isEmpty())
        ? Stream.empty()
        : Stream.of(
            root.worthKnowing(
                isCrd ? Area.CRDS : Area.OBJECTS, "Changes at %s.".formatted(Shown.list(places))));
  }

  /** A change of the whole object says nothing of its places. */
  private static boolean isTold(String place, List<Change> told) {
    return told.stream()
        .filter(change -> !change.path().isEmpty())
        .anyMatch(change -> change.tells(place));
  }
}
