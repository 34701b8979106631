package dev.bulkhead.registry;

import dev.bulkhead.registry.ContentStore.ManifestAnswer.NotTold;
import dev.bulkhead.registry.http.Place;
import dev.bulkhead.registry.http.RegistryTrouble;
import dev.bulkhead.registry.http.Reply;
import java.util.List;

/** What an answer comes to that tells nothing of what was asked, in sentences. */
final class Refusals {
  private Refusals() {}

  static NotTold of(RegistryTrouble trouble) {
    return new NotTold(trouble.reason(), trouble.supply());
  }

  /**
   * Why that reply tells nothing.
   *
   * @param wanted what was asked for: {@code docker.io/library/nginx:1.27}
   */
  static NotTold of(Reply reply, Place place, String wanted) {
    return switch (reply.status()) {
      case 401, 403 -> unauthorised(reply, place, wanted);
      case 404 -> noRegistry(reply, place, wanted);
      case 429 ->
          new NotTold(
              "%s limits the rate of requests (%s) and did not tell whether %s exists."
                  .formatted(place.registry(), reply.words(), wanted),
              "Log in to %s, allow more time with --timeout, or try again later."
                  .formatted(place.registry()));
      default ->
          new NotTold(
              "%s answered %s when asked for %s."
                  .formatted(place.registry(), reply.words(), wanted),
              reply.status() >= 500
                  ? "Try again later, or supply the image with --images PATH."
                  : "Check that %s is a registry.".formatted(place.registry()));
    };
  }

  private static NotTold unauthorised(Reply reply, Place place, String wanted) {
    String verb = reply.status() == 401 ? "asks who wants" : "does not show";
    String faults =
        reply.credentialFaults().isEmpty() ? "" : " " + String.join(" ", reply.credentialFaults());
    return new NotTold(
        "%s %s %s (%s), or hides that it does not exist; tried: %s.%s"
            .formatted(place.registry(), verb, wanted, reply.words(), tried(reply.tried()), faults),
        "Log in to %s, or name a file with a credential for it by --registry-config."
            .formatted(place.registry()));
  }

  private static String tried(List<String> sources) {
    return sources.isEmpty() ? "no credential" : String.join(", ", sources);
  }

  private static NotTold noRegistry(Reply reply, Place place, String wanted) {
    return new NotTold(
        "%s answered %s when asked for %s, but not as a registry does."
            .formatted(reply.host(), reply.words(), wanted),
        "Check that %s is a registry, and what stands between here and there."
            .formatted(place.registry()));
  }
}
