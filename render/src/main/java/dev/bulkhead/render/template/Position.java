package dev.bulkhead.render.template;

/**
 * A place in a template.
 *
 * @param line from 1
 * @param column in characters (code points), from 1
 */
public record Position(int line, int column) {}
