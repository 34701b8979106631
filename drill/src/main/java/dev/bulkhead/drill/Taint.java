package dev.bulkhead.drill;

import dev.bulkhead.model.Node;
import java.util.Optional;

/**
 * A mark of a node that keeps pods away which do not tolerate it.
 *
 * @param effect {@code NoSchedule} or {@code NoExecute}
 */
public record Taint(String key, String value, String effect) {
  static final Taint NOT_READY = new Taint("node.kubernetes.io/not-ready", "", "NoSchedule");
  static final Taint UNREACHABLE = new Taint("node.kubernetes.io/unreachable", "", "NoSchedule");
  static final Taint NOT_READY_EVICTS = NOT_READY.evicting();
  static final Taint UNREACHABLE_EVICTS = UNREACHABLE.evicting();
  static final Taint UNINITIALIZED =
      new Taint("node.cloudprovider.kubernetes.io/uninitialized", "true", "NoSchedule");
  static final Taint UNSCHEDULABLE =
      new Taint("node.kubernetes.io/unschedulable", "", "NoSchedule");

  /** The same with the effect that evicts pods. */
  private Taint evicting() {
    return new Taint(key, value, "NoExecute");
  }

  /** Whether a toleration of a pod's spec covers it ({@code core/v1 Toleration}). */
  boolean isToleratedBy(Node toleration) {
    String wantedKey = toleration.text("key").orElse("");
    String wantedEffect = toleration.text("effect").orElse("");
    boolean exists = toleration.text("operator").filter("Exists"::equals).isPresent();
    if (!wantedEffect.isEmpty() && !wantedEffect.equals(effect)) {
      return false;
    }
    if (wantedKey.isEmpty()) {
      return exists;
    }
    Optional<String> wantedValue = toleration.text("value");
    return wantedKey.equals(key) && (exists || wantedValue.orElse("").equals(value));
  }

  /** {@code node.kubernetes.io/not-ready:NoSchedule}. */
  @Override
  public String toString() {
    return value.isEmpty() ? key + ":" + effect : key + "=" + value + ":" + effect;
  }
}
