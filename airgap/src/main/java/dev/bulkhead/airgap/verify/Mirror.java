package dev.bulkhead.airgap.verify;

import dev.bulkhead.airgap.Holding;
import dev.bulkhead.airgap.bundle.Relocation;
import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ContentStore;
import dev.bulkhead.registry.Contents;
import dev.bulkhead.registry.Descriptor;
import dev.bulkhead.registry.PlatformContent;
import java.io.IOException;
import java.util.Optional;

/**
 * A registry behind the air gap, in which images lie under other names than those by which they are
 * asked for.
 *
 * @param relocation how names come to be
 */
public record Mirror(Relocation relocation, Contents contents) implements Carried {
  private static final String ASK =
      "Check that the mirror can be reached, and its credentials (--registry-config).";

  @Override
  public String where() {
    return relocation.toString();
  }

  @Override
  public Holding of(ImageReference reference, Platform platform) {
    ImageReference there = relocation.relocated(reference);
    Digest digest = there.digest();
    String wanted = digest == null ? there.effectiveTag() : digest.toString();
    ContentStore store = contents.content(there);
    String where = there.canonical();
    return switch (PlatformContent.of(store, wanted, platform)) {
      case PlatformContent.Chosen chosen -> whole(chosen, store, where);
      case PlatformContent.OtherPlatforms(_, var offered) ->
          new Holding.OtherPlatforms(where, offered);
      case PlatformContent.ManifestAbsent(var index, var manifest) ->
          new Holding.OtherPlatforms(
              where,
              Indexes.platforms(
                  store,
                  index,
                  one ->
                      !one.equals(manifest)
                          && store.manifest(one.toString())
                              instanceof ContentStore.ManifestAnswer.Content));
      case PlatformContent.Absent _ -> new Holding.Absent();
      case PlatformContent.Unusable(var why) -> new Holding.Damaged(where, why);
      case PlatformContent.NotTold(var reason, var supply) -> new Holding.Unknown(reason, supply);
    };
  }

  private static Holding whole(PlatformContent.Chosen chosen, ContentStore store, String where) {
    for (Descriptor blob : chosen.blobs().subList(1, chosen.blobs().size())) {
      try {
        if (!store.holds(blob.digest(), blob.size())) {
          return new Holding.Damaged(
              where,
              "%s (%,d bytes) of its manifest %s is not there, or not of that size."
                  .formatted(blob.digest(), blob.size(), chosen.manifest().abbreviated()));
        }
      } catch (IOException untold) {
        return new Holding.Unknown(
            "Whether %s of %s is there was not told: %s"
                .formatted(blob.digest(), where, untold.getMessage()),
            ASK);
      }
    }
    return new Holding.Held(chosen.named(), chosen.manifest(), where);
  }

  @Override
  public Optional<String> meantFor(ImageReference reference) {
    return Optional.empty();
  }

  @Override
  public String remedy(ImageReference reference) {
    return "Push a bundle that holds it: bulkhead airgap push bundle.tar --to %s."
        .formatted(relocation);
  }
}
