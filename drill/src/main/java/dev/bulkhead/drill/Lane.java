package dev.bulkhead.drill;

/** Whom a moment of a timeline is about. */
public enum Lane {
  CONTROL_PLANE("control plane"),
  NODES("nodes"),
  BACKEND("backend"),
  WORKLOADS("workloads");

  private final String words;

  Lane(String words) {
    this.words = words;
  }

  /** As reports name it. */
  @Override
  public String toString() {
    return words;
  }
}
