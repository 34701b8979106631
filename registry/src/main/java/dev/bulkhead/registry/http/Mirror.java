package dev.bulkhead.registry.http;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.verdict.UserError;
import java.util.Optional;

/**
 * Where to look first for what a registry, or a part of it, holds.
 *
 * @param from a registry's host, or a host and the first parts of a path: {@code ghcr.io/acme}
 * @param to what takes its place: {@code mirror.example:5000} or {@code mirror.example/ghcr/acme}
 */
public record Mirror(String from, String to) {

  /**
   * Reads {@code FROM=TO}.
   *
   * @throws UserError if either side is not a host, possibly with a path
   */
  public static Mirror read(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new UserError(
          "\"%s\" does not say what mirrors what.".formatted(text),
          "Write --registry-mirror FROM=TO, as in docker.io=mirror.example:5000/hub.");
    }
    return new Mirror(
        side(text, text.substring(0, equals)), side(text, text.substring(equals + 1)));
  }

  private static String side(String text, String side) {
    String trimmed = side.endsWith("/") ? side.substring(0, side.length() - 1) : side;
    String host = host(trimmed);
    String path = trimmed.substring(host.length());
    boolean valid =
        ImageReference.read(named(host) + (path.isEmpty() ? "/x" : path))
            instanceof ImageReference.Reading.Valid;
    if (!valid) {
      throw new UserError(
          "\"%s\" in the mirror \"%s\" is not a registry's host, or a host and a path."
              .formatted(side, text),
          "Write --registry-mirror FROM=TO without a scheme, as in docker.io=mirror.example/hub.");
    }
    return trimmed;
  }

  /** A name that can only be read as a host; the plain word {@code mirror} is one here. */
  private static String named(String host) {
    return host.isEmpty() || host.contains(".") || host.contains(":") ? host : host + ":443";
  }

  private static String host(String side) {
    int slash = side.indexOf('/');
    return slash < 0 ? side : side.substring(0, slash);
  }

  /** The mirror's place for what another place holds; empty where it mirrors something else. */
  public Optional<Place> placeOf(Place origin) {
    String name = origin.toString();
    if (!name.equals(from) && !name.startsWith(from + "/")) {
      return Optional.empty();
    }
    String rest = name.substring(from.length());
    String whole = to + rest;
    int slash = whole.indexOf('/');
    return slash < 0
        ? Optional.empty()
        : Optional.of(new Place(whole.substring(0, slash), whole.substring(slash + 1)));
  }

  @Override
  public String toString() {
    return from + "=" + to;
  }
}
