package dev.bulkhead.drill;

/** What happens besides, while a backend is away. */
public enum Event {
  /** Nothing but what happens on any day. */
  NONE("in steady state"),
  /** A worker is drained and replaced by a new machine. */
  WORKER_REPLACED("with one worker replaced"),
  /** A node of the control plane restarts. */
  CONTROL_PLANE_RESTART("with one control-plane restart");

  private final String words;

  Event(String words) {
    this.words = words;
  }

  /** As the name of a scenario ends. */
  @Override
  public String toString() {
    return words;
  }
}
