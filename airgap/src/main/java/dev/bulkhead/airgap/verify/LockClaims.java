package dev.bulkhead.airgap.verify;

import dev.bulkhead.airgap.ImageLock;
import dev.bulkhead.airgap.NeededImage;
import dev.bulkhead.airgap.NeededImages;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.Origin;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Image;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of a lock file: that it lists what is asked for, and that names still lead to
 * what it says.
 *
 * @param file as it was named
 * @param locked its entries by {@link NeededImages#key}
 */
public record LockClaims(String file, Map<String, ImageLock.Entry> locked) {
  /** Whether each image that sources ask for is listed. */
  public List<Verdict> complete(NeededImages needed) {
    var verdicts = new ArrayList<Verdict>();
    for (NeededImage image : needed.images()) {
      String name = NeededImages.key(image.reference());
      NeededImages.Place place = needed.placeOf(image);
      var claim =
          new Claim(AirgapRules.IMAGE_NOT_LOCKED, subject(name, place.origin(), null), place.at());
      verdicts.add(
          locked.containsKey(name)
              ? claim.proven("%s lists %s.".formatted(file, name), List.of())
              : claim.violated(
                  "%s does not list %s, which %s asks for."
                      .formatted(file, name, image.askedBy().getFirst()),
                  "Write the lock anew: bulkhead airgap images SOURCE... --format lock -o %s."
                      .formatted(file),
                  List.of()));
    }
    return verdicts;
  }

  /**
   * Whether names lead to what was locked.
   *
   * @param platforms those that are asked about; of a lock that says nothing of one, that is told
   */
  public List<Verdict> unmoved(Images images, List<Platform> platforms) {
    return locked.values().stream()
        .flatMap(entry -> platforms.stream().map(platform -> unmoved(entry, platform, images)))
        .toList();
  }

  /** The platforms of which it says something. */
  public List<Platform> platforms() {
    return locked.values().stream()
        .flatMap(entry -> entry.platforms().keySet().stream())
        .distinct()
        .sorted()
        .toList();
  }

  private Verdict unmoved(ImageLock.Entry entry, Platform platform, Images images) {
    String name = NeededImages.key(entry.reference());
    ImageLock.PlatformImage wanted = entry.platforms().get(platform);
    var claim =
        new Claim(
            AirgapRules.IMAGE_MOVED_SINCE_LOCK,
            subject(name, Origin.of(file, file), platform),
            Location.somewhereIn(file));
    if (wanted == null) {
      return claim.unproven(
          "%s says nothing of %s on %s.".formatted(file, name, platform),
          "Write the lock for that platform, too: bulkhead airgap images SOURCE... --format lock"
              + " --platform %s.".formatted(platform),
          List.of());
    }
    String was = wanted.manifest().toString();
    String anew = "Look at what changed, and lock it anew, or name the image by its digest.";
    return switch (images.find(entry.reference(), platform)) {
      case ImageLookup.Found(Image image) when image.manifest().toString().equals(was) ->
          claim.proven(
              "The manifest of %s on %s is %s, as %s says.".formatted(name, platform, was, file),
              List.of(new Fact("where", image.where())));
      case ImageLookup.Found(Image image) ->
          claim.violated(
              "%s was %s on %s when it was locked, and %s gives %s now."
                  .formatted(name, was, platform, image.where(), image.manifest()),
              anew,
              List.of(new Fact("where", image.where())));
      case ImageLookup.PlatformMissing(_, var where, var offered) ->
          claim.violated(
              "%s was %s on %s when it was locked, and %s has it only for %s now."
                  .formatted(
                      name,
                      was,
                      platform,
                      where,
                      offered.stream().map(Platform::toString).collect(Collectors.joining(", "))),
              anew,
              List.of());
      case ImageLookup.Missing(var where, var answer, _) ->
          claim.violated(
              "%s was %s when it was locked, and %s does not have it any more (%s)."
                  .formatted(name, was, where, answer),
              anew,
              List.of());
      case ImageLookup.Unavailable(var reason, var supply) ->
          claim.unproven(reason, supply, List.of());
    };
  }

  private static Subject subject(String name, Origin origin, @Nullable Platform platform) {
    return new Subject(new ObjectKey("", "Image", "", name), origin, "", name, platform, "");
  }
}
