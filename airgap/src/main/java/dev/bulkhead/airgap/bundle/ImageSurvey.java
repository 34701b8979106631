package dev.bulkhead.airgap.bundle;

import dev.bulkhead.airgap.ImageLock;
import dev.bulkhead.airgap.NeededImages;
import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.ContentStore;
import dev.bulkhead.registry.ContentStore.ManifestAnswer;
import dev.bulkhead.registry.Contents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds all that images consist of, by the digests of their lock: no tag is asked for. Many threads
 * may ask.
 */
public final class ImageSurvey {
  private final Contents contents;
  private final BundleWish wish;

  /** A survey of what is there, for what is wished. */
  public ImageSurvey(Contents contents, BundleWish wish) {
    this.contents = contents;
    this.wish = wish;
  }

  /** Looks for all of one image. */
  public Surveyed of(ImageLock.Entry entry) {
    ContentStore store = contents.content(entry.reference());
    try {
      var walk = new ManifestWalk(store, wish);
      Document root = walk.from(entry.digest());
      var missing = walk.missing();
      if (!missing.isEmpty()) {
        return new Surveyed.Refused(
            entry.reference(),
            "%s has nothing for %s; it offers %s."
                .formatted(
                    NeededImages.key(entry.reference()),
                    ManifestWalk.joined(missing),
                    walk.offered().isEmpty() ? "nothing" : ManifestWalk.joined(walk.offered())),
            "Leave it out, or bundle it in a run of its own with a --platform that it has.");
      }
      return new Surveyed.Found(carried(entry, store, walk, root));
    } catch (ManifestWalk.Stop stop) {
      return switch (stop.answer()) {
        case ManifestAnswer.NotTold(var reason, var supply) ->
            new Surveyed.Untold(entry.reference(), reason, supply);
        case ManifestAnswer.NotFound(var answer, _) ->
            new Surveyed.Refused(
                entry.reference(),
                "%s has no manifest %s of %s (%s)."
                    .formatted(
                        store.where(),
                        stop.wanted(),
                        entry.reference(),
                        answer.replaceAll("\\.$", "")),
                "Look images up anew, and write a new lock.");
        case ManifestAnswer.Content _ -> throw new AssertionError("Content is no stop.");
      };
    } catch (IOException malformed) {
      return new Surveyed.Refused(
          entry.reference(),
          "%s at %s cannot be carried. %s"
              .formatted(
                  NeededImages.key(entry.reference()), store.where(), malformed.getMessage()),
          "Supply an undamaged copy with --images PATH.");
    }
  }

  private CarriedImage carried(
      ImageLock.Entry entry, ContentStore store, ManifestWalk walk, Document root)
      throws IOException {
    List<CarriedImage.Referrer> referrers = new ArrayList<>();
    if (wish.hasReferrers()) {
      referrers.addAll(new ReferrerSurvey(store, entry.reference()).of(subjects(entry, walk)));
    }
    return new CarriedImage(
        entry.reference(),
        root,
        walk.form(root),
        walk.documents(),
        walk.blobs(),
        walk.platforms(),
        walk.leftOut(),
        referrers,
        store);
  }

  /** What may be referred to: all that is carried, and an index under its first digest. */
  private static List<Digest> subjects(ImageLock.Entry entry, ManifestWalk walk) {
    var digests = new ArrayList<Digest>();
    digests.add(entry.digest());
    walk.documents().stream()
        .map(Document::digest)
        .filter(digest -> !digests.contains(digest))
        .forEach(digests::add);
    return digests;
  }
}
