package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.plan.NodeSelector;
import dev.bulkhead.verdict.Nearest;
import dev.bulkhead.verdict.OptionError;
import java.util.List;

/**
 * A file and the machines that have it, as {@code --bundle} gives them: {@code workers=FILE}.
 *
 * @param file as it was written
 */
record MachineFile(NodeSelector nodes, String file) {

  /**
   * Reads the option.
   *
   * @throws OptionError where it names no machines, or no file
   */
  static MachineFile parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new OptionError(
          "\"%s\" does not say on which machines the file lies.".formatted(text),
          "Write all=%s, or name controllers, workers, old, new or a machine such as controller-4."
              .formatted(text));
    }
    if (equals == text.length() - 1) {
      throw new OptionError(
          "\"%s\" names no file.".formatted(text), "Write %sFILE.".formatted(text));
    }
    return new MachineFile(machines(text.substring(0, equals)), text.substring(equals + 1));
  }

  /**
   * Reads the name of machines.
   *
   * @throws OptionError where there is no such name
   */
  static NodeSelector machines(String name) {
    return NodeSelector.parse(name)
        .orElseThrow(
            () -> {
              List<String> near = Nearest.to(name, NodeSelector.GROUPS);
              return new OptionError(
                  "\"%s\" names no machines.".formatted(name),
                  "Write %s, or a machine such as controller-4 or worker-1."
                      .formatted(
                          near.isEmpty()
                              ? String.join(", ", NodeSelector.GROUPS)
                              : String.join(" or ", near)));
            });
  }
}
