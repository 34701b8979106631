package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.plan.NodeSelector;
import dev.bulkhead.verdict.OptionError;
import java.util.List;
import java.util.Optional;

/**
 * How many machines there are, or what each of them is called: {@code 3}, {@code alpha,beta}.
 *
 * @param names none where only their number is given
 */
record MachineCount(int count, List<String> names) {
  private static final int MOST_DIGITS = 9;

  MachineCount {
    names = List.copyOf(names);
  }

  /**
   * Reads the option.
   *
   * @throws OptionError where it is no number and a name is none that a machine can have
   */
  static MachineCount parse(String text) {
    if (text.matches("-?\\d{1," + MOST_DIGITS + "}")) {
      return new MachineCount(Integer.parseInt(text), List.of());
    }
    if (text.matches("-?\\d+")) {
      throw new OptionError(
          "So many machines cannot be planned for.", "Give their number with fewer digits.");
    }
    List<String> names = List.of(text.split(",", -1));
    require(names);
    return new MachineCount(names.size(), names);
  }

  /**
   * Returns where these can be names of machines.
   *
   * @throws OptionError otherwise
   */
  static void require(List<String> names) {
    Optional<String> wrong = names.stream().filter(name -> !NodeSelector.isName(name)).findFirst();
    if (wrong.isPresent()) {
      throw new OptionError(
          "\"%s\" is no name that a machine can have.".formatted(wrong.get()),
          "Give their number, or their names as Nodes have them: alpha,beta,gamma.");
    }
  }
}
