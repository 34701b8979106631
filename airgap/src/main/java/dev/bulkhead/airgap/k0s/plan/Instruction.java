package dev.bulkhead.airgap.k0s.plan;

import java.util.List;

/**
 * An entry of the runbook.
 *
 * @param step the number of the step that it makes; 0 for what comes before them
 * @param title what to do, beginning with a verb
 * @param commands what to type, a line each; {@code #} begins a remark
 * @param gates what has to hold before anybody goes on
 */
public record Instruction(int step, String title, List<String> commands, List<Gate> gates) {
  public Instruction {
    commands = List.copyOf(commands);
    gates = List.copyOf(gates);
  }
}
