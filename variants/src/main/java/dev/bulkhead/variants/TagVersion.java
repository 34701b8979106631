package dev.bulkhead.variants;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The version that a tag states. In their order a greater one is the better to take: releases by
 * all their numbers, then floating tags ({@code v1.34}, which is moved to each new patch), then
 * prereleases. Of tags with the same numbers the one that says least is the best: {@code 1.34.2}
 * before {@code 1.34.2-debian-12-r3}, and that before {@code 1.34.2-debian-12-r2}.
 */
public final class TagVersion implements Comparable<TagVersion> {
  /** Fewer numbers than these are moved from patch to patch. */
  private static final int EXACT = 3;

  /** Words for what comes before a release, earliest first. */
  private static final List<String> STAGES =
      List.of(
          "snapshot",
          "nightly",
          "canary",
          "dev",
          "alpha",
          "beta",
          "pre",
          "preview",
          "prerelease",
          "rc");

  private static final Pattern STAGE =
      Pattern.compile(
          "(?i)(?:^|[-._+])(%s)[-._]?([0-9]*)(?![a-z])".formatted(String.join("|", STAGES)));

  private static final Pattern FORM = Pattern.compile("[vV]?([0-9]+(?:\\.[0-9]+)*)(.*)");
  private static final Pattern NUMBERS = Pattern.compile("((?:\\.[0-9]+)*)(.*)");
  private static final Pattern TOKEN = Pattern.compile("[0-9]+|[^0-9._+-]+");

  private static final Comparator<TagVersion> ORDER =
      Comparator.comparingInt(TagVersion::rank)
          .thenComparing(TagVersion::numbers, TagVersion::compareNumbers)
          .thenComparing(version -> version.stage)
          .thenComparing(version -> version.tokens, TagVersion::compareTokens)
          .thenComparing(TagVersion::tag)
          .thenComparing(TagVersion::suffix);

  private final String tag;
  private final List<BigInteger> numbers;
  private final String suffix;
  private final Stage stage;
  private final List<Token> tokens;

  private TagVersion(String tag, List<BigInteger> numbers, String suffix) {
    this.tag = tag;
    this.numbers = List.copyOf(numbers);
    this.suffix = suffix;
    this.stage = Stage.of(suffix);
    this.tokens = TOKEN.matcher(suffix).results().map(found -> Token.of(found.group())).toList();
  }

  /**
   * Reads a tag that begins with a version: {@code v1.34}, {@code 1.34.2-debian-12-r3}, {@code
   * v1.34.0-rc.1}. Empty for {@code latest}, for hashes and whatever else begins otherwise.
   */
  public static Optional<TagVersion> of(String tag) {
    Matcher form = FORM.matcher(tag);
    if (!form.matches()) {
      return Optional.empty();
    }
    String suffix = form.group(2);
    boolean isSetOff =
        suffix.isEmpty()
            || "-._+".indexOf(suffix.charAt(0)) >= 0
            || STAGE.matcher(suffix).lookingAt();
    return isSetOff
        ? Optional.of(new TagVersion(tag, numbers(form.group(1)), suffix))
        : Optional.empty();
  }

  /**
   * The version of a tag whose first numbers are known.
   *
   * @param rest what follows them: further numbers, each after a dot, and the suffix
   */
  static TagVersion of(String tag, List<BigInteger> first, String rest) {
    Matcher parts = NUMBERS.matcher(rest);
    if (!parts.matches()) {
      return new TagVersion(tag, first, rest);
    }
    var all = new ArrayList<>(first);
    if (!parts.group(1).isEmpty()) {
      all.addAll(numbers(parts.group(1).substring(1)));
    }
    return new TagVersion(tag, all, parts.group(2));
  }

  private static List<BigInteger> numbers(String dotted) {
    var numbers = new ArrayList<BigInteger>();
    for (String number : dotted.split("\\.", -1)) {
      numbers.add(new BigInteger(number));
    }
    return numbers;
  }

  /** As the registry has it. */
  public String tag() {
    return tag;
  }

  /** At least one, the first the most significant. */
  public List<BigInteger> numbers() {
    return numbers;
  }

  /** What follows the numbers, possibly empty. */
  public String suffix() {
    return suffix;
  }

  /** The minor of Kubernetes 1 whose version this is; empty where it is none. */
  public Optional<Integer> kubernetesMinor() {
    boolean isOne = numbers.size() > 1 && numbers.getFirst().equals(BigInteger.ONE);
    return isOne && numbers.get(1).bitLength() < Short.SIZE
        ? Optional.of(numbers.get(1).intValue())
        : Optional.empty();
  }

  /** Whether it is an alpha, a release candidate or the like. */
  public boolean isPrerelease() {
    return !stage.equals(Stage.RELEASE);
  }

  /** Whether it is moved from patch to patch, as {@code v1.34} is. */
  public boolean isFloating() {
    return numbers.size() < EXACT;
  }

  private int rank() {
    if (isPrerelease()) {
      return 0;
    }
    return isFloating() ? 1 : 2;
  }

  /** How near to the release, among prereleases. */
  private record Stage(int word, BigInteger number) implements Comparable<Stage> {
    private static final Stage RELEASE = new Stage(STAGES.size(), BigInteger.ZERO);

    private static Stage of(String suffix) {
      Matcher stage = STAGE.matcher(suffix);
      if (!stage.find()) {
        return RELEASE;
      }
      String number = stage.group(2);
      return new Stage(
          STAGES.indexOf(stage.group(1).toLowerCase(Locale.ROOT)),
          number.isEmpty() ? BigInteger.ZERO : new BigInteger(number));
    }

    @Override
    public int compareTo(Stage other) {
      return word != other.word
          ? Integer.compare(word, other.word)
          : number.compareTo(other.number);
    }
  }

  /**
   * A number or a word of a suffix. A number is greater than a word, and the alphabet runs
   * downwards.
   *
   * @param word in small letters; empty for a number
   */
  private record Token(BigInteger number, String word) implements Comparable<Token> {
    private static Token of(String text) {
      boolean isNumber = text.charAt(0) >= '0' && text.charAt(0) <= '9';
      return isNumber
          ? new Token(new BigInteger(text), "")
          : new Token(BigInteger.ZERO, text.toLowerCase(Locale.ROOT));
    }

    @Override
    public int compareTo(Token other) {
      int byWord = other.word.compareTo(word);
      return byWord != 0 ? byWord : number.compareTo(other.number);
    }
  }

  private static int compareNumbers(List<BigInteger> one, List<BigInteger> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int order = one.get(i).compareTo(other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  /** The end is the greatest. */
  private static int compareTokens(List<Token> one, List<Token> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int order = one.get(i).compareTo(other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(other.size(), one.size());
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof TagVersion other
        && tag.equals(other.tag)
        && numbers.equals(other.numbers)
        && suffix.equals(other.suffix);
  }

  @Override
  public int hashCode() {
    return Objects.hash(tag, numbers, suffix);
  }

  /** By how good each is to take; consistent with {@code equals}. */
  @Override
  public int compareTo(TagVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return tag;
  }
}
