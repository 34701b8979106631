package dev.bulkhead.check;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Platform;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * What to judge for.
 *
 * @param platforms the platforms of the cluster's nodes, without repetition
 * @param literal whether the text at a place was written there, rather than computed by a template
 * @param timeout after which what is undecided stays so
 */
public record CheckOptions(
    List<Platform> platforms, Predicate<Location> literal, Duration timeout) {
  public CheckOptions {
    platforms = List.copyOf(platforms);
  }

  /** One platform, manifests without templates, two minutes. */
  public static CheckOptions of(Platform platform) {
    return new CheckOptions(List.of(platform), location -> true, Duration.ofMinutes(2));
  }
}
