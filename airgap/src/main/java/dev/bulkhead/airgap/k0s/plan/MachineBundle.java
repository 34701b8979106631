package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.Holding;
import dev.bulkhead.airgap.Holdings;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import java.util.Collection;
import java.util.List;
import java.util.Set;
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
    /** Someone says what is to lie in it: a list, a lock. */
    STATED
  }

  /** What a bundle holds. */
  @FunctionalInterface
  public interface Content {
    /** Whether it holds an image, for machines of a platform. */
    Presence of(ImageReference image, Platform platform);
  }

  /** A bundle that was read. */
  public static MachineBundle read(String path, Holdings holdings) {
    String name = nameOf(path);
    return new MachineBundle(
        path,
        name,
        Basis.READ,
        (image, platform) -> presence(name, holdings.of(image, platform), platform));
  }

  /** A bundle that is to hold these images, for whatever platform is asked for. */
  public static MachineBundle stated(String path, Collection<ImageReference> images) {
    String name = nameOf(path);
    Set<String> held =
        images.stream().map(ImageReference::canonical).collect(Collectors.toUnmodifiableSet());
    return new MachineBundle(
        path,
        name,
        Basis.STATED,
        (image, _) ->
            held.contains(image.canonical())
                ? new Presence.Present(name)
                : new Presence.Absent(List.of()));
  }

  private static String nameOf(String path) {
    return path.substring(path.replace('\\', '/').lastIndexOf('/') + 1);
  }

  private static Presence presence(String name, Holding holding, Platform platform) {
    return switch (holding) {
      case Holding.Held _ -> new Presence.Present(name);
      case Holding.Absent _ -> new Presence.Absent(List.of());
      case Holding.OtherPlatforms(_, var offered) ->
          new Presence.Absent(
              List.of(
                  "%s has the name, but only for %s, not for %s."
                      .formatted(
                          name,
                          offered.stream()
                              .map(Platform::toString)
                              .collect(Collectors.joining(", ")),
                          platform)));
      case Holding.Damaged(_, var fault) ->
          new Presence.Absent(List.of("%s has it damaged: %s".formatted(name, fault)));
      case Holding.Unknown(var reason, var supply) -> new Presence.Unknown(reason, supply);
    };
  }
}
