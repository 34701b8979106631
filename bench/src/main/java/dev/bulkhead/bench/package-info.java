/// Programs that benchmarks run: they make inputs of the size that matters, and read them.
///
/// - Doors: `LargeLayer` and `ReadLayers`, both with a `main`.
/// - The same seed makes the same input.
/// - May use: everything.
@NullMarked
package dev.bulkhead.bench;

import org.jspecify.annotations.NullMarked;
