/// What an upgrade changes, in the order of what can hurt.
///
/// - In: two `Side`s (objects, and the texts of charts), the values that a user sets, and what is
///   known of images. Out: `Differences`, sorted `Change`s.
/// - Doors: `Diff`, `ImageFacts`, `Steady` (leaves out what differs between two renders of one
///   chart).
/// - Pure functions, but for looking images up through the door of `registry`.
/// - May use: `model`, `registry`. Never: files, Helm, a console. No value of a Secret and none
///   under a name that tells a secret is part of a sentence.
@NullMarked
package dev.bulkhead.diff;

import org.jspecify.annotations.NullMarked;
