package dev.bulkhead.airgap.bundle;

import dev.bulkhead.airgap.ImageLock;
import dev.bulkhead.airgap.NeededImages;
import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.registry.ContentStore;
import dev.bulkhead.registry.ContentStore.ManifestAnswer;
import dev.bulkhead.registry.Contents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds all that images consist of; where a lock has their digests, by these alone: no tag is asked
 * for. Many threads may ask.
 */
public final class ImageSurvey {
  private final Contents contents;
  private final BundleWish wish;

  /** A survey of what is there, for what is wished. */
  public ImageSurvey(Contents contents, BundleWish wish) {
    this.contents = contents;
    this.wish = wish;
  }

  /** Looks for all of one image whose digest is known. */
  public Surveyed of(ImageLock.Entry entry) {
    return of(entry.reference(), entry.digest().toString());
  }

  /** Looks for all of what a reference names at present. */
  public Surveyed of(ImageReference reference) {
    Digest digest = reference.digest();
    return of(reference, digest != null ? digest.toString() : reference.effectiveTag());
  }

  private Surveyed of(ImageReference reference, String tagOrDigest) {
    ContentStore store = contents.content(reference);
    try {
      var walk = new ManifestWalk(store, wish);
      Document root = walk.from(tagOrDigest);
      var missing = walk.missing();
      if (!missing.isEmpty()) {
        return new Surveyed.Refused(
            reference,
            "%s has nothing for %s; it offers %s."
                .formatted(
                    NeededImages.key(reference),
                    ManifestWalk.joined(missing),
                    walk.offered().isEmpty() ? "nothing" : ManifestWalk.joined(walk.offered())),
            "Leave it out, or bundle it in a run of its own with a --platform that it has.");
      }
      if (reference.digest() != null && walk.form(root) == CarriedImage.Form.REWRITTEN) {
        return new Surveyed.Refused(
            reference,
            "%s is asked for by its digest, and its index, cut down to %s, has another: %s."
                .formatted(
                    NeededImages.key(reference),
                    ManifestWalk.joined(walk.platforms()),
                    root.digest()),
            "Bundle it without --rewrite-indexes, or with --platform all.");
      }
      return new Surveyed.Found(carried(reference, store, walk, root));
    } catch (ManifestWalk.Stop stop) {
      return switch (stop.answer()) {
        case ManifestAnswer.NotTold(var reason, var supply) ->
            new Surveyed.Untold(reference, reason, supply);
        case ManifestAnswer.NotFound(var answer, _) ->
            new Surveyed.Refused(
                reference,
                "%s does not have %s of %s (%s)."
                    .formatted(
                        store.where(), stop.wanted(), reference, answer.replaceAll("\\.$", "")),
                "Check the name; where it comes from a lock, look the images up anew.");
        case ManifestAnswer.Content _ -> throw new AssertionError("Content is no stop.");
      };
    } catch (IOException malformed) {
      return new Surveyed.Refused(
          reference,
          "%s at %s cannot be carried. %s"
              .formatted(NeededImages.key(reference), store.where(), malformed.getMessage()),
          "Supply an undamaged copy with --images PATH.");
    }
  }

  private CarriedImage carried(
      ImageReference reference, ContentStore store, ManifestWalk walk, Document root)
      throws IOException {
    List<CarriedImage.Referrer> referrers = new ArrayList<>();
    if (wish.hasReferrers()) {
      referrers.addAll(new ReferrerSurvey(store, reference).of(subjects(walk)));
    }
    return new CarriedImage(
        reference,
        root,
        walk.form(root),
        walk.documents(),
        walk.bare(),
        walk.blobs(),
        walk.platforms(),
        walk.leftOut(),
        referrers,
        store);
  }

  /** What may be referred to: all that is carried, and an index under its first digest. */
  private static List<Digest> subjects(ManifestWalk walk) {
    var digests = new ArrayList<Digest>();
    digests.add(walk.asked());
    walk.documents().stream()
        .map(Document::digest)
        .filter(digest -> !digests.contains(digest))
        .forEach(digests::add);
    return digests;
  }
}
