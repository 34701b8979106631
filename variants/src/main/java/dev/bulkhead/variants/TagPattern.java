package dev.bulkhead.variants;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which tags of a repository count, and where in them the version of Kubernetes stands: {@code
 * v{major}.{minor}}, {@code {major}.{minor}.{patch}-debian-12-r*}. A {@code *} stands for any text,
 * also for none. Without a pattern every tag counts that begins with a version, {@code v} or not.
 */
public final class TagPattern {
  /** Every tag that begins with a version. */
  public static final TagPattern USUAL = new TagPattern("", Pattern.compile(""), List.of());

  /** More would make matching slow, and say nothing more. */
  private static final int MOST_STARS = 2;

  private static final int LONGEST = 256;
  private static final String NUMBER = "(0|[1-9][0-9]{0,5})";
  private static final Pattern PART = Pattern.compile("\\{([^{}]*)\\}|\\*|[\\w.-]+|.");
  private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9]+(\\.[0-9]+)?");

  private final String text;
  private final Pattern form;
  private final List<Place> places;

  /** Where a number stands; the name in small letters is how it is written. */
  private enum Place {
    MAJOR,
    MINOR,
    PATCH;

    private static Optional<Place> of(String name) {
      return switch (name) {
        case "major" -> Optional.of(MAJOR);
        case "minor" -> Optional.of(MINOR);
        case "patch" -> Optional.of(PATCH);
        default -> Optional.empty();
      };
    }
  }

  private TagPattern(String text, Pattern form, List<Place> places) {
    this.text = text;
    this.form = form;
    this.places = List.copyOf(places);
  }

  /** What reading a pattern comes to. */
  public sealed interface Reading {
    /** It is a pattern. */
    record Valid(TagPattern pattern) implements Reading {}

    /**
     * It is not.
     *
     * @param cause a full sentence
     * @param remedy what to write instead, beginning with a verb
     */
    record Invalid(String cause, String remedy) implements Reading {}
  }

  /** Reads a pattern; what is wrong with it is part of the answer. */
  public static Reading read(String text) {
    if (text.length() > LONGEST) {
      return new Reading.Invalid(
          "The pattern is longer than %d characters.".formatted(LONGEST), "Shorten it.");
    }
    var form = new StringBuilder();
    var places = new ArrayList<Place>();
    int stars = 0;
    String before = "";
    Matcher parts = PART.matcher(text);
    while (parts.find()) {
      String part = parts.group();
      Optional<Place> place = Place.of(String.valueOf(parts.group(1)));
      if (place.isPresent()) {
        if (before.startsWith("{")) {
          return touching(before, part);
        }
        if (places.contains(place.get())) {
          return new Reading.Invalid(
              "The pattern \"%s\" holds %s twice.".formatted(text, part), "Write it once.");
        }
        places.add(place.get());
        form.append(before.equals("*") ? "(?<![0-9])" : "").append(NUMBER);
      } else if (part.equals("*")) {
        stars++;
        form.append(before.startsWith("{") ? "(?![0-9])" : "").append("[\\w.-]*?");
      } else if (part.matches("[\\w.-]+")) {
        form.append(Pattern.quote(part));
      } else {
        return unknown(text, part);
      }
      before = part;
    }
    if (stars > MOST_STARS) {
      return new Reading.Invalid(
          "The pattern \"%s\" holds more than %d times *.".formatted(text, MOST_STARS),
          "Leave the others out.");
    }
    return places.contains(Place.MINOR)
        ? new Reading.Valid(new TagPattern(text, Pattern.compile(form.toString()), places))
        : placeless(text);
  }

  private static Reading touching(String one, String other) {
    return new Reading.Invalid(
        "%s and %s touch, so that nobody can tell where one ends.".formatted(one, other),
        "Write what stands between them, as in %s.%s.".formatted(one, other));
  }

  private static Reading unknown(String text, String part) {
    return part.startsWith("{") && part.length() > 1
        ? new Reading.Invalid(
            "There is no %s to fill into the pattern \"%s\".".formatted(part, text),
            "Use {major}, {minor} and {patch}, and * for any text.")
        : new Reading.Invalid(
            "No tag can hold the \"%s\" of the pattern \"%s\".".formatted(part, text),
            "Use letters, digits, \"_\", \".\" and \"-\", {major}, {minor}, {patch}, and *.");
  }

  /** The usual slip is to write a tag, since everywhere else one is written there. */
  private static Reading placeless(String text) {
    Matcher version = VERSION.matcher(text);
    String instead =
        version.find()
            ? version.replaceFirst(
                version.group(1) == null ? "{major}.{minor}" : "{major}.{minor}.{patch}")
            : "v{major}.{minor}";
    return new Reading.Invalid(
        "The pattern \"%s\" does not say where the minor version stands.".formatted(text),
        "Write %s for tags of that form, or no pattern for every tag that begins with a version."
            .formatted(instead));
  }

  /** The version that the tag states; empty where the tag is not of this form. */
  public Optional<TagVersion> match(String tag) {
    if (isUsual()) {
      return TagVersion.of(tag);
    }
    Matcher match = form.matcher(tag);
    return match.matches() ? Optional.of(version(tag, match)) : Optional.empty();
  }

  private TagVersion version(String tag, Matcher match) {
    var numbers = new ArrayList<BigInteger>();
    for (Place place : Place.values()) {
      int group = places.indexOf(place) + 1;
      if (group > 0) {
        numbers.add(new BigInteger(match.group(group)));
      } else if (place == Place.MAJOR) {
        numbers.add(BigInteger.ONE);
      }
    }
    return TagVersion.of(tag, numbers, tag.substring(match.end(places.size())));
  }

  /** Whether no form was asked for. */
  public boolean isUsual() {
    return places.isEmpty();
  }

  /** As it was written; empty for the usual one. */
  @Override
  public String toString() {
    return text;
  }
}
