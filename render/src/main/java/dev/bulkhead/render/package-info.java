/// Sources into inventories: manifests, folders, archives, kustomizations, Helm charts.
///
/// - Door: `Sources`, and `GitRepository` for what git's tags hold. In: what the user named. Out: a
///   `Rendered`: objects with places, the problems of what could not be read, and the lines that
///   places point at.
/// - A source is hostile input: sizes, depths and counts are bounded; a render opens no socket.
/// - May use: `model`, `verdict`. Never: registries, rules, a console.
@NullMarked
package dev.bulkhead.render;

import org.jspecify.annotations.NullMarked;
