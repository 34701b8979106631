package dev.bulkhead.admission;

/** How well a fact about Kubernetes is known; said wherever the fact decides something. */
public enum Standing {
  /** Read in Kubernetes' sources or its documentation. */
  READ(""),
  /** Told in an issue or in the report of an incident. */
  REPORTED("as reported"),
  /** Concluded from sources, but not observed. */
  DERIVED("derived, not observed"),
  /** Not verified. */
  UNVERIFIED("not verified");

  private final String words;

  Standing(String words) {
    this.words = words;
  }

  /** As reports say it after a sentence; empty for what was read. */
  public String words() {
    return words;
  }
}
