/// Where a git repository states its version, and whether it states the same everywhere.
///
/// - In: the files of a repository at a tag or in its work tree, its tags, images as evidence. Out:
///   carriers, verdicts on a release, a history of releases, files stamped with a version.
/// - Doors: `Carriers` (what one file states), `Streams` (which tags are releases of what),
///   `OwnImages` (which images the project itself releases), `Releases` (what a release deploys,
///   and whether that is itself), `History`, `Stamp`.
/// - Pure functions over trees of files; what lies behind them is read through the doors of
///   `render` and `registry`.
/// - May use: `model`, `verdict`, `render`, `registry`. Never: network, console, the files
///   themselves.
@NullMarked
package dev.bulkhead.release;

import org.jspecify.annotations.NullMarked;
