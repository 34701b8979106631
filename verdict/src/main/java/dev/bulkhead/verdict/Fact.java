package dev.bulkhead.verdict;

/**
 * One piece of what a verdict rests on.
 *
 * @param name what it is: {@code layer}, {@code symlink}, {@code digest}
 */
public record Fact(String name, String value) {}
