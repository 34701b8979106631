package dev.bulkhead.render;

import org.snakeyaml.engine.v2.exceptions.Mark;

/** A document that is well-formed YAML and yet cannot be a manifest. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Mark mark;
  private final String remedy;

  /**
   * Refuses the document at a mark.
   *
   * @param cause a full sentence that quotes no values
   * @param remedy what to do, beginning with a verb
   */
  Refusal(Mark mark, String cause, String remedy) {
    super(cause, null, false, false);
    this.mark = mark;
    this.remedy = remedy;
  }

  Mark mark() {
    return mark;
  }

  String cause() {
    return String.valueOf(getMessage());
  }

  String remedy() {
    return remedy;
  }
}
