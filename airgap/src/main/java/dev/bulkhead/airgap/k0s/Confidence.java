package dev.bulkhead.airgap.k0s;

/** How sure it is that a default was written by a release, and by no person. */
public enum Confidence {
  /** Everything speaks for it. */
  HIGH,
  /** It fits, but others wrote in the configuration, too. */
  MEDIUM,
  /** It may as well have been chosen. */
  LOW
}
