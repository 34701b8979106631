package dev.bulkhead.airgap.verify;

import dev.bulkhead.airgap.ImageLock;
import dev.bulkhead.airgap.NeededImage;
import dev.bulkhead.airgap.NeededImages;
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
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    var blobs = new HashMap<Digest, Long>();
    for (Platform platform : platforms) {
      if (PlatformContent.of(bundle, root.digest().toString(), platform)
          instanceof PlatformContent.Chosen chosen) {
        sizes(chosen)
            .forEach(
                (digest, size) -> {
                  if (bundle.size(digest).isPresent()) {
                    blobs.put(digest, size);
                  }
                });
      }
    }
    return new Item.Known(blobs);
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
    Item item = look(store, reference, platforms, locked);
    if (locked == null || !(item instanceof Item.Unknown(var reason, _))) {
      return item;
    }
    return new Item.Unknown(
        reason,
        platforms.stream()
            .flatMap(platform -> Stream.ofNullable(locked.platforms().get(platform)))
            .map(ImageLock.PlatformImage::manifest)
            .collect(Collectors.toSet()));
  }

  private static Item look(
      ContentStore store,
      ImageReference reference,
      List<Platform> platforms,
      ImageLock.@Nullable Entry locked) {
    var blobs = new HashMap<Digest, Long>();
    Digest digest = locked == null ? reference.digest() : locked.digest();
    String wanted = digest == null ? reference.effectiveTag() : digest.toString();
    for (Platform platform : platforms) {
      switch (PlatformContent.of(store, wanted, platform)) {
        case PlatformContent.Chosen chosen -> blobs.putAll(sizes(chosen));
        case PlatformContent.OtherPlatforms _ -> {
          // Another check's matter: what is not there need not be carried.
        }
        case PlatformContent.ManifestAbsent(_, var manifest) -> {
          return new Item.Unknown(
              "%s does not have %s, for %s.".formatted(store.where(), manifest, platform));
        }
        case PlatformContent.Absent(var answer) -> {
          return new Item.Unknown(
              "%s does not have %s: %s".formatted(store.where(), reference, answer));
        }
        case PlatformContent.Unusable(var why) -> {
          return new Item.Unknown("%s cannot be used. %s".formatted(reference, why));
        }
        case PlatformContent.NotTold(var reason, _) -> {
          return new Item.Unknown(reason);
        }
      }
    }
    return new Item.Known(blobs);
  }

  private static Map<Digest, Long> sizes(PlatformContent.Chosen chosen) {
    var sizes = new HashMap<Digest, Long>();
    for (Descriptor blob : chosen.blobs()) {
      sizes.put(blob.digest(), blob.size());
    }
    return sizes;
  }
}
