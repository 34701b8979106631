package dev.bulkhead.check;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Image;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import java.util.Set;

/**
 * What is claimed of the image that a container names: that the reference can be read and stays the
 * same, that the image exists and has the platform.
 *
 * @param text the reference as written
 * @param at where it stands
 */
record ImageClaims(ContainerClaims claims, String text, Location at) {
  /** Tags that by their publishers' own habit name something else from time to time. */
  private static final Set<String> MOVING_TAGS =
      Set.of(
          "latest",
          "stable",
          "edge",
          "main",
          "master",
          "nightly",
          "dev",
          "develop",
          "devel",
          "canary",
          "rolling",
          "head",
          "snapshot",
          "mainline",
          "unstable",
          "testing",
          "lts");

  /** The reference cannot be read. */
  Verdict invalid(ImageReference.Reading.Invalid invalid) {
    String part =
        invalid.part().isEmpty() || invalid.part().equals(text)
            ? ""
            : " (\"%s\")".formatted(invalid.part());
    Claim claim = claims.claim(Rules.IMAGE_REFERENCE_INVALID, at);
    return claims.violated(
        claim,
        Severity.ERROR,
        "\"%s\" is not a valid image reference: %s%s.".formatted(text, invalid.reason(), part),
        "Write it as registry/repository:tag or registry/repository@sha256:….",
        List.of());
  }

  /** Whether what the reference names stays the same. */
  Verdict floating(ImageReference reference) {
    Claim claim = claims.claim(Rules.IMAGE_TAG_FLOATING, at);
    if (reference.digest() != null) {
      return claim.proven("The digest decides what %s is.".formatted(text), List.of());
    }
    if (!MOVING_TAGS.contains(reference.effectiveTag())) {
      return claim.proven(
          "The tag %s is not one that is known to move.".formatted(reference.effectiveTag()),
          List.of());
    }
    return claims.violated(
        claim,
        Severity.WARNING,
        reference.tag() == null
            ? "%s has no tag, which means latest.".formatted(text)
            : "The tag of %s names something else from time to time.".formatted(text),
        "Use the tag of a release, or a digest.",
        List.of());
  }

  /** Whether there is such an image. */
  Verdict exists(ImageLookup lookup) {
    Claim claim = claims.claim(Rules.IMAGE_MISSING, at);
    return switch (lookup) {
      case ImageLookup.Found(Image image) ->
          claim.proven(
              "%s exists (%s).".formatted(text, image.where()),
              List.of(
                  new Fact("where", image.where()), new Fact("digest", image.digest().toString())));
      case ImageLookup.PlatformMissing missing ->
          claim.proven(
              "%s exists (%s).".formatted(text, missing.where()),
              List.of(
                  new Fact("where", missing.where()),
                  new Fact("digest", missing.digest().toString())));
      case ImageLookup.Missing(String where, String answer, List<String> nearest) ->
          claims.violated(
              claim,
              Severity.ERROR,
              "%s does not exist: %s answers %s.".formatted(text, where, answer),
              nearest.isEmpty()
                  ? "Check the repository's name, and use a tag or digest that exists."
                  : "Use a tag that exists; %s %s."
                      .formatted(
                          nearest.size() == 1 ? "the nearest is" : "the nearest are",
                          String.join(", ", nearest)),
              List.of(new Fact("where", where), new Fact("answer", answer)));
      case ImageLookup.Unavailable(String reason, String supply) ->
          claim.unproven(reason, supply, List.of());
    };
  }

  /** The image has nothing for a platform. */
  Verdict lacks(ImageLookup.PlatformMissing missing, Platform platform) {
    String offered =
        missing.offered().isEmpty()
            ? "no platform at all"
            : String.join(", ", missing.offered().stream().map(Platform::toString).toList());
    return claims.violated(
        claims.claim(Rules.IMAGE_PLATFORM_MISSING, platform, at),
        Severity.ERROR,
        "%s holds nothing for %s; it holds %s.".formatted(text, platform, offered),
        "Use an image that has %s, or keep the pod off such nodes with a node selector on kubernetes.io/%s."
            .formatted(
                platform,
                missing.offered().stream().anyMatch(other -> other.os().equals(platform.os()))
                    ? "arch"
                    : "os"),
        List.of(
            new Fact("where", missing.where()),
            new Fact("digest", missing.digest().toString()),
            new Fact("platforms", offered)));
  }
}
