/// What Bulkhead says: a verdict on a claim.
///
/// - Doors: `Rule` (what is claimed, why, with an example), `Claim`, `Verdict`, `UserError`.
/// - There are three verdicts and no fourth: what was not examined is `Unproven`.
/// - May use: `model`. Never: files, network, console.
@NullMarked
package dev.bulkhead.verdict;

import org.jspecify.annotations.NullMarked;
