package dev.bulkhead.report;

/** How much a report for people lists one by one; what it does not list, it counts. */
public enum Detail {
  /** What is violated, and what is unproven of the first objects. */
  BRIEF,
  /** What is violated or unproven. */
  UNPROVEN,
  /** Everything. */
  PROVEN
}
