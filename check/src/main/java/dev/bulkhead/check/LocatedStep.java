package dev.bulkhead.check;

import dev.bulkhead.model.Location;
import org.jspecify.annotations.Nullable;

/**
 * A step and the node that it rests on.
 *
 * @param at null where it rests on the image
 */
record LocatedStep(Step step, @Nullable Location at) {}
