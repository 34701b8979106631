package dev.bulkhead.diff;

import java.util.Locale;

/** What a change is about, in the order in which changes that hurt as much are told. */
public enum Area {
  WEBHOOKS,
  CRDS,
  IMAGES,
  HOOKS,
  RBAC,
  OBJECTS,
  VALUES;

  /** {@code webhooks}, as reports say it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
