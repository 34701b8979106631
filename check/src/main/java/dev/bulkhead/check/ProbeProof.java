package dev.bulkhead.check;

import dev.bulkhead.model.Node;
import dev.bulkhead.verdict.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * Proves that the programs of a container's probes and lifecycle hooks start, by the same steps as
 * its own program; what these come to is one verdict for each.
 */
final class ProbeProof {
  private final Node.Mapping node;
  private final Environment environment;
  private final RunTimeSupply supply;
  private final Launch launch;
  private final List<LocatedStep> verdicts = new ArrayList<>();

  ProbeProof(Node.Mapping container, Environment environment, RunTimeSupply supply, Launch launch) {
    this.node = container;
    this.environment = environment;
    this.supply = supply;
    this.launch = launch;
  }

  /** One step for each probe and hook that runs a program. */
  List<LocatedStep> steps() {
    for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      List<Node> command = node.items(probe, "exec", "command");
      judge(probe, command, CommandLine.expanded(command, environment));
    }
    for (String event : List.of("postStart", "preStop")) {
      List<Node> command = node.items("lifecycle", event, "exec", "command");
      judge(event, command, CommandLine.verbatim(command));
    }
    return List.copyOf(verdicts);
  }

  private void judge(String name, List<Node> command, List<Value> argv) {
    if (command.isEmpty()) {
      return;
    }
    List<Step> proof =
        StartProof.of(argv, "its " + name, "Name a program that the image has.", launch).stream()
            .map(supply::tempered)
            .toList();
    verdicts.add(new LocatedStep(summary(name, proof), command.getFirst().at()));
  }

  private static Step summary(String name, List<Step> proof) {
    Step decisive =
        proof.stream()
            .filter(
                step ->
                    step instanceof Step.Fails
                        && !step.rule().equals(Rules.COMMAND_LIBRARY_MISSING))
            .findFirst()
            .or(() -> proof.stream().filter(Step.Unclear.class::isInstance).findFirst())
            .orElseGet(proof::getFirst);
    Rule rule = Rules.PROBE_COMMAND_NOT_IN_IMAGE;
    return switch (decisive) {
      case Step.Fails fails ->
          new Step.Fails(
              rule, name, rule.severity(), fails.message(), fails.remedy(), fails.facts());
      case Step.Unclear unclear ->
          new Step.Unclear(rule, name, unclear.message(), unclear.supply(), unclear.facts());
      case Step.Holds holds -> new Step.Holds(rule, name, holds.message(), holds.facts());
    };
  }
}
