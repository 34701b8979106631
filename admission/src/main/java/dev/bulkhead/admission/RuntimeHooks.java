package dev.bulkhead.admission;

import dev.bulkhead.model.Inventory;
import java.util.List;

/** Knows which hooks an add-on's controller registers while it runs, from what configures it. */
@FunctionalInterface
interface RuntimeHooks {
  /** The hooks, as the controller would write them. */
  List<Hook> of(Inventory inventory);
}
