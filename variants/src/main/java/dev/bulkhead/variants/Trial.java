package dev.bulkhead.variants;

import java.util.Set;

/**
 * What a setting comes to when it is rendered and judged.
 *
 * @param <K> what tells one finding from another
 */
public sealed interface Trial<K> {
  /** It was rendered, and these were found. */
  record Judged<K>(Set<K> findings) implements Trial<K> {
    public Judged {
      findings = Set.copyOf(findings);
    }
  }

  /**
   * The chart refuses it.
   *
   * @param reason a full sentence
   */
  record Refused<K>(String reason) implements Trial<K> {}
}
