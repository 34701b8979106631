package dev.bulkhead.release;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Image;
import dev.bulkhead.registry.ImageConfig;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is known of one image on all its platforms. */
public sealed interface ImageEvidence {
  /**
   * It exists.
   *
   * @param digest of what the reference names: an index, or the manifest itself
   * @param where who said so: a registry's host, or a path given by {@code --images}
   * @param offered the platforms that it says it is for
   * @param held what it is on each of them, as far as that could be read
   * @param gaps why something could not be read, a full sentence each
   * @param supply what would supply it, beginning with a verb; the empty string where nothing is
   *     missing
   */
  record Present(
      Digest digest,
      String where,
      SortedSet<Platform> offered,
      SortedMap<Platform, Held> held,
      List<String> gaps,
      String supply)
      implements ImageEvidence {
    public Present {
      offered = Collections.unmodifiableSortedSet(new TreeSet<>(offered));
      held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
      gaps = List.copyOf(gaps);
    }
  }

  /**
   * The image of one platform.
   *
   * @param manifest the digest of its manifest
   */
  record Held(Digest manifest, ImageConfig config) {}

  /**
   * Whoever must know says that it does not exist.
   *
   * @param answer in which words: {@code 404 MANIFEST_UNKNOWN}
   * @param nearestTags existing tags most like the one asked for, best first
   */
  record Absent(String where, String answer, List<String> nearestTags) implements ImageEvidence {
    public Absent {
      nearestTags = List.copyOf(nearestTags);
    }
  }

  /**
   * Nobody could be asked, or nobody would tell.
   *
   * @param reason a full sentence
   * @param supply what would supply the evidence, beginning with a verb
   */
  record Unknown(String reason, String supply) implements ImageEvidence {}

  /** Nothing is made for it, so that asking for it tells all platforms that there are. */
  Platform NOBODYS = new Platform("none", "none", "");

  /** Asks for a reference on all its platforms; none of its layers is read. */
  static ImageEvidence of(Images images, ImageReference reference) {
    return switch (images.find(reference, NOBODYS)) {
      case ImageLookup.Missing(var where, var answer, var nearest) ->
          new Absent(where, answer, nearest);
      case ImageLookup.Unavailable(var reason, var supply) -> new Unknown(reason, supply);
      case ImageLookup.PlatformMissing missing -> onAll(images, reference, missing);
      case ImageLookup.Found(Image image) -> withoutPlatform(image);
    };
  }

  private static ImageEvidence onAll(
      Images images, ImageReference reference, ImageLookup.PlatformMissing named) {
    var held = new TreeMap<Platform, Held>();
    var gaps = new ArrayList<String>();
    String supply = "";
    for (Platform platform : named.offered()) {
      switch (images.find(reference, platform)) {
        case ImageLookup.Found(Image image) ->
            held.put(platform, new Held(image.manifest(), image.config()));
        case ImageLookup.PlatformMissing _ -> {}
        case ImageLookup.Missing(var where, var answer, _) -> {
          gaps.add("%s is gone since: %s answers %s.".formatted(reference, where, answer));
          supply = "Ask again.";
        }
        case ImageLookup.Unavailable unavailable -> {
          gaps.add(unavailable.reason());
          supply = unavailable.supply();
        }
      }
    }
    return new Present(named.digest(), named.where(), named.offered(), held, gaps, supply);
  }

  /** An image that does not say what it is for is taken for every platform. */
  private static ImageEvidence withoutPlatform(Image image) {
    var held = new TreeMap<Platform, Held>();
    held.put(Platform.LINUX_AMD64, new Held(image.manifest(), image.config()));
    return new Present(image.digest(), image.where(), held.navigableKeySet(), held, List.of(), "");
  }
}
