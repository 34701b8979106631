/// Images made by code: layers, tiny ELF programs, OCI layouts and archives.
///
/// - Doors: `TarLayer`, `TinyElf`, `ImageSpec`, `ImageLayout`.
/// - The same calls make the same bytes: times are zero, nothing depends on the machine but the
///   deflate library behind gzip.
/// - May use: nothing of the program.
@NullMarked
package dev.bulkhead.testkit.image;

import org.jspecify.annotations.NullMarked;
