/// Images as evidence: what a reference names, on which platforms, and what is in its file system.
///
/// - Door: `Images`. In: a reference and a platform. Out: an `ImageLookup`, one of four answers.
/// - A layer is read as it streams: never unpacked, never held whole; every blob is verified.
/// - May use: `model`, `verdict`. Never: rules, reports, a console.
@NullMarked
package dev.bulkhead.registry;

import org.jspecify.annotations.NullMarked;
