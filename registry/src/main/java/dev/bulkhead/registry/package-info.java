/// Images as evidence: what a reference names, on which platforms, and what is in its file system.
///
/// - Door: `Images`. In: a reference and a platform. Out: an `ImageLookup`, one of four answers.
/// - `RegistryImages` asks registries (by way of `http`), `LocalImages` looks on disk, `OciCharts`
///   pulls charts; only what a registry itself says counts as missing.
/// - `Contents` is the door for whoever carries images or verifies them: a `ContentStore` for each
///   reference, with manifests and blobs as they are stored. `LocalStore` opens one archive.
/// - A layer is read as it streams: never unpacked, never held whole; every blob is verified.
/// - May use: `model`, `verdict`. Never: rules, reports, a console.
@NullMarked
package dev.bulkhead.registry;

import org.jspecify.annotations.NullMarked;
