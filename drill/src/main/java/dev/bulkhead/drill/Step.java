package dev.bulkhead.drill;

import java.util.List;

/**
 * One step of a runbook.
 *
 * @param why what it is for, one sentence
 * @param commands to type as they stand
 */
public record Step(String why, List<String> commands) {
  public Step {
    commands = List.copyOf(commands);
  }
}
