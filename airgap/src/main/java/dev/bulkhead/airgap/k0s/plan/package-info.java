/// An upgrade of k0s, played step by step: which nodes there are at each step, which images each is
/// asked for and by whom, and whether they lie in the bundles stated for it.
///
/// - In: an [Upgrade] (releases, configuration, nodes, what lies on them). Out: a [Plan] with the
///   outcome of each step, verdicts, what mends it, and the runbook.
/// - Doors: [Upgrade], [Plan], [AutopilotPlan] (the manifest of k0s' own upgrader).
/// - Worst cases are judged: while controllers of two releases run, either may lead.
/// - Pure functions of their inputs: files are read by whoever makes the upgrade.
@NullMarked
package dev.bulkhead.airgap.k0s.plan;

import org.jspecify.annotations.NullMarked;
