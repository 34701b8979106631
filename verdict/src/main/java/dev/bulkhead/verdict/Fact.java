package dev.bulkhead.verdict;

import dev.bulkhead.model.Userinfo;

/**
 * One piece of what a verdict rests on.
 *
 * @param name what it is: {@code layer}, {@code symlink}, {@code digest}
 */
public record Fact(String name, String value) {
  public Fact {
    value = Userinfo.concealed(value);
  }
}
