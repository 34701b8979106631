package dev.bulkhead.variants;

import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.verdict.Subject;

/** A container, whatever image it runs. */
record ContainerKey(ObjectKey object, String container) {
  static ContainerKey of(Subject subject) {
    return new ContainerKey(subject.object(), subject.container());
  }
}
