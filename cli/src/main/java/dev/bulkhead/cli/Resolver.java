package dev.bulkhead.cli;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.TagLookup;
import dev.bulkhead.variants.TagChoice;
import dev.bulkhead.variants.TagFits;
import dev.bulkhead.variants.TagVersion;
import dev.bulkhead.variants.TagsByMinor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds the tag of an image for a minor of Kubernetes, and says why it is that one.
 *
 * @param skew how many minors away a tag may be
 */
record Resolver(TaggedImage wanted, KubernetesVersion cluster, int skew, TagFits fits) {
  private static final int MOST_NEAREST = 3;
  private static final int MOST_TOLD = 5;

  /** The best of those tags. */
  Resolution resolve(TagLookup lookup) {
    return switch (lookup) {
      case TagLookup.Unavailable(var reason, var supply) ->
          none(Answer.UNKNOWN, List.of(reason), supply, List.of(), List.of());
      case TagLookup.NoRepository(var where, var answer) ->
          none(
              Answer.NO,
              List.of(
                  "%s says that there is no repository %s (%s)."
                      .formatted(where, wanted.image().repository(), answer)),
              "Check the image's name.",
              List.of(),
              List.of());
      case TagLookup.Listed listed -> choose(listed);
    };
  }

  private static Resolution none(
      Answer answer,
      List<String> because,
      String remedy,
      List<TagChoice.PassedOver> passedOver,
      List<String> nearest) {
    return new Resolution(answer, "", "", because, remedy, passedOver, nearest);
  }

  private Resolution choose(TagLookup.Listed listed) {
    var tags = new TagsByMinor(listed.names(), wanted.pattern());
    TagChoice choice =
        TagChoice.of(
            tags.candidates(cluster.minor(), skew),
            version -> fits.of(wanted.reference(version.tag())));
    return switch (choice) {
      case TagChoice.Found found -> found(found, tags, listed.gaps());
      case TagChoice.Nothing nothing -> nothing(nothing, tags, listed);
      case TagChoice.Untold(var version, var reason, var supply, var passedOver) ->
          none(
              Answer.UNKNOWN,
              sentences(
                  List.of(
                      "%s is the first to take, but nobody told whether it can be used."
                          .formatted(version),
                      reason),
                  passedOver,
                  listed.gaps()),
              supply,
              passedOver,
              List.of());
    };
  }

  private Resolution found(TagChoice.Found found, TagsByMinor tags, List<String> gaps) {
    return new Resolution(
        Answer.YES,
        found.version().tag(),
        found.digest().map(Digest::toString).orElse(""),
        sentences(List.of(why(found.version(), tags)), found.passedOver(), gaps),
        "",
        found.passedOver(),
        List.of());
  }

  private String why(TagVersion version, TagsByMinor tags) {
    int away = version.kubernetesMinor().orElseThrow() - cluster.minor();
    String minor = cluster.minorVersion();
    if (version.isPrerelease()) {
      return "%s has no %s for Kubernetes %s%s that is a release; %s is a prerelease%s."
          .formatted(
              wanted.name(),
              wanted.kindOfTag(),
              minor,
              skew == 0 ? "" : " or within --skew " + skew,
              version,
              away == 0 ? "" : ", " + distance(away));
    }
    if (away == 0) {
      return "%s is the newest %s of %s for Kubernetes %s, and has %s."
          .formatted(version, wanted.kindOfTag(), wanted.name(), minor, platforms(" and "));
    }
    return "%s has no %s for Kubernetes %s%s; %s, %s, is of the nearest minor that has one, and --skew %d allows it."
        .formatted(
            wanted.name(),
            wanted.kindOfTag(),
            minor,
            tags.of(cluster.minor()).isEmpty() ? "" : " that can be used",
            version,
            distance(away),
            skew);
  }

  /** {@code one minor older}. */
  private static String distance(int away) {
    int minors = Math.abs(away);
    return "%s %s"
        .formatted(minors == 1 ? "one minor" : minors + " minors", away < 0 ? "older" : "newer");
  }

