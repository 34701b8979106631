package dev.bulkhead.airgap.k0s;

import dev.bulkhead.verdict.UserError;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A release as its own program describes it, where nobody has read its source: its default images
 * from what it prints, what it does from the release before it.
 *
 * @param like the release whose behaviour is assumed where nobody states it
 * @param unread lines of the list that belong to no key
 * @param unlisted images of the configuration that the list lacks
 */
public record LearnedRelease(
    K0sRelease release, K0sVersion like, List<String> unread, List<NamedVersion> unlisted) {
  public LearnedRelease {
    unread = List.copyOf(unread);
    unlisted = List.copyOf(unlisted);
  }

  /**
   * Reads a release.
   *
   * @param version the release
   * @param config what {@code k0s config create --include-images} printed; empty for none
   * @param lines what {@code k0s airgap list-images --all} printed; empty for none
   * @param traits what is stated of its behaviour: values of {@link Traits#values} by names
   * @param known where the rest of its behaviour and the names of its images are taken from
   * @throws UserError where no release is known that it could be like, or images of it are missing
   */
  public static LearnedRelease of(
      K0sVersion version,
      Optional<ClusterConfig> config,
      List<String> lines,
      Map<String, String> traits,
      K0sReleases known) {
    K0sRelease like = like(version, known);
    var images = new EnumMap<ImageKey, NamedVersion>(ImageKey.class);
    config.stream()
        .flatMap(one -> one.pins().values().stream())
        .forEach(pin -> pin.whole().ifPresent(image -> images.put(pin.key(), image)));
    var unread = new ArrayList<String>();
    var listed = new ArrayList<NamedVersion>();
    for (String line : lines) {
      if (line.isBlank()) {
        continue;
      }
      Optional<NamedVersion> image = read(line.strip());
      image.ifPresent(listed::add);
      if (image.filter(i -> images.containsValue(i) || place(i, like, images)).isEmpty()) {
        unread.add(line.strip());
      }
    }
    requireAll(version, images, like);
    List<NamedVersion> unlisted =
        listed.isEmpty()
            ? List.of()
            : config.stream()
                .flatMap(one -> one.pins().values().stream())
                .filter(pin -> !pin.key().isForWindows())
                .flatMap(pin -> pin.whole().stream())
                .filter(image -> !listed.contains(image))
                .toList();
    return new LearnedRelease(
        new K0sRelease(version, images, like.traits().with(traits)),
        like.version(),
        unread,
        unlisted);
  }

  /** The newest of the same minor, up to the release, or else of the one before. */
  private static K0sRelease like(K0sVersion version, K0sReleases known) {
    return known.all().stream()
        .filter(release -> release.version().compareTo(version) <= 0)
        .filter(release -> version.minorsAbove(release.version()) <= 1)
        .reduce((_, later) -> later)
        .orElseThrow(
            () ->
                new UserError(
                    "No release of k0s is known that %s could be like: neither of its minor nor of"
                            .formatted(version)
                        + " the one before.",
                    "Add the releases in between first, or write the release by hand into a file"
                        + " for --releases."));
  }

  private static Optional<NamedVersion> read(String line) {
    int colon = line.lastIndexOf(':');
    return colon <= line.lastIndexOf('/') || colon == line.length() - 1
        ? Optional.empty()
        : Optional.of(new NamedVersion(line.substring(0, colon), line.substring(colon + 1)));
  }

  /** Puts an image where a release before had one of the same last name. */
  private static boolean place(
      NamedVersion image, K0sRelease like, Map<ImageKey, NamedVersion> images) {
    Optional<ImageKey> key =
        like.images().entrySet().stream()
            .filter(entry -> !images.containsKey(entry.getKey()))
            .filter(entry -> lastName(entry.getValue()).equals(lastName(image)))
            .map(Map.Entry::getKey)
            .findFirst();
    key.ifPresent(found -> images.put(found, image));
    return key.isPresent();
  }

  private static String lastName(NamedVersion image) {
    return image.image().substring(image.image().lastIndexOf('/') + 1);
  }

  private static void requireAll(
      K0sVersion version, Map<ImageKey, NamedVersion> images, K0sRelease like) {
    String missing =
        like.images().keySet().stream()
            .filter(ImageKey::isConfigurable)
            .filter(key -> key != ImageKey.TRAEFIK && !key.isForWindows())
            .filter(key -> !images.containsKey(key))
            .map(ImageKey::path)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new UserError(
          "Nothing was found of these images of %s: %s.".formatted(version, missing),
          "Give the whole of `k0s config create --include-images` with --config.");
    }
  }
}
