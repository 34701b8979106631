/// Images over an air gap: which are needed, carried whole, and proven to be there.
///
/// - In: inventories, lock files, archives and layouts, registries. Out: a list of images, a lock,
///   a bundle, verdicts on bundles, mirrors and nodes' stores.
/// - Doors: `NeededImages` (what sources ask for), `ImageLock` (what that was when it was looked
///   up), `Bundle` (one archive with all of it), `Holdings` (what lies somewhere).
/// - Content is streamed: no image is ever held in memory or unpacked on disk.
/// - May use: `model`, `verdict`, `render`, `registry`. Never: the console.
@NullMarked
package dev.bulkhead.airgap;

import org.jspecify.annotations.NullMarked;
