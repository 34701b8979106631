package dev.bulkhead.release;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A version that a project gives itself: {@code v0.30.0}, {@code 1.2.3-rc.1}, {@code
 * v1.30.2+k0s.0}.
 *
 * <p>Two are equal if they state the same release, however they are spelled: a {@code v} before the
 * numbers says nothing, and a registry writes {@code -} where git and Helm write {@code +}, since
 * no tag of an image can hold one. Their order is that of semantic versioning, but that a suffix is
 * a prerelease only if it says so ({@code rc}, {@code beta}, …), and what is added otherwise comes
 * after the release without it: {@code 1.30.2} before {@code 1.30.2+k0s.0}.
 */
public final class ReleaseVersion implements Comparable<ReleaseVersion> {
  /** So many numbers make a version that is not moved from patch to patch. */
  private static final int EXACT = 3;

  private static final int LONGEST = 128;
  private static final Pattern FORM =
      Pattern.compile("[vV]?([0-9]{1,18}(?:\\.[0-9]{1,18}){0,4})((?:[-+._]|(?=[a-z]))[\\w.+-]*)?");

  private static final Pattern STAGE =
      Pattern.compile(
          "(?i)(?:^|[-._+])(snapshot|nightly|canary|dev|devel|a|alpha|b|beta|pre|preview|prerelease|rc)"
              + "(?![a-z])");

  private static final Pattern TOKEN = Pattern.compile("[0-9]+|[a-z]+");

  private static final Comparator<ReleaseVersion> ORDER =
      Comparator.comparing(ReleaseVersion::numbers, ReleaseVersion::compareNumbers)
          .thenComparing(ReleaseVersion::isFinal)
          .thenComparing(ReleaseVersion::tokens, ReleaseVersion::compareTokens);

  private final String text;
  private final List<BigInteger> numbers;
  private final String suffix;

  private ReleaseVersion(String text, List<BigInteger> numbers, String suffix) {
    this.text = text;
    this.numbers = List.copyOf(numbers);
    this.suffix = suffix;
  }

  /** Reads a version; empty where the text is none as a whole ({@code latest}, a hash). */
  public static Optional<ReleaseVersion> of(String text) {
    Matcher form = FORM.matcher(text);
    if (text.length() > LONGEST || !form.matches()) {
      return Optional.empty();
    }
    var numbers = Stream.of(form.group(1).split("\\.", -1)).map(BigInteger::new).toList();
    String rest = form.group(2) == null ? "" : form.group(2);
    return Optional.of(new ReleaseVersion(text, numbers, normal(rest)));
  }

  private static String normal(String suffix) {
    String bare = suffix.toLowerCase(Locale.ROOT).replace('+', '-').replace('_', '-');
    return bare.startsWith("-") || bare.startsWith(".") ? bare.substring(1) : bare;
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  /** The text without a {@code v} before it. */
  public String bare() {
    return hasV() ? text.substring(1) : text;
  }

  /** Whether a {@code v} stands before the numbers. */
  public boolean hasV() {
    return text.startsWith("v") || text.startsWith("V");
  }

  /** At least one, the first the most significant. */
  public List<BigInteger> numbers() {
    return numbers;
  }

  /** Whether it is no alpha, no release candidate or the like. */
  public boolean isFinal() {
    return !STAGE.matcher(suffix).find();
  }

  /** Whether it names one release: {@code v1.34} is moved to each new patch. */
  public boolean isExact() {
    return numbers.size() >= EXACT;
  }

  /** Whether all its numbers are 0: what a build writes that has no version yet. */
  public boolean isZero() {
    return numbers.stream().allMatch(number -> number.signum() == 0);
  }

  /**
   * This version in the spelling of another: with a {@code v} or without, {@code +} or {@code -}.
   */
  public String spelledLike(ReleaseVersion other, boolean plusAllowed) {
    String spelled = (other.hasV() ? other.text.substring(0, 1) : "") + bare();
    return plusAllowed ? spelled : spelled.replace('+', '-');
  }

  private List<String> tokens() {
    return TOKEN.matcher(suffix).results().map(found -> found.group()).toList();
  }

  /** Missing numbers are zeros. */
  private static int compareNumbers(List<BigInteger> one, List<BigInteger> other) {
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      var left = i < one.size() ? one.get(i) : BigInteger.ZERO;
      var right = i < other.size() ? other.get(i) : BigInteger.ZERO;
      if (!left.equals(right)) {
        return left.compareTo(right);
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  private static int compareTokens(List<String> one, List<String> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int order = compareTokens(one.get(i), other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  /** A number comes before a word (semver.org, 11.4.3). */
  private static int compareTokens(String one, String other) {
    boolean isNumber = Character.isDigit(one.charAt(0));
    boolean isOtherNumber = Character.isDigit(other.charAt(0));
    if (isNumber && isOtherNumber) {
      return new BigInteger(one).compareTo(new BigInteger(other));
    }
    return isNumber == isOtherNumber
        ? one.compareTo(other)
        : Boolean.compare(isOtherNumber, isNumber);
  }

  @Override
  public int compareTo(ReleaseVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof ReleaseVersion other
        && numbers.equals(other.numbers)
        && tokens().equals(other.tokens());
  }

  @Override
  public int hashCode() {
    return Objects.hash(numbers, tokens());
  }

  @Override
  public String toString() {
    return text;
  }
}
