package dev.bulkhead.release;

import dev.bulkhead.model.Location;
import dev.bulkhead.release.StampOutcome.Fault;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The proof that a stamped file states the same things as before, at the same places, and differs
 * only in the texts that were to be replaced.
 *
 * @param before the file as it was
 * @param splices what was replaced, in the order of the text
 */
record StampProof(FileText before, List<Splice> splices) {
  private static final Comparator<Stated> ORDER =
      Comparator.comparingInt((Stated stated) -> stated.at().line())
          .thenComparingInt(stated -> stated.at().column())
          .thenComparing(Stated::kind)
          .thenComparing(Stated::subject)
          .thenComparing(Stated::text);

  /**
   * A carrier but for how it was found; the text of one that is not written out is not compared.
   */
  private record Stated(Carrier.Kind kind, String subject, String text, Location at) {
    static Stated of(Carrier carrier) {
      return new Stated(carrier.kind(), carrier.subject(), carrier.text(), carrier.at());
    }

    /** One that is not written out where it stands may follow another place, as an alias does. */
    Stated compared() {
      return at.exact() ? this : new Stated(kind, subject, "", Location.somewhereIn(at.file()));
    }
  }

  /** What is otherwise than it should be, if anything is. */
  Optional<Fault> fault(String path, List<Carrier> old, List<Carrier> found) {
    List<Stated> expected =
        old.stream().map(this::after).map(Stated::compared).sorted(ORDER).toList();
    List<Stated> actual =
        found.stream().map(Stated::of).map(Stated::compared).sorted(ORDER).toList();
    for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
      if (i >= actual.size() || i >= expected.size() || !expected.get(i).equals(actual.get(i))) {
        Location at = i < expected.size() ? expected.get(i).at() : actual.get(i).at();
        return Optional.of(
            new Fault(
                at,
                "With the new version in it, %s would be read differently: %s would be %s."
                    .formatted(path, words(expected, i), words(actual, i)),
                "Write the version by hand, and report the line as a fault of Bulkhead's."));
      }
    }
    return Optional.empty();
  }

  private static String words(List<Stated> all, int i) {
    return i >= all.size()
        ? "nothing"
        : "%s %s at %s".formatted(all.get(i).kind(), all.get(i).text(), all.get(i).at());
  }

  /** What a carrier should be in the new file. */
  private Stated after(Carrier carrier) {
    int from = before.offset(carrier.at());
    if (from < 0) {
      return Stated.of(carrier);
    }
    int end = from + carrier.text().length();
    int shift = 0;
    String text = carrier.text();
    for (Splice splice : splices.reversed()) {
      if (splice.start() >= from && splice.end() <= end) {
        int at = splice.start() - from;
        text = text.substring(0, at) + splice.after() + text.substring(splice.end() - from);
        shift += splice.isQuoted() ? 1 : 0;
      } else if (splice.end() <= from
          && before.place(splice.start()).line() == carrier.at().line()) {
        shift += splice.shift();
      }
    }
    Location at = carrier.at();
    return new Stated(
        carrier.kind(),
        carrier.subject(),
        text,
        Location.exact(at.file(), at.line(), at.column() + shift));
  }
}
