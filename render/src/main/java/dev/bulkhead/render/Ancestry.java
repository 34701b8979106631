package dev.bulkhead.render;

/** Whether one commit comes before another. */
public enum Ancestry {
  /** It is the other, or comes before it. */
  ANCESTOR,
  /** It does not. */
  NONE,
  /** The repository does not hold enough of its history to tell. */
  UNKNOWN
}
