package dev.bulkhead.release;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Platform;
import dev.bulkhead.release.ReleasePart.Presence;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether the images of a release are there, whole, and built from it. Of an image of which nothing
 * is known, one verdict says so, and not one of each rule.
 */
public final class ImageReleaseClaims {
  private final EvidenceContext context;
  private final List<Verdict> verdicts = new ArrayList<>();

  private ImageReleaseClaims(EvidenceContext context) {
    this.context = context;
  }

  /**
   * Judges the images of a release.
   *
   * @param images the project's own, each once
   * @param commands the containers that set a command, on whatever image
   */
  public static List<Verdict> of(
      EvidenceContext context, List<ReleasedImage> images, List<CommandUse> commands) {
    var found = new ImageReleaseClaims(context);
    for (ReleasedImage image : images) {
      found.exists(image);
      if (image.evidence() instanceof ImageEvidence.Present present) {
        found.verdicts.addAll(SourceClaims.of(context, image, present));
        image.earlier().ifPresent(earlier -> found.compare(image, present, earlier, commands));
      }
    }
    return found.verdicts;
  }

  /** Whether an image is started otherwise than that of the release before. */
  public static boolean isStartedOtherwise(ReleasedImage image) {
    return image.evidence() instanceof ImageEvidence.Present now
        && image
            .earlier()
            .filter(
                earlier ->
                    earlier.evidence() instanceof ImageEvidence.Present before
                        && StartClaims.differs(before, now))
            .isPresent();
  }

  /**
   * Judges whether all of a version was published, or nothing of it; says nothing where all parts
   * are of one kind.
   *
   * @param at where a report is to point
   */
  public static List<Verdict> complete(
      EvidenceContext context, Collection<ReleasePart> parts, Location at) {
    if (parts.stream().map(ReleasePart::kind).distinct().count() < 2) {
      return List.of();
    }
    var there = with(parts, Presence.There.class);
    var missing = with(parts, Presence.Missing.class);
    var unknown = with(parts, Presence.Unknown.class);
    var claim = context.claim(ImageReleaseRules.RELEASE_INCOMPLETE, "", at);
    if (!there.isEmpty() && !missing.isEmpty()) {
      return List.of(incomplete(context, claim, there, missing));
    }
    if (!unknown.isEmpty()) {
      var first = (Presence.Unknown) unknown.getFirst().presence();
      return List.of(claim.unproven(first.reason(), first.supply(), List.of()));
    }
    return List.of(
        claim.proven(
            there.isEmpty()
                ? "Nothing of %s is published: neither %s."
                    .formatted(context.tag(), named(missing, " nor "))
                : "All of %s is published: %s.".formatted(context.tag(), named(there, ", ")),
            List.of()));
  }

  private static List<ReleasePart> with(
      Collection<ReleasePart> parts, Class<? extends Presence> kind) {
    return parts.stream().filter(part -> kind.isInstance(part.presence())).toList();
  }

  private static Verdict incomplete(
      EvidenceContext context, Claim claim, List<ReleasePart> there, List<ReleasePart> missing) {
    boolean isPromised =
        context.isPromising()
            && missing.stream().allMatch(part -> part.kind() == ReleasePart.Kind.IMAGE);
    List<Fact> facts =
        missing.stream()
            .map(part -> new Fact(part.name(), ((Presence.Missing) part.presence()).answer()))
            .toList();
    return new Verdict.Violated(
        claim,
        isPromised ? Severity.NOTICE : Severity.ERROR,
        "Of %s, %s %s published, and %s %s not."
            .formatted(
                context.tag(),
                named(there, ", "),
                there.size() == 1 ? "is" : "are",
                named(missing, ", "),
                missing.size() == 1 ? "is" : "are"),
        "Publish %s from the commit of %s.".formatted(named(missing, ", "), context.tag()),
        facts);
  }

  private static String named(List<ReleasePart> parts, String between) {
    return parts.stream().map(ReleasePart::toString).collect(Collectors.joining(between));
  }

  private void exists(ReleasedImage image) {
    var claim = context.claim(ImageReleaseRules.OWN_IMAGE_MISSING, image.deployed());
    boolean isPromised = context.promised().contains(image.reference().text());
    verdicts.add(
        switch (image.evidence()) {
          case ImageEvidence.Present present ->
              claim.proven(
                  "%s exists (%s)%s."
                      .formatted(
                          image.reference(),
                          present.where(),
                          isPromised ? ", as release.lock promised" : ""),
                  List.of(
                      new Fact("where", present.where()),
                      new Fact("digest", present.digest().toString())));
          case ImageEvidence.Absent absent -> missing(claim, image, absent, isPromised);
          case ImageEvidence.Unknown(var reason, var supply) ->
              claim.unproven(reason, supply, List.of());
        });
  }

  private Verdict missing(
      Claim claim, ReleasedImage image, ImageEvidence.Absent absent, boolean isPromised) {
    var facts = List.of(new Fact("where", absent.where()), new Fact("answer", absent.answer()));
    if (context.isPromising()) {
      return new Verdict.Violated(
          claim,
          Severity.NOTICE,
          "%s does not exist yet, and is promised: %s answers %s."
              .formatted(image.reference(), absent.where(), absent.answer()),
          "Build and push it from the tag, then run bulkhead release verify --tag %s."
              .formatted(context.tag()),
          facts);
    }
    String near =
        absent.nearestTags().isEmpty()
            ? ""
            : "; the nearest tags are " + String.join(", ", absent.nearestTags());
    return claim.violated(
        "%s does not exist: %s answers %s%s."
            .formatted(
                image.reference(),
                absent.where(),
                absent.answer(),
                isPromised ? ". It is promised in release.lock" : ""),
        "Build it from the commit of %s and push it, or deploy one that exists%s."
            .formatted(context.tag(), near),
        facts);
  }

  private void compare(
      ReleasedImage image,
      ImageEvidence.Present now,
      ReleasedImage.Earlier earlier,
      List<CommandUse> commands) {
    var claim = context.claim(ImageReleaseRules.PLATFORM_LOST, image.deployed());
    switch (earlier.evidence()) {
      case ImageEvidence.Absent _ -> {}
      case ImageEvidence.Unknown(var reason, var supply) ->
          verdicts.add(claim.unproven(reason, supply, List.of()));
      case ImageEvidence.Present before -> {
        verdicts.add(platforms(claim, image, now, earlier, before));
        verdicts.addAll(StartClaims.of(context, image, now, earlier, before, commands));
      }
    }
  }

  private static Verdict platforms(
      Claim claim,
      ReleasedImage image,
      ImageEvidence.Present now,
      ReleasedImage.Earlier earlier,
      ImageEvidence.Present before) {
    List<Platform> lost =
        before.offered().stream()
            .filter(platform -> now.offered().stream().noneMatch(platform::runs))
            .toList();
    var facts =
        List.of(
            new Fact(image.reference().text(), joined(now.offered())),
            new Fact(earlier.reference().text(), joined(before.offered())));
    if (lost.isEmpty()) {
      return claim.proven(
          "%s is for every platform that %s is for."
              .formatted(image.reference(), earlier.reference()),
          facts);
    }
    return claim.violated(
        "%s holds nothing for %s, which %s does; it holds %s."
            .formatted(image.reference(), joined(lost), earlier.reference(), joined(now.offered())),
        "Build it for %s, too, or tell in the release's notes that it is gone."
            .formatted(joined(lost)),
        facts);
  }

  private static String joined(Collection<Platform> platforms) {
    return platforms.stream().map(Platform::toString).collect(Collectors.joining(", "));
  }
}
