package dev.bulkhead.variants;

import dev.bulkhead.model.Node.Scalar;
import dev.bulkhead.render.template.Operand;
import dev.bulkhead.render.template.Pipeline;
import dev.bulkhead.render.template.Pipeline.Command;
import dev.bulkhead.render.template.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what the expressions of templates stand for, and notes which values they use. */
final class Expressions {
  private static final int MAX_PATH = 30;

  /** Names of files are put together from it; the files themselves are read anyway. */
  private static final Meaning TEMPLATE =
      new Meaning.Dictionary(Map.of("BasePath", new Meaning.Known(Literal.text("templates"))));

  private final Walk walk;
  private final Uses uses;
  private final Functions functions;

  Expressions(Walk walk, Uses uses) {
    this.walk = walk;
    this.uses = uses;
    this.functions = new Functions(walk, this, uses);
  }

  /** What a pipeline results in; its variables take it. */
  Argument pipeline(Pipeline pipeline, Frame frame) {
    Argument result = null;
    for (Command command : pipeline.commands()) {
      result = command(command, result, frame);
    }
    Meaning meaning = result == null ? Meaning.unknown() : result.meaning();
    String text = frame.file().template().text();
    for (Token variable : pipeline.variables()) {
      if (pipeline.assigns()) {
        frame.variables().assign(variable.in(text), meaning);
      } else {
        frame.variables().declare(variable.in(text), meaning);
      }
    }
    return new Argument(meaning, frame.site(pipeline.commands().getFirst().start()));
  }

  private Argument command(Command command, @Nullable Argument piped, Frame frame) {
    Site site = piped == null ? frame.site(command.start()) : piped.site();
    if (walk.isTooMuch(1)) {
      return new Argument(Meaning.unknown(), site);
    }
    var arguments = new ArrayList<Argument>();
    for (Operand operand : command.operands().subList(1, command.operands().size())) {
      arguments.add(new Argument(operand(operand, frame), frame.site(operand.start())));
    }
    if (piped != null) {
      arguments.add(piped);
    }
    if (command.head() instanceof Operand.Function function) {
      Meaning result = functions.call(function.name(), arguments, frame);
      return new Argument(used(fields(result, function.fields(), frame)), site);
    }
    Meaning value = operand(command.head(), frame);
    return new Argument(arguments.isEmpty() ? value : Meaning.unknown(), site);
  }

  private Meaning operand(Operand operand, Frame frame) {
    if (walk.isTooMuch(1)) {
      return Meaning.unknown();
    }
    Meaning start =
        switch (operand) {
          case Operand.Dot _, Operand.Fields _ -> frame.cursor();
          case Operand.Variable variable -> frame.variables().get(variable.name());
          case Operand.Function function -> functions.call(function.name(), List.of(), frame);
          case Operand.Group group -> pipeline(group.pipeline(), frame).meaning();
          case Operand.Text text -> new Meaning.Known(Literal.text(text.value()));
          case Operand.Constant constant -> constant(constant);
        };
    return used(fields(start, operand.fields(), frame));
  }

  private Meaning used(Meaning meaning) {
    uses.mention(meaning);
    return meaning;
  }

  private static Meaning constant(Operand.Constant constant) {
    return switch (constant.kind()) {
      case BOOL -> new Meaning.Known(new Literal(Scalar.Type.BOOLEAN, constant.written()));
      case NUMBER -> {
        Literal number = Literal.text(constant.written()).asSet();
        yield number.type() == Scalar.Type.INTEGER ? new Meaning.Known(number) : Meaning.unknown();
      }
      default -> Meaning.unknown();
    };
  }

  private Meaning fields(Meaning of, List<Operand.Name> names, Frame frame) {
    Meaning meaning = of;
    for (Operand.Name name : names) {
      meaning = field(meaning, name.text(), frame);
    }
    return meaning;
  }

  /** What a field of something stands for. */
  Meaning field(Meaning of, String name, Frame frame) {
    if (of instanceof Meaning.Several several) {
      if (walk.isTooMuch(several.weight())) {
        return Meaning.unknown();
      }
      return Meaning.anyOf(
          several.options().stream().map(option -> field(option, name, frame)).toList());
    }
    return switch (of) {
      case Meaning.Root root -> ofContext(root.chart(), name);
      case Meaning.Unknown _ -> ofContext(frame.chart(), name);
      case Meaning.Values values -> {
        ValuePath global = ValuePath.of(ValuePath.GLOBAL);
        yield value(name.equals(ValuePath.GLOBAL) ? global : values.chart().child(name));
      }
      case Meaning.Value value ->
          value.view() == Meaning.View.PLAIN ? value(value.path().child(name)) : Meaning.unknown();
      case Meaning.Dictionary dictionary -> {
        Meaning entry = dictionary.entries().get(name);
        yield entry == null ? Meaning.unknown() : entry;
      }
      case Meaning.Items _, Meaning.Known _, Meaning.Several _ -> Meaning.unknown();
    };
  }

  /**
   * A field of a chart's cursor. What is not known is taken for one where these two names are asked
   * of it, since nothing else has them in practice.
   */
  private Meaning ofContext(ValuePath chart, String name) {
    return switch (name) {
      case "Values" -> new Meaning.Values(chart);
      case "Template" -> TEMPLATE;
      case "Capabilities" -> {
        uses.version();
        yield Meaning.unknown();
      }
      default -> Meaning.unknown();
    };
  }

  private static Meaning value(ValuePath path) {
    return path.names().size() > MAX_PATH
        ? Meaning.unknown()
        : new Meaning.Value(path, Meaning.View.PLAIN);
  }
}
