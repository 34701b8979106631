package dev.bulkhead.render;

/**
 * A place in the text that is being parsed.
 *
 * @param line from 1
 * @param column in characters, from 1
 */
record Spot(int line, int column) {}
