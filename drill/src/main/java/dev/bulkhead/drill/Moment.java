package dev.bulkhead.drill;

import dev.bulkhead.admission.Standing;
import java.time.Duration;

/**
 * Something that happens.
 *
 * @param at since the beginning
 * @param subject who it happens to: {@code worker-1}
 * @param text the rest of a sentence that begins with the subject: {@code turns NotReady}
 * @param standing how well it is known that this follows
 */
public record Moment(
    Duration at, Lane lane, Mark mark, String subject, String text, Standing standing) {
  /** Something that follows from Kubernetes' sources. */
  public Moment(Duration at, Lane lane, Mark mark, String subject, String text) {
    this(at, lane, mark, subject, text, Standing.READ);
  }

  /** A full sentence but for its end. */
  public String sentence() {
    return subject.isEmpty() ? text : subject + " " + text;
  }
}
