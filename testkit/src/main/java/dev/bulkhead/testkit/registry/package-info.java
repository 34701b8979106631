/// A registry on loopback, in memory, that can be made to fail.
@NullMarked
package dev.bulkhead.testkit.registry;

import org.jspecify.annotations.NullMarked;
