package dev.bulkhead.registry.http;

import dev.bulkhead.registry.http.RegistryTrouble.Kind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What it means that a registry does not take what is pushed, in sentences. */
final class PushRefusals {
  private PushRefusals() {}

  /**
   * The trouble of an answer.
   *
   * @param what was pushed: {@code blob sha256:…}
   */
  static RegistryTrouble of(Reply reply, Place place, String what) {
    boolean isDenied = reply.status() == 401 || reply.status() == 403;
    return new RegistryTrouble(
        isDenied ? Kind.DENIED : Kind.STATUS,
        "%s did not take %s into %s (%s).%s"
            .formatted(
                place.registry(),
                what,
                place.repository(),
                reply.words(),
                isDenied ? tried(reply, place) : ""),
        remedy(reply, place));
  }

  /** Where credentials came from, and what kept others from being used; never what they are. */
  private static String tried(Reply reply, Place place) {
    List<String> sources = sources(reply);
    String told;
    if (reply.tried().isEmpty()) {
      told = " It did not ask who pushes.";
    } else if (sources.isEmpty()) {
      told = " No credential for %s was found.".formatted(place.registry());
    } else {
      told = " It was asked with the credential of %s.".formatted(String.join(", ", sources));
    }
    return Stream.concat(Stream.of(told), reply.credentialFaults().stream())
        .collect(Collectors.joining(" "));
  }

  private static List<String> sources(Reply reply) {
    String none = new Credential.Anonymous().source();
    return reply.tried().stream().filter(source -> !source.equals(none)).distinct().toList();
  }

  private static String remedy(Reply reply, Place place) {
    return switch (reply.status()) {
      case 401, 403 -> login(reply, place);
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

  private static String login(Reply reply, Place place) {
    List<String> sources = sources(reply);
    if (reply.tried().isEmpty()) {
      return "Check that %s takes pushes into %s, and what stands between here and there."
          .formatted(place.registry(), place.repository());
    }
    if (sources.isEmpty()) {
      return "Log in to %1$s (docker login %1$s), or name a file with a credential for it by --registry-config."
          .formatted(place.registry());
    }
    return reply.status() == 403
        ? "Log in to %s with an account that may push to %s."
            .formatted(place.registry(), place.repository())
        : "Check the name and the password for %1$s in %2$s (docker login %1$s writes them anew), and whether they may push to %3$s."
            .formatted(place.registry(), String.join(" and ", sources), place.repository());
  }
}
