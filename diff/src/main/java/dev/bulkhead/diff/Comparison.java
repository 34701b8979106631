package dev.bulkhead.diff;

import dev.bulkhead.model.KubernetesObject;
import java.util.stream.Stream;

/** Tells changes of one area, object by object. */
@FunctionalInterface
interface Comparison {
  /** The changes of one object; none for objects of other kinds. */
  Stream<Change> changes(Pair<KubernetesObject> object);
}
