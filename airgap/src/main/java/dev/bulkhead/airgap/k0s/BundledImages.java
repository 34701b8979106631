package dev.bulkhead.airgap.k0s;

import dev.bulkhead.airgap.Holding;
import dev.bulkhead.airgap.verify.Carried;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The bundles in which a configuration's images are to lie.
 *
 * @param carried what lies there; empty where nobody names any bundle
 * @param platforms those of the nodes
 */
public record BundledImages(Optional<Carried> carried, List<Platform> platforms) {
  /** No bundle is named. */
  public static final BundledImages UNKNOWN = new BundledImages(Optional.empty(), List.of());

  public BundledImages {
    platforms = List.copyOf(platforms);
  }

  /** Whether they hold an image on every platform; empty where nobody names them. */
  Optional<Boolean> hold(NamedVersion image) {
    return carried.map(
        place ->
            read(image)
                .map(reference -> platforms.stream().allMatch(p -> holds(place, reference, p)))
                .orElse(false));
  }

  /** A sentence on whether they hold an image; the empty text where nobody names them. */
  String told(NamedVersion image) {
    return carried
        .map(
            place ->
                hold(image).orElse(false)
                    ? " %s has it.".formatted(place.where())
                    : " %s does not have it%s.".formatted(place.where(), lacking(place, image)))
        .orElse("");
  }

  /** For which platforms, where it is there for others. */
  private String lacking(Carried place, NamedVersion image) {
    List<Platform> without =
        read(image).stream()
            .flatMap(reference -> platforms.stream().filter(each -> !holds(place, reference, each)))
            .toList();
    return without.isEmpty() || without.size() == platforms.size()
        ? ""
        : without.stream().map(Platform::toString).collect(Collectors.joining(", ", " for ", ""));
  }

  private static boolean holds(Carried place, ImageReference reference, Platform platform) {
    return place.of(reference, platform) instanceof Holding.Held;
  }

  private static Optional<ImageReference> read(NamedVersion image) {
    return ImageReference.read(image.toString())
            instanceof ImageReference.Reading.Valid(var reference)
        ? Optional.of(reference)
        : Optional.empty();
  }
}
