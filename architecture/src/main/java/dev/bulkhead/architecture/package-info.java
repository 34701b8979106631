/// Holds the rooms' arrows, and the habits that the code keeps.
@NullMarked
package dev.bulkhead.architecture;

import org.jspecify.annotations.NullMarked;
