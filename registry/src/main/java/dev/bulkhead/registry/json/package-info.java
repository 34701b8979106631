/// JSON of strangers: read with bounds, and asked member by member.
///
/// - Door: `Json`.
/// - May use: nothing of the program.
@NullMarked
package dev.bulkhead.registry.json;

import org.jspecify.annotations.NullMarked;
