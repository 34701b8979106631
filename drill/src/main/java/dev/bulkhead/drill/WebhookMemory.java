package dev.bulkhead.drill;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Whether those who answer have the memory that they need, as far as manifests tell. */
final class WebhookMemory {
  /**
   * Below this, controllers that keep everything they may read have run out (capsule issue 1135).
   */
  private static final long TIGHT = 256L << 20;

  private static final Set<String> READ = Set.of("list", "watch");

  private static final Map<String, Long> UNITS =
      Map.of(
          "", 1L,
          "k", 1_000L,
          "M", 1_000_000L,
          "G", 1_000_000_000L,
          "Ki", 1L << 10,
          "Mi", 1L << 20,
          "Gi", 1L << 30);

  private WebhookMemory() {}

  /** The verdict on the containers that answer. */
  static Verdict of(WebhookServer server, Severity severity, WebhookAccess access) {
    if (server.pod().spec().find("resources", "requests", "memory").isPresent()) {
      return claim(server, server.pod().spec().at()).proven("The pod requests memory.", List.of());
    }
    Optional<Container> without =
        server.listening().stream().filter(one -> !requests(one)).findFirst();
    if (without.isPresent()) {
      return violated(
          claim(server, at(without.get())),
          severity,
          "Container %s answers %s and requests no memory, so that it is killed first when its node runs short."
              .formatted(without.get().name(), server.answers()),
          "Set resources.requests.memory, and a limit of the same size.");
    }
    return access.may(server.pod(), READ, "*", "*")
        ? limited(server, severity)
        : claim(server, at(server.listening().getFirst())).proven("It requests memory.", List.of());
  }

  /** Of a controller that may read everything, and keeps what it reads. */
  private static Verdict limited(WebhookServer server, Severity severity) {
    Optional<Container> tight =
        server.listening().stream()
            .filter(one -> limit(one).isPresent() && limit(one).getAsLong() < TIGHT)
            .findFirst();
    return tight
        .map(
            one ->
                violated(
                    claim(server, at(one)),
                    severity,
                    "Container %s answers %s, may read every object of the cluster, and is killed above %s of memory."
                        .formatted(
                            one.name(),
                            server.answers(),
                            one.node().text("resources", "limits", "memory").orElse("")),
                    "Raise resources.limits.memory to 256Mi or more, by the size of the cluster."))
        .orElseGet(
            () ->
                claim(server, at(server.listening().getFirst()))
                    .proven("It requests memory.", List.of()));
  }

  /** A limit is a request, too, where none is stated. */
  private static boolean requests(Container container) {
    return container.node().find("resources", "requests", "memory").isPresent()
        || container.node().find("resources", "limits", "memory").isPresent();
  }

  private static OptionalLong limit(Container container) {
    String text = container.node().text("resources", "limits", "memory").orElse("");
    String digits = text.replaceFirst("[a-zA-Z]*$", "");
    Long unit = UNITS.get(text.substring(digits.length()));
    return unit == null || !digits.matches("[0-9]{1,9}")
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(digits) * unit);
  }

  private static Location at(Container container) {
    return container.node().find("resources").map(Node::at).orElse(container.node().at());
  }

  private static Claim claim(WebhookServer server, Location at) {
    return new Claim(WebhookBackendRules.NO_RESOURCES, Subject.of(server.owner()), at);
  }

  private static Verdict violated(Claim claim, Severity severity, String message, String remedy) {
    return new Verdict.Violated(claim, severity, message, remedy, List.of());
  }
}
