/// The command line: what a person types, and what the process answers and ends with.
///
/// - Door: `Main`. It builds the `Surroundings` (streams, environment, clock), wires the rooms in
///   `Composition`, and hands both to picocli's commands; nothing else here is static.
/// - Standard output is the answer; standard error is progress and what went wrong.
/// - May use: all rooms. Nobody uses this one.
@NullMarked
package dev.bulkhead.cli;

import org.jspecify.annotations.NullMarked;
