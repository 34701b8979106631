package dev.bulkhead.airgap;

import dev.bulkhead.airgap.ImageLock.Entry;
import dev.bulkhead.airgap.ImageLock.PlatformImage;
import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ContentStore;
import dev.bulkhead.registry.Contents;
import dev.bulkhead.registry.PlatformContent;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Looks images up and says what they are at present.
 *
 * @param platforms those of the nodes; an image must have every one of them
 */
public record LockMaker(Contents contents, List<Platform> platforms) {
  public LockMaker {
    platforms = List.copyOf(platforms);
  }

  /** What looking one image up comes to. */
  public sealed interface Answer {
    /** It is there, on every platform. */
    record Known(Entry entry) implements Answer {}

    /**
     * It is not there, not on every platform, or nobody would tell.
     *
     * @param reason a full sentence
     * @param supply what to do about it, beginning with a verb
     */
    record Lacking(ImageReference reference, String reason, String supply) implements Answer {}
  }

  /** Looks one image up. */
  public Answer lookUp(ImageReference reference) {
    ContentStore store = contents.content(reference);
    Digest digest = reference.digest();
    String wanted = digest == null ? reference.effectiveTag() : digest.toString();
    var held = new TreeMap<Platform, PlatformImage>();
    var named = new ArrayList<Digest>();
    for (Platform platform : platforms) {
      switch (PlatformContent.of(store, wanted, platform)) {
        case PlatformContent.Chosen chosen -> {
          named.add(chosen.named());
          held.put(platform, new PlatformImage(chosen.manifest(), chosen.bytes()));
        }
        case PlatformContent.NotTold(var reason, var supply) -> {
          return new Answer.Lacking(reference, reason, supply);
        }
        case PlatformContent.Absent(var answer) -> {
          return lacking(
              reference, "%s does not have %s: %s".formatted(store.where(), reference, answer));
        }
        case PlatformContent.OtherPlatforms(_, var offered) -> {
          return lacking(
              reference,
              "%s has nothing for %s; it has %s."
                  .formatted(
                      reference,
                      platform,
                      offered.isEmpty()
                          ? "no platform at all"
                          : offered.stream()
                              .map(Platform::toString)
                              .collect(Collectors.joining(", "))));
        }
        case PlatformContent.ManifestAbsent(_, var manifest) -> {
          return lacking(
              reference,
              "The index of %s names %s for %s, which %s does not have."
                  .formatted(reference, manifest, platform, store.where()));
        }
        case PlatformContent.Unusable(var why) -> {
          return lacking(reference, "%s cannot be used. %s".formatted(reference, why));
        }
      }
    }
    return new Answer.Known(new Entry(reference, named.getFirst(), held));
  }

  private static Answer lacking(ImageReference reference, String reason) {
    return new Answer.Lacking(
        reference,
        reason,
        "Mend the reference or the platforms (--platform), or supply the image with --images PATH.");
  }
}
