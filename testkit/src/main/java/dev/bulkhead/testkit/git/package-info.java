/// Git repositories made by code, without the git program and anyone's configuration.
///
/// - Door: `RepositoryFixture`.
/// - The same calls make the same commits: authors and times are fixed.
/// - May use: nothing of the program.
@NullMarked
package dev.bulkhead.testkit.git;

import org.jspecify.annotations.NullMarked;
