package dev.bulkhead.drill;

import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Vital;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A request that its sender repeats until it is admitted.
 *
 * @param subject whom it is for: a {@link Machine}, {@link Pod}, {@link Workload}, {@link Front},
 *     or a name
 * @param node on which its sender runs, where that matters
 * @param wanted whether it is still to be sent
 * @param then what follows
 */
record Attempt(
    Vital vital,
    Space space,
    Labels labels,
    Object subject,
    String node,
    Backoff backoff,
    BooleanSupplier wanted,
    Runnable then) {

  /**
   * An attempt that has not succeeded so far.
   *
   * @param hooks that refused it the last time
   */
  record Open(Attempt attempt, List<Hook> hooks) {}
}
