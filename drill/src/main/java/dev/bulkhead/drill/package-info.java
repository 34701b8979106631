/// Outages simulated before they happen.
///
/// - In: an `Inventory` and a `Topology`. Out: for each scenario a timeline, what was refused, and
///   whether the cluster heals by itself; the loop where it does not, and the smallest change that
///   makes it heal, proved by simulating again.
/// - Deterministic: a clock of its own, one thread; the same input gives the same output.
/// - May use: `model`, `verdict`, `admission`. Never: files, Helm, a console, the machine's clock.
@NullMarked
package dev.bulkhead.drill;

import org.jspecify.annotations.NullMarked;
