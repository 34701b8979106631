package dev.bulkhead.render.helm;

import dev.bulkhead.render.template.Operand;
import dev.bulkhead.render.template.Part;
import dev.bulkhead.render.template.Pipeline;
import dev.bulkhead.render.template.Pipeline.Command;
import dev.bulkhead.render.template.Template;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * What is changed in every template of the copy, so that it renders as it would for the cluster
 * that was asked for and reaches no other.
 *
 * <ul>
 *   <li>{@code lookup …} becomes {@code omit (dict) …}, which takes the same arguments and answers
 *       an empty map.
 *   <li>{@code X.Has "v"} becomes a call of the copy's own template, since {@code .Capabilities} is
 *       data there, and data has no methods; likewise {@code .Capabilities.KubeVersion} where it is
 *       printed.
 *   <li>{@code tpl text context} goes through the copy's own template, which knows the text only if
 *       it holds none of the above, or if it was rewritten before.
 *   <li>{@code fail} and {@code required} say where they stand.
 *   <li>What is made up at random or of the time ({@code randAlphaNum}, {@code uuidv4}, {@code
 *       now}) is the same in every render, and another at every place.
 *   <li>{@code genPrivateKey} makes keys of an elliptic curve, which takes no time.
 * </ul>
 */
final class Rewriting {
  /** The copy's own templates. */
  static final String HAS = "bulkhead.has";

  static final String TPL = "bulkhead.tpl";
  static final String VERSION = "bulkhead.version";

  /** Words without which a text that {@code tpl} gets needs no rewriting. */
  static final List<String> WORDS =
      List.of("lookup", "tpl", ".Has", "KubeVersion", "rand", "uuidv4", "now |");

  /** Functions that print their argument as it is. */
  private static final Set<String> PRINTING =
      Set.of("quote", "squote", "toString", "print", "printf", "trim", "println");

  private final Edits edits = new Edits();
  private final IntFunction<String> mark;

  private Rewriting(IntFunction<String> mark) {
    this.mark = mark;
  }

  /**
   * The changes of a template.
   *
   * @param mark what {@code fail} and {@code required} put before their message, by their offset
   */
  static Edits of(Template template, IntFunction<String> mark) {
    var rewriting = new Rewriting(mark);
    template.walk(rewriting::part);
    return rewriting.edits;
  }

  private void part(Part part) {
    boolean printed = part instanceof Part.Output output && output.prints();
    for (Pipeline pipeline : Template.pipelines(part)) {
      pipeline(pipeline, printed);
    }
  }

  private void pipeline(Pipeline pipeline, boolean printed) {
    List<Command> commands = pipeline.commands();
    for (int i = 0; i < commands.size(); i++) {
      Command command = commands.get(i);
      boolean piped = i > 0;
      boolean last = i == commands.size() - 1;
      boolean prints = last ? printed : PRINTING.stream().anyMatch(commands.get(i + 1)::calls);
      command(command, piped, prints);
      for (int j = 0; j < command.operands().size(); j++) {
        if (command.operands().get(j) instanceof Operand.Group group) {
          pipeline(
              group.pipeline(),
              j > 0 && PRINTING.stream().anyMatch(command::calls) && group.fields().isEmpty());
        }
      }
    }
  }

  private void command(Command command, boolean piped, boolean prints) {
    List<Operand> operands = command.operands();
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i) instanceof Operand.Function function) {
        function(function, i == 0);
      }
      boolean alone = operands.size() == 1 && !piped && prints;
      boolean printedArgument = i > 0 && PRINTING.stream().anyMatch(command::calls);
      if (alone || printedArgument) {
        version(operands.get(i));
      }
    }
    if (command.calls("genPrivateKey") && operands.size() > 1) {
      key(operands.get(1));
    }
    if (command.calls("tpl") && operands.size() > 1) {
      tpl(command, piped);
    }
    if ((command.calls("fail") || command.calls("required")) && operands.size() > 1) {
      message(operands.get(1), command.start());
    } else if (command.calls("fail") && piped) {
      edits.insert(command.start(), "print \"%s\" | ".formatted(mark.apply(command.start())));
    }
    has(command, piped);
  }

  private void function(Operand.Function function, boolean head) {
    String name = function.name();
    int start = function.start();
    Optional<String> instead =
        name.equals("lookup")
            ? Optional.of(head ? "omit (dict)" : "(omit (dict))")
            : SteadyFunctions.instead(name, mark.apply(start) + start);
    instead.ifPresent(text -> edits.replace(start, start + name.length(), text));
  }

  /** A key of the kind that is made in a millisecond, where others take seconds each time. */
  private void key(Operand kind) {
    if (kind instanceof Operand.Text) {
      edits.replace(kind.start(), kind.end(), "\"ecdsa\"");
    }
  }

  /** {@code .Capabilities.KubeVersion} prints itself as its version. */
  private void version(Operand operand) {
    boolean plain =
        operand instanceof Operand.Fields
            || operand instanceof Operand.Variable
            || operand instanceof Operand.Group;
    if (plain
        && !operand.fields().isEmpty()
        && operand.fields().getLast().text().equals("KubeVersion")) {
      edits.insert(operand.start(), "(include \"%s\" ".formatted(VERSION));
      edits.insert(operand.end(), ")");
    }
  }

  /** {@code tpl A B} is {@code include "bulkhead.tpl" (list A B)}, piped or not. */
  private void tpl(Command command, boolean piped) {
    Operand head = command.head();
    if (piped) {
      edits.replace(head.start(), head.end(), "list");
      edits.insert(command.end(), " | include \"%s\"".formatted(TPL));
    } else {
      edits.replace(head.start(), head.end(), "include \"%s\" (list".formatted(TPL));
      edits.insert(command.end(), ")");
    }
  }

  private void message(Operand message, int at) {
    edits.insert(message.start(), "(print \"%s\" ".formatted(mark.apply(at)));
    edits.insert(message.end(), ")");
  }

  /** {@code X.Has A}: whether the list X holds A, as the boolean that the method answers. */
  private void has(Command command, boolean piped) {
    Operand head = command.head();
    boolean called = command.operands().size() == 2 || (piped && command.operands().size() == 1);
    if (!called || head.fields().isEmpty() || !head.fields().getLast().text().equals("Has")) {
      return;
    }
    edits.insert(
        head.start(), piped ? "list " : "eq \"true\" (include \"%s\" (list ".formatted(HAS));
    int dot = head.fields().getLast().start();
    if (head instanceof Operand.Fields fields && fields.fields().size() == 1) {
      edits.replace(dot, head.end(), ". ");
    } else {
      edits.replace(dot, head.end(), " ");
    }
    edits.insert(command.end(), piped ? " | include \"%s\" | eq \"true\"".formatted(HAS) : "))");
  }
}
