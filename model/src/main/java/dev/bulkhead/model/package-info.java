/// Kubernetes objects as located trees, and the small values that every room speaks of.
///
/// - Doors: `Inventory` (immutable, indexed objects), `PodTemplate` and `Container` (what runs),
///   `ImageReference`, `Digest`, `Platform`, `KubernetesVersion`.
/// - Every node knows its file, line and column, so that whatever is said of it has a place.
/// - May use: nothing. Never: files, network, clock.
@NullMarked
package dev.bulkhead.model;

import org.jspecify.annotations.NullMarked;
