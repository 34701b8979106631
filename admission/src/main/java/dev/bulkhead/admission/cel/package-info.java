/// Expressions of CEL as the API server evaluates them, over values of which only a part is known.
///
/// - In: an expression, and `Variables`. Out: an `Answer`, which may be that nobody can tell.
/// - Doors: `Expression`, `Variables`, `Part` (a map of which a part is known), `Values`.
/// - Slow to load, so whoever has no expression should not touch it.
/// - May use: `model`. Never: files, a clock, a console.
@NullMarked
package dev.bulkhead.admission.cel;

import org.jspecify.annotations.NullMarked;
