package dev.bulkhead.registry.http;

import dev.bulkhead.registry.http.RegistryTrouble.Kind;

/** What it means that a registry does not take what is pushed, in sentences. */
final class PushRefusals {
  private PushRefusals() {}

  /**
   * The trouble of an answer.
   *
   * @param what was pushed: {@code blob sha256:…}
   */
  static RegistryTrouble of(Reply reply, Place place, String what) {
    return new RegistryTrouble(
        Kind.STATUS,
        "%s did not take %s into %s (%s)%s."
            .formatted(place.registry(), what, place.repository(), reply.words(), tried(reply)),
        remedy(reply, place));
  }

  private static String tried(Reply reply) {
    boolean isRefusal = reply.status() == 401 || reply.status() == 403;
    return isRefusal && !reply.tried().isEmpty()
        ? "; tried: " + String.join(", ", reply.tried())
        : "";
  }

  private static String remedy(Reply reply, Place place) {
    return switch (reply.status()) {
      case 401, 403 ->
          "Log in to %s with an account that may push to %s."
              .formatted(place.registry(), place.repository());
      case 404 ->
          "Create the repository %s there, or name another place with --to."
              .formatted(place.repository());
      case 405 -> "Name a registry that takes pushes; a pull-through cache does not.";
      case 413 ->
          "Raise the size of requests that a proxy before %s takes.".formatted(place.registry());
      case 429 -> "Push again later: what is there is not sent again.";
      case 507 -> "Make room on the disk of %s, and push again.".formatted(place.registry());
      default ->
          reply.status() >= 500
              ? "Look into the log of %s, and push again: what is there is not sent again."
                  .formatted(place.registry())
              : "Look into the log of %s.".formatted(place.registry());
    };
  }
}
