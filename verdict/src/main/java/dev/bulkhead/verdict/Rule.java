package dev.bulkhead.verdict;

import java.util.regex.Pattern;

/**
 * The identity and explanation of a rule.
 *
 * @param id kebab-case, begins with the rule's family, says the fault: {@code image-missing}
 * @param severity of its violations, unless a violation says otherwise
 * @param proof what deciding the rule takes
 * @param violatedWhen the fault in one clause
 * @param why why anyone should care, in a few sentences
 * @param bad the smallest manifest that shows the fault
 * @param good the same, mended
 */
public record Rule(
    String id,
    Severity severity,
    Proof proof,
    String violatedWhen,
    String why,
    String bad,
    String good) {
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)+");

  /** What deciding a rule takes. */
  public enum Proof {
    /** The manifests alone. */
    TEXT,
    /** Something outside of the manifests: a registry, an image. */
    EVIDENCE
  }

  public Rule {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("Not a rule's id: " + id);
    }
  }
}
