package dev.bulkhead.diff;

import dev.bulkhead.model.ObjectKey;

/** What it is that changes. */
public sealed interface Subject {

  /** An object of the cluster, by its new name where that changes. */
  record InCluster(ObjectKey key) implements Subject {
    @Override
    public String toString() {
      return key.toString();
    }
  }

  /** A chart itself: its Chart.yaml and its values. */
  record OfChart(String name) implements Subject {
    @Override
    public String toString() {
      return "Chart " + name;
    }
  }
}
