package dev.bulkhead.variants;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Releases of charts against versions of clusters.
 *
 * @param versions rising
 * @param releases in the order in which they are shown, newer ones of a chart first
 * @param notes what a reader should know besides, a full sentence each
 */
public record Matrix(List<ClusterVersion> versions, List<Release> releases, List<String> notes) {
  public Matrix {
    versions = List.copyOf(versions);
    releases = List.copyOf(releases);
    notes = List.copyOf(notes);
    for (Release release : releases) {
      if (release instanceof Release.Judged judged && judged.cells().size() != versions.size()) {
        throw new IllegalArgumentException(
            "%s has %d cells for %d versions."
                .formatted(judged.name(), judged.cells().size(), versions.size()));
      }
    }
  }

  /**
   * A reason with all the cells that it concerns.
   *
   * @param isViolation whether something is violated, or only unproven
   * @param cells by the names of releases, the positions of versions
   * @param words the reason as each cell has it; the message may name the version
   */
  public record Told(
      Reason reason,
      boolean isViolation,
      SequencedMap<String, List<Integer>> cells,
      Set<Reason> words) {
    private static Told of(Reason reason, boolean isViolation) {
      return new Told(reason, isViolation, new LinkedHashMap<>(), new LinkedHashSet<>());
    }

    private Told and(Reason other) {
      return new Told(reason.and(other), isViolation, cells, words);
    }

    private void in(String release, int position, Reason asThere) {
      cells.computeIfAbsent(release, _ -> new ArrayList<>()).add(position);
      words.add(asThere);
    }
  }

  /** The releases that were judged. */
  public Stream<Release.Judged> judged() {
    return releases.stream()
        .filter(Release.Judged.class::isInstance)
        .map(Release.Judged.class::cast);
  }

  /** The versions as a reader would type them: {@code 1.34}, {@code 1.33.4-eks-abc}. */
  public List<String> names() {
    return versions.stream().map(Matrix::name).toList();
  }

  private static String name(ClusterVersion version) {
    var plain = version.version();
    boolean isMinor = plain.patch() == 0 && plain.equals(plain.release());
    return isMinor ? plain.minorVersion() : plain.text().substring(1);
  }

  /** Some versions in words, neighbours as a range: {@code 1.28, 1.30 to 1.33}. */
  public String names(List<Integer> positions) {
    List<String> names = names();
    var parts = new ArrayList<String>();
    for (int i = 0; i < positions.size(); ) {
      int last = i;
      while (last + 1 < positions.size() && isNext(positions.get(last), positions.get(last + 1))) {
        last++;
      }
      if (last - i < 2) {
        positions.subList(i, last + 1).forEach(one -> parts.add(names.get(one)));
      } else {
        parts.add(names.get(positions.get(i)) + " to " + names.get(positions.get(last)));
      }
      i = last + 1;
    }
    return String.join(", ", parts);
  }

  private boolean isNext(int position, int other) {
    return other == position + 1
        && versions.get(other).version().minor() - versions.get(position).version().minor() < 2;
  }

  /** How a release fares from version to version. */
  public Course course(Release.Judged release) {
    return new Course(this, release);
  }

  /** Every reason once, violations first, in the order of the releases. */
  public List<Told> reasons() {
    var all = new LinkedHashMap<List<Object>, Told>();
    judged().forEach(release -> tell(release, all));
    return all.values().stream()
        .sorted((one, other) -> Boolean.compare(other.isViolation(), one.isViolation()))
        .toList();
  }

  /** What a release is found to have again on another version is told as it is on the first. */
  private static void tell(Release.Judged release, LinkedHashMap<List<Object>, Told> all) {
    var first = new ArrayList<Reason>();
    for (int position = 0; position < release.cells().size(); position++) {
      Cell cell = release.cells().get(position);
      for (Reason reason : cell.reasons()) {
        Reason known =
            first.stream()
                .filter(reason::isAgain)
                .findFirst()
                .orElseGet(() -> added(first, reason));
        boolean isViolation = cell.state() == Cell.State.VIOLATED;
        List<Object> key = List.of(isViolation, known.rule(), known.message());
        Told before = all.get(key);
        Told told = before == null ? Told.of(known, isViolation) : before.and(known);
        all.put(key, told);
        told.in(release.name(), position, reason);
      }
    }
  }

  private static Reason added(List<Reason> to, Reason reason) {
    to.add(reason);
    return reason;
  }

  /** How many cells are of a state. */
  public long count(Cell.State state) {
    return judged()
        .flatMap(release -> release.cells().stream())
        .filter(cell -> cell.state() == state)
        .count();
  }

  /** Whether a release is violated on a version that clusters can have by now. */
  public boolean isBroken(Release.Judged release) {
    return IntStream.range(0, versions.size())
        .filter(position -> versions.get(position).isReleased())
        .anyMatch(position -> release.cells().get(position).state() == Cell.State.VIOLATED);
  }
}
