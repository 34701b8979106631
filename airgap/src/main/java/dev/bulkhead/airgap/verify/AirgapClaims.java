package dev.bulkhead.airgap.verify;

import dev.bulkhead.airgap.Holding;
import dev.bulkhead.airgap.ImageLock;
import dev.bulkhead.airgap.NeededImage;
import dev.bulkhead.airgap.NeededImages;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.Platform;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * What is to be said of each image that is needed, on each platform.
 *
 * @param needed the images
 * @param locked what lock files say of them, by {@link NeededImages#key}
 * @param platforms those of the nodes
 */
public record AirgapClaims(
    NeededImages needed, Map<String, ImageLock.Entry> locked, List<Platform> platforms) {
  private static final int MOST_ASKERS = 2;

  /** The verdicts on what lies at a place; none where nothing that lies there can be used. */
  public List<Verdict> of(Carried carried) {
    var verdicts = new ArrayList<Verdict>();
    if (carried instanceof Bundles bundles && bundles.isUseless()) {
      return verdicts;
    }
    for (NeededImage image : needed.images()) {
      for (Platform platform : platforms) {
        judge(image, platform, carried, verdicts);
      }
    }
    needed.unreadable().stream()
        .filter(NeededImages.Unreadable::isStandIn)
        .forEach(one -> verdicts.add(standIn(one)));
    return verdicts;
  }

  private static Verdict standIn(NeededImages.Unreadable one) {
    var subject =
        new Subject(new ObjectKey("", "Image", "", one.text()), one.origin(), "", "", null, "");
    return new Claim(AirgapRules.IMAGE_MISSING, subject, one.at())
        .unproven(
            "%s, asked for by %s, stands in for an image: %s."
                .formatted(one.text(), one.by(), one.reason()),
            "Verify the manifest as it is after the image was put in.",
            List.of());
  }

  private void judge(
      NeededImage image, Platform platform, Carried carried, List<Verdict> verdicts) {
    String name = NeededImages.key(image.reference());
    Claim missing = claim(AirgapRules.IMAGE_MISSING, image, platform);
    Claim lacking = claim(AirgapRules.PLATFORM_MISSING, image, platform);
    Claim damaged = claim(AirgapRules.CONTENT_DAMAGED, image, platform);
    String asked = "asked for by " + askers(image.askedBy());
    switch (carried.of(image.reference(), platform)) {
      case Holding.Absent() ->
          verdicts.add(
              missing.violated(
                  "%s holds no %s, %s.%s"
                      .formatted(
                          carried.where(),
                          name,
                          asked,
                          carried
                              .meantFor(image.reference())
                              .map(" It holds \"%s\", which is another name."::formatted)
                              .orElse("")),
                  carried.remedy(image.reference()),
                  List.of()));
      case Holding.OtherPlatforms(var where, var offered) -> {
        verdicts.add(present(missing, where, name));
        verdicts.add(
            lacking.violated(
                "%s holds %s, %s, but nothing for %s: it has content for %s."
                    .formatted(where, name, asked, platform, listed(offered)),
                "Carry it for that platform, too: --platform %s.".formatted(allPlatforms()),
                List.of()));
      }
      case Holding.Damaged(var where, var fault) -> {
        verdicts.add(present(missing, where, name));
        verdicts.add(
            damaged.violated(
                "In %s, %s for %s is damaged: %s".formatted(where, name, platform, fault),
                carried.mend(image.reference()),
                List.of()));
      }
      case Holding.Unknown(var reason, var supply) ->
          verdicts.add(missing.unproven(reason, supply, List.of()));
      case Holding.Held held -> {
        verdicts.add(present(missing, held.where(), name));
        verdicts.add(
            lacking.proven(
                "%s holds %s for %s.".formatted(held.where(), name, platform), facts(held)));
        verdicts.add(
            damaged.proven(
                "All content of %s for %s is there, as its digests say.".formatted(name, platform),
                facts(held)));
        asLocked(image, platform, held).ifPresent(verdicts::add);
      }
    }
  }

  private Optional<Verdict> asLocked(NeededImage image, Platform platform, Holding.Held held) {
    String name = NeededImages.key(image.reference());
    ImageLock.Entry entry = locked.get(name);
    if (entry == null) {
      return Optional.empty();
    }
    Claim claim = claim(AirgapRules.IMAGE_CHANGED, image, platform);
    ImageLock.PlatformImage wanted = entry.platforms().get(platform);
    if (wanted == null) {
      return Optional.of(
          claim.unproven(
              "The lock file says nothing of %s on %s.".formatted(name, platform),
              "Write it for that platform, too: bulkhead airgap images SOURCE... --format lock"
                  + " --platform %s.".formatted(allPlatforms()),
              List.of()));
    }
    return Optional.of(
        wanted.manifest().equals(held.manifest())
            ? claim.proven(
                "The manifest of %s on %s is %s, as the lock file says.%s"
                    .formatted(name, platform, held.manifest(), index(entry, held)),
                facts(held))
            : claim.violated(
                "%s holds %s as %s for %s, and the lock file says %s."
                    .formatted(held.where(), name, held.manifest(), platform, wanted.manifest()),
                "Make the bundle from the lock file (bulkhead airgap bundle images.lock), or lock"
                    + " what is there now.",
                facts(held)));
  }

  /**
   * What is to be told of the index. One that was cut down to what is carried has another digest by
   * design, and so has a manifest that was carried without it: neither is another image.
   */
  private static String index(ImageLock.Entry entry, Holding.Held held) {
    if (held.digest().equals(entry.digest())) {
      return " The name stands for %s in both.".formatted(held.digest());
    }
    return held.digest().equals(held.manifest())
        ? " The name stands for that manifest there, and for %s in the lock file."
            .formatted(entry.digest())
        : " The name stands for the index %s there, and for %s in the lock file: indexes were not compared, since one that was cut or extended has another digest."
            .formatted(held.digest(), entry.digest());
  }

  private static Verdict present(Claim claim, String where, String name) {
    return claim.proven("%s holds %s.".formatted(where, name), List.of());
  }

  private static List<Fact> facts(Holding.Held held) {
    return List.of(
        new Fact("where", held.where()),
        new Fact("digest", held.digest().toString()),
        new Fact("manifest", held.manifest().toString()));
  }

  private Claim claim(Rule rule, NeededImage image, Platform platform) {
    NeededImages.Place place = needed.placeOf(image);
    String name = NeededImages.key(image.reference());
    var subject =
        new Subject(new ObjectKey("", "Image", "", name), place.origin(), "", name, platform, "");
    return new Claim(rule, subject, place.at());
  }

  /** The first of those who ask, and how many others do. */
  private static String askers(SortedSet<String> askedBy) {
    String named = askedBy.stream().limit(MOST_ASKERS).collect(Collectors.joining("; "));
    int more = askedBy.size() - MOST_ASKERS;
    return more > 0 ? "%s; and %d more".formatted(named, more) : named;
  }

  private static String listed(SortedSet<Platform> platforms) {
    return platforms.isEmpty()
        ? "no platform"
        : platforms.stream().map(Platform::toString).collect(Collectors.joining(", "));
  }

  private String allPlatforms() {
    return platforms.stream().map(Platform::toString).collect(Collectors.joining(","));
  }
}
