package dev.bulkhead.drill;

import dev.bulkhead.admission.Standing;

/**
 * Something that is not as it should be at the end.
 *
 * @param subject who suffers: {@code worker-1}, {@code capsule-system/capsule}
 * @param state a clause: {@code is NotReady}
 * @param kind tells apart what one subject can suffer
 * @param amount how bad it is, of its kind
 * @param standing how well it is known that it comes to this
 */
public record Harm(
    Lane lane, String subject, String state, String kind, int amount, Standing standing) {
  /** Something that follows from Kubernetes' sources. */
  public Harm(Lane lane, String subject, String state, String kind, int amount) {
    this(lane, subject, state, kind, amount, Standing.READ);
  }

  static Harm of(Lane lane, String subject, String state) {
    return new Harm(lane, subject, state, "", 1);
  }

  /** Whether this is the same, or not as bad. */
  boolean isCoveredBy(Harm other) {
    return subject.equals(other.subject) && kind.equals(other.kind) && amount <= other.amount;
  }

  /** A sentence but for its end. */
  @Override
  public String toString() {
    return subject + " " + state;
  }
}
