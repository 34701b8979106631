package dev.bulkhead.drill;

import java.time.Duration;

/**
 * Something that happens.
 *
 * @param at since the beginning
 * @param subject who it happens to: {@code worker-1}
 * @param text the rest of a sentence that begins with the subject: {@code turns NotReady}
 */
public record Moment(Duration at, Lane lane, Mark mark, String subject, String text) {
  /** A full sentence but for its end. */
  public String sentence() {
    return subject.isEmpty() ? text : subject + " " + text;
  }
}
