package dev.bulkhead.render;

/** A document that is well-formed YAML and yet cannot be a manifest. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Spot spot;
  private final String remedy;

  /**
   * Refuses the document because of what stands at a spot.
   *
   * @param cause a full sentence that quotes no values
   * @param remedy what to do, beginning with a verb
   */
  Refusal(Spot spot, String cause, String remedy) {
    super(cause, null, false, false);
    this.spot = spot;
    this.remedy = remedy;
  }

  Spot spot() {
    return spot;
  }

  String cause() {
    return String.valueOf(getMessage());
  }

  String remedy() {
    return remedy;
  }
}
