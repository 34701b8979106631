package dev.bulkhead.admission;

/** What a request does to an object, as admission names it. Reads are no operation. */
public enum Operation {
  CREATE,
  UPDATE,
  DELETE,
  /** {@code exec}, {@code attach}, {@code portforward} and {@code proxy}. */
  CONNECT
}
