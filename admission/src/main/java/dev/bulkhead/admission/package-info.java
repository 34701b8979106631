/// What reaches which webhook, and what then happens.
///
/// - In: an `Inventory`, and requests as the actors of a cluster send them. Out: which `Hook`s,
///   conversions and aggregated APIs see a request, and what it comes to while their backends are
///   away, slow or untrusted.
/// - Doors: `Callbacks` (everything that the API server calls out to), `Matching`, `Conditions`,
///   `Backends`, `Vitals` (the requests that keep a cluster alive).
/// - Three-valued: what cannot be decided is a `Truth.Maybe` that says why.
/// - May use: `model`, `verdict`. Never: files, a clock, a console.
@NullMarked
package dev.bulkhead.admission;

import org.jspecify.annotations.NullMarked;
