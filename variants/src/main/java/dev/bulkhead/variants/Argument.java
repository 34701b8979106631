package dev.bulkhead.variants;

/**
 * What an expression stands for, and where the expression stands.
 *
 * @param site its first character
 */
record Argument(Meaning meaning, Site site) {}
