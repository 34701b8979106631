package dev.bulkhead.airgap.k0s.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a step comes to: on each machine that runs containers. */
public record StepOutcome(Step step, List<NodeOutcome> nodes) {
  public StepOutcome {
    nodes = List.copyOf(nodes);
  }

  /** Whether an image that every machine runs is missing on one, or one for any is on none. */
  public boolean fails() {
    return worst().isPresent();
  }

  /** What fails first: the shortfall that keeps most from working, on whom the step is about. */
  public Optional<Shortfall> worst() {
    return nodes.stream()
        .flatMap(node -> node.shortfalls().stream())
        .filter(this::isFatal)
        .min(
            Comparator.comparingInt(Shortfall::rank)
                .thenComparing(each -> !step.nodes().contains(each.member().nodes())));
  }

  /** Whether it cannot go well: what may land elsewhere can, as long as anything has its image. */
  public boolean isFatal(Shortfall shortfall) {
    return switch (shortfall.need().component().nodes()) {
      case EVERY -> true;
      case ANY ->
          nodes.stream()
              .filter(node -> node.isAskedFor(shortfall.need().key(), shortfall.need().image()))
              .allMatch(node -> node.misses(shortfall.need().key(), shortfall.need().image()));
    };
  }

  /** How many images are missing on all of them together. */
  public int missing() {
    return nodes.stream().mapToInt(node -> node.shortfalls().size()).sum();
  }

  /** How many of them nobody can tell of. */
  public int doubtful() {
    return nodes.stream().mapToInt(node -> node.doubts().size()).sum();
  }

  /** How many there are to have. */
  public int needed() {
    return nodes.stream().mapToInt(node -> node.needs().size()).sum();
  }
}
