package dev.bulkhead.admission;

import dev.bulkhead.model.Inventory;
import java.util.List;

/**
 * The hooks of Capsule from v0.13 on, whose controller writes them from {@code
 * CapsuleConfiguration.spec.admission} (projectcapsule/capsule, {@code
 * internal/controllers/admission}).
 */
final class CapsuleHooks implements RuntimeHooks {
  @Override
  public List<Hook> of(Inventory inventory) {
    return List.of();
  }
}
