package dev.bulkhead.registry;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Those of a repository's tags that somebody who wrote another one may have meant: the closest
 * versions of the same form, or the closest spelling.
 */
final class NearestTags {
  private static final int MOST = 5;
  private static final int NEWEST = 3;
  private static final int LONGEST = 128;
  private static final int PLACES = 4;

  /** {@code v1.32.1-alpine}: a word, numbers with dots, the rest. */
  private static final Pattern VERSION =
      Pattern.compile("([A-Za-z][A-Za-z_-]*)?([0-9]{1,9}(?:\\.[0-9]{1,9}){0,3})(.*)");

  /** Signatures and attestations by cosign. */
  private static final Pattern ATTACHED = Pattern.compile("sha256-[0-9a-f]{64}(?:\\..*)?");

  private NearestTags() {}

  private record Version(String word, List<BigInteger> numbers, String rest) {}

  /**
   * How near a tag is; smaller is nearer, in the order of the components.
   *
   * @param form 0 where only the word before the number differs, 1 for the same word and rest, 2
   *     else
   * @param same how many places of the version agree, counted downwards from all of them
   * @param gap the difference in the first place that does not
   * @param isAbove whether it is a later version
   */
  private record Ranked(
      String tag,
      int form,
      int same,
      BigInteger gap,
      boolean isAbove,
      @Nullable Version version,
      int edits) {
    /** Of earlier versions the latest is nearest, of later ones the earliest. */
    int compareVersions(Ranked other) {
      if (version == null || other.version == null) {
        return 0;
      }
      int order = compare(version, other.version);
      return isAbove ? order : -order;
    }
  }

  /** At most five of the tags, the nearest first. */
  static List<String> of(String wanted, Collection<String> tags) {
    Version version = version(wanted);
    var ranked = new ArrayList<Ranked>();
    for (String tag : tags) {
      if (tag.length() > LONGEST || ATTACHED.matcher(tag).matches() || tag.equals(wanted)) {
        continue;
      }
      Ranked rank = rank(wanted, version, tag);
      if (rank != null) {
        ranked.add(rank);
      }
    }
    if (ranked.isEmpty()) {
      return newest(tags);
    }
    ranked.sort(
        Comparator.comparingInt(Ranked::form)
            .thenComparingInt(Ranked::same)
            .thenComparing(Ranked::gap)
            .thenComparing(Ranked::isAbove)
            .thenComparing(Ranked::compareVersions)
            .thenComparingInt(Ranked::edits)
            .thenComparing(Ranked::tag));
    return ranked.stream().limit(MOST).map(Ranked::tag).toList();
  }

  /** Where nothing is near: the latest few, versions first. */
  private static List<String> newest(Collection<String> tags) {
    return tags.stream()
        .filter(tag -> tag.length() <= LONGEST && !ATTACHED.matcher(tag).matches())
        .sorted(
            Comparator.comparing(
                    NearestTags::version, Comparator.nullsLast((one, two) -> compare(two, one)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(NEWEST)
        .toList();
  }

  private static @Nullable Ranked rank(String wanted, @Nullable Version version, String tag) {
    int edits = edits(wanted, tag);
    Version other = version == null ? null : version(tag);
    if (version == null || other == null) {
      boolean isClose = edits <= Math.max(2, wanted.length() / 2);
      return isClose ? new Ranked(tag, 3, 0, BigInteger.ZERO, false, null, edits) : null;
    }
    int place = firstDifference(version, other);
    BigInteger gap =
        number(version.numbers(), place).subtract(number(other.numbers(), place)).abs();
    return new Ranked(
        tag,
        form(version, other, place),
        PLACES - place,
        gap,
        compare(other, version) > 0,
        other,
        edits);
  }

  private static int form(Version a, Version b, int firstDifference) {
    if (!a.rest().equals(b.rest())) {
      return 2;
    }
    if (a.word().equals(b.word())) {
      return 1;
    }
    return firstDifference == PLACES ? 0 : 2;
  }

  private static int firstDifference(Version a, Version b) {
    int place = 0;
    while (place < PLACES && number(a.numbers(), place).equals(number(b.numbers(), place))) {
      place++;
    }
    return place;
  }

  private static @Nullable Version version(String tag) {
    Matcher parts = VERSION.matcher(tag);
    if (!parts.matches()) {
      return null;
    }
    var numbers = new ArrayList<BigInteger>();
    for (String number : parts.group(2).split("\\.", -1)) {
      numbers.add(new BigInteger(number));
    }
    String word = parts.group(1);
    return new Version(word == null ? "" : word, numbers, parts.group(3));
  }

  private static BigInteger number(List<BigInteger> numbers, int place) {
    return place < numbers.size() ? numbers.get(place) : BigInteger.ZERO;
  }

  private static int compare(Version a, Version b) {
    for (int place = 0; place < PLACES; place++) {
      int order = number(a.numbers(), place).compareTo(number(b.numbers(), place));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Insertions, deletions and replacements from one to the other (Levenshtein). */
  static int edits(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
