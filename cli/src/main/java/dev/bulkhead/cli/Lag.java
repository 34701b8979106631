package dev.bulkhead.cli;

import dev.bulkhead.cli.KubernetesPatches.Patch;
import dev.bulkhead.registry.TagLookup;
import dev.bulkhead.variants.TagChoice;
import dev.bulkhead.variants.TagFits;
import dev.bulkhead.variants.TagVersion;
import dev.bulkhead.variants.TagsByMinor;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;

/**
 * The answer of {@code lag}. What does not apply is empty.
 *
 * @param minors newest first; none where the tags are not told
 * @param because a full sentence each
 * @param remedy beginning with a verb
 */
record Lag(Answer answer, List<Lag.Published> minors, List<String> because, String remedy) {
  Lag {
    minors = List.copyOf(minors);
    because = List.copyOf(because);
  }

  /**
   * What is published for a minor.
   *
   * @param days since the minor's release
   * @param tag the best for it
   * @param note what else there is to know, as a clause
   * @param lacking the minor's patches that came after the tag's, newest first; none where the tag
   *     is of no patch
   */
  record Published(
      KubernetesMinors.Minor minor,
      Answer answer,
      long days,
      String tag,
      String note,
      List<Patch> lacking) {
    Published {
      lacking = List.copyOf(lacking);
    }

    Published(KubernetesMinors.Minor minor, Answer answer, long days, String tag, String note) {
      this(minor, answer, days, tag, note, List.of());
    }

    /** Whether there is what there should be. */
    Answer answer(boolean withPatches) {
      return withPatches && answer == Answer.YES && !lacking.isEmpty() ? Answer.NO : answer;
    }

    /** {@code 1.34}. */
    String name() {
      return minor.version().minorVersion();
    }
  }

  /**
   * Compares the tags of an image with the minors that it ought to have one for.
   *
   * @param minors newest first
   * @param patches released ones
   * @param withPatches whether a patch without a tag counts, or the minors alone
   * @param fits whether a tag can be used
   */
  static Lag of(
      TaggedImage wanted,
      List<KubernetesMinors.Minor> minors,
      KubernetesPatches patches,
      boolean withPatches,
      LocalDate today,
      TagLookup lookup,
      TagFits fits) {
    if (minors.isEmpty()) {
      return new Lag(
          Answer.UNKNOWN,
          List.of(),
          List.of(
              "Bulkhead knows no minor of Kubernetes that is supported on %s.".formatted(today)),
          "Update Bulkhead.");
    }
    return switch (lookup) {
      case TagLookup.Unavailable(var reason, var supply) ->
          new Lag(Answer.UNKNOWN, List.of(), List.of(reason), supply);
      case TagLookup.NoRepository(var where, var answer) ->
          new Lag(
              Answer.NO,
              minors.stream()
                  .map(minor -> new Published(minor, Answer.NO, days(minor, today), "", ""))
                  .toList(),
              List.of(
                  "%s says that there is no repository %s (%s)."
                      .formatted(where, wanted.image().repository(), answer)),
              "Check the image's name, or publish it.");
      case TagLookup.Listed(var _, var names, var gaps) -> {
        var tags = new TagsByMinor(names, wanted.pattern());
        yield of(
            minors.stream()
                .map(
                    minor ->
                        published(
                            minor,
                            days(minor, today),
                            TagChoice.of(
                                tags.candidates(minor.version().minor(), 0),
                                version -> fits.of(wanted.reference(version.tag()))),
                            gaps.isEmpty(),
                            found -> lacking(minor, found, patches, today)))
                .toList(),
            withPatches,
            wanted,
            gaps);
      }
    };
  }

  private static long days(KubernetesMinors.Minor minor, LocalDate today) {
    return ChronoUnit.DAYS.between(minor.released(), today);
  }

  private static List<Patch> lacking(
      KubernetesMinors.Minor minor, TagVersion tag, KubernetesPatches patches, LocalDate today) {
    return tag.numbers().size() < 3
        ? List.of()
        : patches.after(minor.version(), tag.numbers().get(2).intValue(), today);
  }

  private static Published published(
      KubernetesMinors.Minor minor,
      long days,
      TagChoice choice,
      boolean isWhole,
      Function<TagVersion, List<Patch>> lacking) {
    Answer none = isWhole ? Answer.NO : Answer.UNKNOWN;
    return switch (choice) {
      case TagChoice.Found found ->
          found.version().isPrerelease()
              ? new Published(
                  minor, none, days, "", "only %s, a prerelease".formatted(found.version()))
              : new Published(
                  minor,
                  Answer.YES,
                  days,
                  found.version().tag(),
                  "",
                  isWhole ? lacking.apply(found.version()) : List.of());
      case TagChoice.Nothing(var passedOver) ->
          new Published(
              minor,
              none,
              days,
              "",
              passedOver.isEmpty()
                  ? ""
                  : "%s %s"
                      .formatted(passedOver.getFirst().version(), passedOver.getFirst().why()));
      case TagChoice.Untold(var version, var reason, var _, var _) ->
          new Published(
              minor, Answer.UNKNOWN, days, "", "nobody told of %s: %s".formatted(version, reason));
    };
  }

  private static Lag of(
      List<Published> minors, boolean withPatches, TaggedImage wanted, List<String> gaps) {
    List<String> missing = missing(minors, withPatches);
    List<Published> unknown = with(minors, Answer.UNKNOWN);
    if (!missing.isEmpty()) {
      return new Lag(
          Answer.NO,
          minors,
          List.of(
              "%s has no %s for Kubernetes %s."
                  .formatted(wanted.name(), wanted.kindOfTag(), joined(missing))),
          "Publish %s for %s.".formatted(wanted.name(), joined(missing)));
    }
    if (!unknown.isEmpty()) {
      String because =
          "Whether %s has a %s for Kubernetes %s is not known."
              .formatted(
                  wanted.name(),
                  wanted.kindOfTag(),
                  joined(unknown.stream().map(Published::name).toList()));
      return new Lag(
          Answer.UNKNOWN,
          minors,
          gaps.isEmpty() ? List.of(because) : List.of(because, gaps.getFirst()),
          "Try again later, or check the registry with --debug.");
    }
    return new Lag(
        Answer.YES,
        minors,
        List.of(
            "%s has a %s for every minor of Kubernetes that is supported."
                .formatted(wanted.name(), wanted.kindOfTag())),
        "");
  }

  private static List<Published> with(List<Published> minors, Answer answer) {
    return minors.stream().filter(minor -> minor.answer() == answer).toList();
  }

  /** The minors without a tag, and the newest patch of each minor whose tag is older. */
  private static List<String> missing(List<Published> minors, boolean withPatches) {
    return minors.stream()
        .filter(minor -> minor.answer(withPatches) == Answer.NO)
        .map(
            minor -> minor.answer() == Answer.NO ? minor.name() : minor.lacking().getFirst().name())
        .toList();
  }

  /** {@code 1.37, 1.36 and 1.35}. */
  private static String joined(List<String> names) {
    String last = names.getLast();
    return names.size() == 1
        ? last
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + last;
  }
}
