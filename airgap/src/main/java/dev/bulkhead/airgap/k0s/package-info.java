/// k0s over an air gap: which images a release with a configuration asks for, which of them were
/// never chosen, and whether an upgrade finds them at every step.
///
/// - In: what k0s releases are known to do ([K0sReleases]), a configuration in any of its forms,
///   what lies in the bundles of each node. Out: verdicts per image, a repaired configuration, a
///   plan of an upgrade with the steps that fail.
/// - Facts are of k0s itself (github.com/k0sproject/k0s), read at each release's tag.
/// - Pure functions of their inputs.
@NullMarked
package dev.bulkhead.airgap.k0s;

import org.jspecify.annotations.NullMarked;
