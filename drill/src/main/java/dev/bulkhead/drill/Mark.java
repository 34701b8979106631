package dev.bulkhead.drill;

/** What kind of thing a moment of a timeline tells. */
public enum Mark {
  /** What the drill itself does. */
  FAULT,
  /** A request is refused, or comes too late, for the first time. */
  REFUSED,
  /** A request is held up, and admitted. */
  DELAYED,
  /** Something gets worse. */
  WORSE,
  /** Something gets better. */
  BETTER
}