  private String platforms(String between) {
    return fits.platforms().stream().map(Platform::toString).collect(Collectors.joining(between));
  }

  private Resolution nothing(TagChoice.Nothing nothing, TagsByMinor tags, TagLookup.Listed listed) {
    List<TagVersion> nearest = tags.nearestBeyond(cluster.minor(), skew, MOST_NEAREST);
    var because = new ArrayList<String>();
    because.add(noneFits(!nothing.passedOver().isEmpty()));
    if (tags.isEmpty()) {
      because.add(noneAtAll(listed.names()));
    } else if (!nearest.isEmpty()) {
      because.add(nearestAre(nearest));
    }
    return none(
        listed.gaps().isEmpty() ? Answer.NO : Answer.UNKNOWN,
        sentences(because, nothing.passedOver(), listed.gaps()),
        remedy(nothing, nearest, listed),
        nothing.passedOver(),
        nearest.stream().map(TagVersion::tag).toList());
  }

  private String noneFits(boolean someLack) {
    int minor = cluster.minor();
    String others =
        switch (skew) {
          case 0 -> ", and --skew 0 allows no other minor";
          case 1 ->
              ", nor for 1.%d or 1.%d, which --skew 1 would allow".formatted(minor - 1, minor + 1);
          default ->
              ", nor for any from 1.%d to 1.%d, which --skew %d would allow"
                  .formatted(Math.max(minor - skew, 0), minor + skew, skew);
        };
    return "%s has no %s%s for Kubernetes %s%s."
        .formatted(
            wanted.name(),
            wanted.kindOfTag(),
            someLack ? " that can be used" : "",
            cluster.minorVersion(),
            others);
  }

  private static String nearestAre(List<TagVersion> nearest) {
    String names = nearest.stream().map(TagVersion::tag).collect(Collectors.joining(", "));
    return nearest.size() == 1
        ? "The nearest that exists is %s.".formatted(names)
        : "The nearest that exist are %s.".formatted(names);
  }

  private String noneAtAll(List<String> names) {
    if (names.isEmpty()) {
      return "It has no tags at all.";
    }
    String some = names.stream().limit(MOST_TOLD).collect(Collectors.joining(", "));
    return "None of its %d %s is %s: %s%s."
        .formatted(
            names.size(),
            names.size() == 1 ? "tag" : "tags",
            wanted.pattern().isUsual() ? "a version of Kubernetes" : "of that form",
            some,
            names.size() > MOST_TOLD ? ", …" : "");
  }

  private String remedy(
      TagChoice.Nothing nothing, List<TagVersion> nearest, TagLookup.Listed listed) {
    if (!nothing.passedOver().isEmpty()) {
      return "Publish %s with all platforms (%s), or name fewer with --platform."
          .formatted(wanted.name(), platforms(", "));
    }
    if (!nearest.isEmpty()) {
      int away = Math.abs(nearest.getFirst().kubernetesMinor().orElseThrow() - cluster.minor());
      return "Publish a tag for %s; or, if a wider skew is safe here, allow it with --skew %d."
          .formatted(cluster.minorVersion(), away);
    }
    if (listed.names().isEmpty()) {
      return "Check the image's name, or publish a tag for %s.".formatted(cluster.minorVersion());
    }
    return wanted.pattern().isUsual()
        ? "Say where the version stands in its tags, as in '%s'."
            .formatted(wanted.with("*{major}.{minor}*"))
        : "Check the form; without one, every tag counts that begins with a version.";
  }

  private static List<String> sentences(
      List<String> first, List<TagChoice.PassedOver> passedOver, List<String> gaps) {
    var all = new ArrayList<>(first);
    passedOver.stream()
        .limit(MOST_TOLD)
        .map(one -> "%s was passed over: it %s.".formatted(one.version(), one.why()))
        .forEach(all::add);
    if (passedOver.size() > MOST_TOLD) {
      all.add("So were %d more.".formatted(passedOver.size() - MOST_TOLD));
    }
    gaps.forEach(gap -> all.add("There may be other tags: " + gap));
    return all;
  }
}
