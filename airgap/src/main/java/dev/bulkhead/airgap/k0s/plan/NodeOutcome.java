package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.ImageKey;
import java.util.List;
import java.util.Optional;

/**
 * What a step comes to on a machine that runs containers.
 *
 * @param needs all that it is asked for
 * @param shortfalls what it does not have of that, in the order in which it comes to miss it
 * @param doubts what nobody can tell of
 */
public record NodeOutcome(
    Member member, List<Need> needs, List<Shortfall> shortfalls, List<Doubt> doubts) {
  public NodeOutcome {
    needs = List.copyOf(needs);
    shortfalls = List.copyOf(shortfalls);
    doubts = List.copyOf(doubts);
  }

  /**
   * An image of which nobody can tell whether it lies on the machine.
   *
   * @param reason a full sentence
   * @param supply what would supply the evidence, beginning with a verb
   */
  public record Doubt(Need need, String reason, String supply) {}

  /** What is missed first, of what every machine runs; the rest does not even come to start. */
  public Optional<Shortfall> first() {
    return shortfalls.stream().findFirst();
  }

  boolean isAskedFor(ImageKey key, String image) {
    return needs.stream().anyMatch(need -> need.key() == key && need.image().equals(image));
  }

  boolean misses(ImageKey key, String image) {
    return shortfalls.stream()
        .anyMatch(each -> each.need().key() == key && each.need().image().equals(image));
  }
}
