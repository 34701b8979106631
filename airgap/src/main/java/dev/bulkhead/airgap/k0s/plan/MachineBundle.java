package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.Holding;
import dev.bulkhead.airgap.verify.Bundle;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A file in a machine's {@code <data-dir>/images}, from which k0s imports images.
 *
 * @param path where it was read, as a person wrote it
 * @param name what it is called on the machine: the path's last part
 * @param basis how what it holds is known
 */
public record MachineBundle(String path, String name, Basis basis, Content content) {

  /** How what a bundle holds is known. */
  public enum Basis {
    /** The file itself was read. */
    READ,
    /** A lock says what is to lie in it, and for which platforms. */
    LOCKED,
    /** A list says what is to lie in it, for whatever platform is asked for. */
    LISTED
  }

  /** Whether it is there, and not only said what is to lie in it. */
  public boolean isRead() {
    return basis == Basis.READ;
  }

  /** What a bundle holds. */
  @FunctionalInterface
  public interface Content {
    /** Whether it holds an image, for machines of a platform. */
    Presence of(ImageReference image, Platform platform);
  }

  /** A bundle that was read. */
  public static MachineBundle read(String path, Bundle bundle) {
    String name = nameOf(path);
    return new MachineBundle(
        path,
        name,
        Basis.READ,
        (image, platform) -> {
          Holding holding = bundle.of(image, platform);
          return holding instanceof Holding.Absent
              ? new Presence.Absent(otherName(name, bundle.meantFor(image)))
              : presence(name, holding, platform);
        });
  }

  private static List<String> otherName(String name, Optional<String> meant) {
    return meant
        .map(other -> "%s holds \"%s\", which is another name.".formatted(name, other))
        .stream()
        .toList();
  }

  /** A bundle that is to hold these images, for whatever platform is asked for. */
  public static MachineBundle listed(String path, Collection<ImageReference> images) {
    String name = nameOf(path);
    Set<String> held =
        images.stream().map(ImageReference::canonical).collect(Collectors.toUnmodifiableSet());
    return new MachineBundle(
        path,
        name,
        Basis.LISTED,
        (image, _) ->
            held.contains(image.canonical())
                ? new Presence.Present(name)
                : new Presence.Absent(List.of()));
  }

  /**
   * A bundle that is to hold these images, each for the platforms that are named with it.
   *
   * @param images by their canonical names
   */
  public static MachineBundle locked(String path, Map<String, Set<Platform>> images) {
    String name = nameOf(path);
    Map<String, Set<Platform>> held = Map.copyOf(images);
    return new MachineBundle(
        path, name, Basis.LOCKED, (image, platform) -> presence(name, held, image, platform));
  }

  private static Presence presence(
      String name, Map<String, Set<Platform>> held, ImageReference image, Platform platform) {
    Set<Platform> offered = held.get(image.canonical());
    if (offered == null) {
      return new Presence.Absent(List.of());
    }
    return offered.stream().anyMatch(platform::runs)
        ? new Presence.Present(name)
        : new Presence.Absent(List.of(otherPlatforms(name, new TreeSet<>(offered), platform)));
  }

  private static String otherPlatforms(
      String name, Collection<Platform> offered, Platform platform) {
    return "%s has the name, but only for %s, not for %s."
        .formatted(
            name,
            offered.stream().map(Platform::toString).collect(Collectors.joining(", ")),
            platform);
  }

  private static String nameOf(String path) {
    return path.substring(path.replace('\\', '/').lastIndexOf('/') + 1);
  }

  /**
   * Whether an image lies at a place, for machines of a platform.
   *
   * @param name what a person calls the place
   */
  public static Presence presence(String name, Holding holding, Platform platform) {
    return switch (holding) {
      case Holding.Held _ -> new Presence.Present(name);
      case Holding.Absent _ -> new Presence.Absent(List.of());
      case Holding.OtherPlatforms(_, var offered) ->
          new Presence.Absent(List.of(otherPlatforms(name, offered, platform)));
      case Holding.Damaged(_, var fault) ->
          new Presence.Absent(List.of("%s has it damaged: %s".formatted(name, fault)));
      case Holding.Unknown(var reason, var supply) -> new Presence.Unknown(reason, supply);
    };
  }
}
