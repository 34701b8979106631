package dev.bulkhead.airgap.k0s.plan;

/** How machines come by images that lie in none of their bundles. */
public sealed interface Supply {

  /** Not at all. */
  record None() implements Supply {}

  /** By registries at which nobody looked. */
  record Unseen() implements Supply {}

  /**
   * By a registry behind the air gap.
   *
   * @param name what a person calls it
   * @param content what it holds, asked when it matters
   */
  record Mirror(String name, MachineBundle.Content content) implements Supply {}
}
