/// What tests are made of: seeded generators that shrink, and fixtures written by code.
///
/// - Doors: `Property` and `Gen`.
/// - Same seed, same values, on every machine.
/// - May use: nothing of the program.
@NullMarked
package dev.bulkhead.testkit;

import org.jspecify.annotations.NullMarked;
