package dev.bulkhead.render.template;

import java.util.List;

/**
 * Commands joined by bars, with the variables that take the result.
 *
 * @param variables the variables before {@code :=} or {@code =}, with their dollar sign
 * @param assigns whether the variables are assigned to ({@code =}) rather than declared
 * @param commands at least one
 * @param start the offset of the first token that is no space
 * @param end the offset after the last token that is no space
 */
public record Pipeline(
    List<Token> variables, boolean assigns, List<Command> commands, int start, int end) {
  public Pipeline {
    variables = List.copyOf(variables);
    commands = List.copyOf(commands);
  }

  /**
   * A function with its arguments, a method or a field with its arguments, or a single value.
   *
   * @param operands at least one; the first is what is called
   */
  public record Command(List<Operand> operands) {
    public Command {
      operands = List.copyOf(operands);
    }

    /** What is called, or the single value. */
    public Operand head() {
      return operands.getFirst();
    }

    /** The offset of the first operand. */
    public int start() {
      return operands.getFirst().start();
    }

    /** The offset after the last operand. */
    public int end() {
      return operands.getLast().end();
    }

    /** Whether this calls the function of that name. */
    public boolean calls(String function) {
      return head() instanceof Operand.Function called && called.name().equals(function);
    }
  }
}
