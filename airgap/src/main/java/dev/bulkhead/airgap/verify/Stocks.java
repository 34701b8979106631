package dev.bulkhead.airgap.verify;

import dev.bulkhead.airgap.ImageLock;
import dev.bulkhead.airgap.NeededImage;
import dev.bulkhead.airgap.NeededImages;
import dev.bulkhead.airgap.verify.Stock.Content;
import dev.bulkhead.airgap.verify.Stock.Item;
import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ContentStore;
import dev.bulkhead.registry.Descriptor;
import dev.bulkhead.registry.LocalStore;
import dev.bulkhead.registry.PlatformContent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What stocks are made of, wherever that is told. */
public final class Stocks {
  private Stocks() {}

  /**
   * What a bundle holds, by its indexes and manifests alone.
   *
   * @param platforms those that count; whatever else it holds is not told of
   */
  public static Stock of(LocalStore bundle, List<Platform> platforms) {
    var images = new TreeMap<String, Item>();
    for (LocalStore.Listed listed : bundle.listed()) {
      Item item = carried(bundle, listed.descriptor(), platforms);
      listed.names().forEach(name -> images.put(name, item));
    }
    return new Stock(bundle.where(), images);
  }

  /** What of an image is there, on those platforms that it has. */
  private static Item carried(LocalStore bundle, Descriptor root, List<Platform> platforms) {
    var contents = new TreeMap<Platform, Content>();
    for (Platform platform : platforms) {
      if (PlatformContent.of(bundle, root.digest().toString(), platform)
          instanceof PlatformContent.Chosen chosen) {
        Map<Digest, Long> blobs = sizes(chosen);
        blobs.keySet().removeIf(digest -> bundle.size(digest).isEmpty());
        contents.put(platform, new Content.Known(blobs));
      }
    }
    return new Item(contents);
  }

  /**
   * What sources ask for.
   *
   * @param item what an image is made of
   */
  public static Stock of(String name, NeededImages needed, Function<ImageReference, Item> item) {
    var images = new TreeMap<String, Item>();
    for (NeededImage image : needed.images()) {
      images.put(image.reference().canonical(), item.apply(image.reference()));
    }
    return new Stock(name, images);
  }

  /**
   * What an image is made of, as a store tells; several requests where that is a registry.
   *
   * @param locked what was locked of it; null where it is asked for by its name
   */
  public static Item lookUp(
      ContentStore store,
      ImageReference reference,
      List<Platform> platforms,
      ImageLock.@Nullable Entry locked) {
    Digest digest = locked == null ? reference.digest() : locked.digest();
    String wanted = digest == null ? reference.effectiveTag() : digest.toString();
    var contents = new TreeMap<Platform, Content>();
    for (Platform platform : platforms) {
      ImageLock.PlatformImage one = locked == null ? null : locked.platforms().get(platform);
      if (locked != null && one == null) {
        contents.put(
            platform,
            new Content.NotLocked(
                "The lock file says nothing of %s on %s.".formatted(reference, platform)));
        continue;
      }
      Set<Digest> manifests = one == null ? Set.of() : Set.of(one.manifest());
      look(store, reference, wanted, platform, manifests)
          .ifPresent(content -> contents.put(platform, content));
    }
    return new Item(contents);
  }

  private static Optional<Content> look(
      ContentStore store,
      ImageReference reference,
      String wanted,
      Platform platform,
      Set<Digest> manifests) {
    return switch (PlatformContent.of(store, wanted, platform)) {
      case PlatformContent.Chosen chosen -> Optional.of(new Content.Known(sizes(chosen)));
      // Another check's matter: what is not there need not be carried.
      case PlatformContent.OtherPlatforms _ -> Optional.empty();
      case PlatformContent.ManifestAbsent(_, var manifest) ->
          unknown(
              "%s does not have %s, for %s.".formatted(store.where(), manifest, platform),
              manifests);
      case PlatformContent.Absent(var answer) ->
          unknown("%s does not have %s: %s".formatted(store.where(), reference, answer), manifests);
      case PlatformContent.Unusable(var why) ->
          unknown("%s cannot be used. %s".formatted(reference, why), manifests);
      case PlatformContent.NotTold(var reason, _) -> unknown(reason, manifests);
    };
  }

  private static Optional<Content> unknown(String reason, Set<Digest> manifests) {
    return Optional.of(new Content.Unknown(reason, manifests));
  }

  private static Map<Digest, Long> sizes(PlatformContent.Chosen chosen) {
    var sizes = new HashMap<Digest, Long>();
    for (Descriptor blob : chosen.blobs()) {
      sizes.put(blob.digest(), blob.size());
    }
    return sizes;
  }
}
