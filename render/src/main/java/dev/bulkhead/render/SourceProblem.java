package dev.bulkhead.render;

import dev.bulkhead.model.Location;

/**
 * Something in a source that cannot be read, while the rest of it can.
 *
 * @param cause a full sentence
 * @param remedy what to do, beginning with a verb
 */
public record SourceProblem(Location at, String cause, String remedy) {}
