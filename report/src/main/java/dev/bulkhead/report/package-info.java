/// Verdicts and changes for people (text) and for machines (JSON).
///
/// - In: a `Report`, a value. Out: characters, through `TextReport` or `JsonReport`; and back again
///   one finding of a JSON report, through `RecordedFinding`.
/// - In: an `Upgrade`, what changes. Out: characters, through `UpgradeText` or `UpgradeJson`.
/// - In: a `MatrixReport`. Out: characters, through `MatrixText`, `MatrixMarkdown`, `MatrixHtml` or
///   `MatrixJson`.
/// - What is printed may come from a hostile source: control characters are escaped, lines are
///   bounded, and a line of a Secret is never shown.
/// - May use: `model`, `verdict`, and the results of `variants` and `diff`. Never: files, network,
///   a console of its own.
@NullMarked
package dev.bulkhead.report;

import org.jspecify.annotations.NullMarked;
