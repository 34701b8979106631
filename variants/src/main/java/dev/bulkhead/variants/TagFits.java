package dev.bulkhead.variants;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Image;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * Looks up whether an image has every platform that is wanted.
 *
 * @param platforms none where the tag alone is enough, and nothing is looked up
 */
public record TagFits(Images images, List<Platform> platforms) {
  public TagFits {
    platforms = List.copyOf(platforms);
  }

  /**
   * Whether the image can be used on all of them. That one is lacking is enough to know, whatever
   * is not told of the others.
   */
  public TagFit of(ImageReference reference) {
    Optional<Digest> digest = Optional.empty();
    var lacking = new ArrayList<Platform>();
    Optional<SortedSet<Platform>> offered = Optional.empty();
    Optional<TagFit> untold = Optional.empty();
    for (Platform platform : platforms) {
      switch (images.find(reference, platform)) {
        case ImageLookup.Found(Image image) -> digest = Optional.of(image.digest());
        case ImageLookup.PlatformMissing missing -> {
          lacking.add(platform);
          offered = Optional.of(missing.offered());
        }
        case ImageLookup.Missing(var where, var answer, var _) -> {
          return new TagFit.Lacks("is not there, says %s (%s)".formatted(where, answer));
        }
        case ImageLookup.Unavailable(var reason, var supply) ->
            untold = Optional.of(new TagFit.Untold(reason, supply));
      }
    }
    return offered.isEmpty()
        ? untold.orElse(new TagFit.Fits(digest))
        : new TagFit.Lacks(
            "has no %s%s".formatted(words(lacking, " and no "), instead(offered.get())));
  }

  private static String instead(SortedSet<Platform> offered) {
    return offered.isEmpty() ? "" : ", only " + words(offered, ", ");
  }

  private static String words(Iterable<Platform> platforms, String between) {
    var words = new ArrayList<String>();
    platforms.forEach(platform -> words.add(platform.toString()));
    return words.stream().collect(Collectors.joining(between));
  }
}
