/// What a node's containerd has, read from its own folder while nobody answers for it.
///
/// - In: the folder that containerd calls its root. Out: `Holding`s, by name and platform.
/// - Door: `ContainerdStore`; the rest is package-private.
/// - Names lie in a database in the form of bbolt, which is read without a lock and without
///   writing.
/// - Whatever a database claims of lengths, counts and places is bounded by what its file has.
/// - May use: `airgap.verify`, `registry`. Never: the console.
@NullMarked
package dev.bulkhead.airgap.verify.containerd;

import org.jspecify.annotations.NullMarked;
