/// What lies behind the air gap, held against what is asked for.
///
/// - In: bundles, mirrors, nodes' stores; images that are needed, locks. Out: verdicts, and
///   `Holdings` for whoever plans an upgrade.
/// - Doors: `Bundle` (one archive, read once and hashed), `Bundles` (several together, a folder of
///   them), `Mirror`, `AirgapJudge` (the verdicts), `AirgapRules`.
/// - Nothing is unpacked, and memory does not grow with what is read.
/// - May use: `airgap`, `registry`. Never: the console.
@NullMarked
package dev.bulkhead.airgap.verify;

import org.jspecify.annotations.NullMarked;
