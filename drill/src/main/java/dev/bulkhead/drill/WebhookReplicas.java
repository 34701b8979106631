package dev.bulkhead.drill;

import dev.bulkhead.admission.Backends;
import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Selector;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.PodTemplate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How many pods there are at least, and how many of them a drain may take. */
final class WebhookReplicas {
  private static final int DEFAULT = 1;

  private final Inventory inventory;

  WebhookReplicas(Inventory inventory) {
    this.inventory = inventory;
  }

  /**
   * A number of pods.
   *
   * @param why a clause: {@code replicas: 1}
   */
  record Count(long pods, String why, Location at) {}

  /** The least number that answers; empty where what is stated is no number. */
  Optional<Count> of(WebhookServer server) {
    List<Optional<Count>> counts =
        server.backend().pods().stream().map(PodTemplate::owner).map(this::of).toList();
    if (counts.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    Count first = counts.getFirst().orElseThrow();
    long sum = counts.stream().mapToLong(count -> count.orElseThrow().pods()).sum();
    return Optional.of(new Count(sum, first.why(), first.at()));
  }

  private Optional<Count> of(KubernetesObject workload) {
    return autoscaled(workload).or(() -> stated(workload));
  }

  private static Optional<Count> stated(KubernetesObject workload) {
    Optional<Node> node = workload.root().find("spec", "replicas");
    if (node.isEmpty()) {
      return Optional.of(new Count(DEFAULT, "no replicas stated, which is 1", specOf(workload)));
    }
    return workload
        .root()
        .scalar("spec", "replicas")
        .flatMap(Node.Scalar::integer)
        .map(number -> new Count(number, "replicas: " + number, node.get().at()));
  }

  private static Location specOf(KubernetesObject workload) {
    return workload.root().get("kind").map(Node::at).orElse(workload.root().at());
  }

  private Optional<Count> autoscaled(KubernetesObject workload) {
    return Stream.concat(
            scalers("HorizontalPodAutoscaler", workload)
                .map(scaler -> least(scaler, "minReplicas", DEFAULT)),
            scalers("ScaledObject", workload).map(scaler -> least(scaler, "minReplicaCount", 0)))
        .findFirst();
  }

  private static Count least(KubernetesObject scaler, String field, int absent) {
    Optional<Node.Scalar> node = scaler.root().scalar("spec", field);
    long least = node.flatMap(Node.Scalar::integer).orElse((long) absent);
    Location at =
        node.map(Node.Scalar::at)
            .or(() -> scaler.root().find("spec").map(Node::at))
            .orElse(scaler.root().at());
    return new Count(least, "%s of %s: %d".formatted(field, scaler.key(), least), at);
  }

  private Stream<KubernetesObject> scalers(String kind, KubernetesObject workload) {
    return inventory.ofKind(kind).stream()
        .filter(scaler -> isBeside(scaler, workload))
        .filter(
            scaler -> {
              Node target = scaler.root().find("spec", "scaleTargetRef").orElse(scaler.root());
              return target.text("name").filter(workload.key().name()::equals).isPresent()
                  && target
                      .text("kind")
                      .filter(other -> !other.equals(workload.key().kind()))
                      .isEmpty();
            });
  }

  /** The budgets over the pods that answer. */
  List<KubernetesObject> budgets(WebhookServer server) {
    var labels = Labels.all("the pods", Backends.labels(server.pod()));
    return inventory.ofKind("PodDisruptionBudget").stream()
        .filter(budget -> isBeside(budget, server.owner()))
        .filter(
            budget ->
                budget
                    .root()
                    .mapping("spec", "selector")
                    .filter(selector -> Selector.of(Optional.of(selector)).selects(labels).isYes())
                    .isPresent())
        .toList();
  }

  /** What a budget allows no eviction by, where it allows none of so many pods. */
  static Optional<Node> blocking(KubernetesObject budget, long pods) {
    Optional<Node> most = budget.root().find("spec", "maxUnavailable");
    if (most.isPresent()) {
      return most.filter(node -> amount(node, pods).filter(number -> number == 0).isPresent());
    }
    return budget
        .root()
        .find("spec", "minAvailable")
        .filter(node -> amount(node, pods).filter(number -> number >= pods).isPresent());
  }

  /** A number, or a share of the pods rounded up, as the disruption controller does. */
  private static Optional<Long> amount(Node node, long pods) {
    if (!(node instanceof Node.Scalar scalar)) {
      return Optional.empty();
    }
    String text = scalar.text();
    if (!text.matches("[0-9]{1,9}%?")) {
      return Optional.empty();
    }
    return Optional.of(
        text.endsWith("%")
            ? Math.ceilDiv(Long.parseLong(text.substring(0, text.length() - 1)) * pods, 100)
            : Long.parseLong(text));
  }

  private static boolean isBeside(KubernetesObject one, KubernetesObject other) {
    return one.key().namespace().isEmpty()
        || other.key().namespace().isEmpty()
        || one.key().namespace().equals(other.key().namespace());
  }
}
