package dev.bulkhead.cli;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.variants.PinTarget;
import dev.bulkhead.variants.TagFit;
import dev.bulkhead.variants.TagFits;
import java.util.Optional;

/**
 * What images are to be pinned to: what they are, as long as that exists and stays; where a tag
 * that follows the cluster's version was not published, the nearest that was.
 *
 * @param byDigest whether they are to be pinned to digests
 * @param skew how many minors away from the cluster's a tag may be
 */
record PinTargets(
    TagQuestions questions, TagFits fits, boolean byDigest, KubernetesVersion cluster, int skew) {
  private static final String LATEST = "latest";

  /**
   * What an image is to be.
   *
   * @param image as it is written
   * @param follows whether its tag follows the cluster's version
   */
  PinTarget of(String image, boolean follows) {
    return switch (ImageReference.read(image)) {
      case ImageReference.Reading.Invalid(var text, var _, var reason) ->
          new PinTarget.None(
              "\"%s\" names no image: %s.".formatted(text, reason),
              "Set what the reference is made of.");
      case ImageReference.Reading.Valid(var reference) -> of(reference, follows);
    };
  }

  private PinTarget of(ImageReference reference, boolean follows) {
    return switch (fits.of(reference)) {
      case TagFit.Fits(var digest) -> there(reference, digest);
      case TagFit.Untold(var reason, var supply) -> new PinTarget.Untold(reason, supply);
      case TagFit.Lacks(var why) ->
          follows && reference.digest() == null
              ? fallback(reference)
              : new PinTarget.None(
                  "%s %s.".formatted(reference, why),
                  "Set an image that can be used; `bulkhead check` names the nearest tags.");
    };
  }

  private PinTarget there(ImageReference reference, Optional<Digest> digest) {
    if (reference.digest() != null) {
      return new PinTarget.To(reference.text(), "");
    }
    if (!byDigest) {
      return reference.effectiveTag().equals(LATEST)
          ? new PinTarget.None(
              "The tag \"latest\" is moved with each release, so it pins nothing.",
              "Pin digests with --digest, or set a fixed tag.")
          : new PinTarget.To(reference.text(), "");
    }
    return digest
        .<PinTarget>map(one -> new PinTarget.To(reference.text() + "@" + one, ""))
        .orElseGet(
            () ->
                new PinTarget.Untold(
                    "Which digest %s has was not told.".formatted(reference),
                    "Allow registries, or supply the image with --images PATH."));
  }

  /** The newest tag that suits the cluster's version. */
  private PinTarget fallback(ImageReference reference) {
    String text = reference.text();
    int colon = text.lastIndexOf(':');
    var image = TaggedImage.parse(colon > text.lastIndexOf('/') ? text.substring(0, colon) : text);
    Resolution found = new Resolver(image, cluster, skew, fits).resolve(questions.tags(image));
    String because = String.join(" ", found.because());
    return switch (found.answer()) {
      case YES ->
          new PinTarget.To(
              image.with(found.tag()) + (byDigest ? "@" + found.digest() : ""), because);
      case NO -> new PinTarget.None(because, found.remedy());
      case UNKNOWN -> new PinTarget.Untold(because, found.remedy());
    };
  }
}
