package dev.bulkhead.variants;

import dev.bulkhead.render.template.Part;
import dev.bulkhead.render.template.Pipeline;
import dev.bulkhead.render.template.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads stretches of templates, and finds what they print where that is a single thing. */
final class Bodies {
  private static final Meaning NOTHING = new Meaning.Known(Literal.text(""));

  private final Walk walk;
  private final Uses uses;
  private final Expressions expressions;

  Bodies(Walk walk, Uses uses) {
    this.walk = walk;
    this.uses = uses;
    this.expressions = new Expressions(walk, uses);
  }

  /** Reads a stretch and answers what it prints; unknown where several things follow another. */
  Meaning read(List<Part> parts, Frame frame) {
    Meaning printed = NOTHING;
    for (Part part : parts) {
      if (walk.isTooMuch(1)) {
        return Meaning.unknown();
      }
      Meaning more = part(part, frame);
      if (!more.equals(NOTHING)) {
        printed = printed.equals(NOTHING) ? more : Meaning.unknown();
      }
    }
    return printed;
  }

  private Meaning part(Part part, Frame frame) {
    return switch (part) {
      case Part.Text text -> text(text, frame);
      case Part.Output output -> output(output, frame);
      case Part.Call call -> walk.call(call.name(), cursor(call.argument(), frame), frame);
      case Part.Block block -> walk.call(block.name(), cursor(block.argument(), frame), frame);
      case Part.Branch branch -> branch(branch, frame.inner());
      case Part.Comment _, Part.Define _, Part.Jump _ -> NOTHING;
    };
  }

  private static Meaning text(Part.Text part, Frame frame) {
    String text = frame.file().template().text().substring(part.from(), part.to());
    return text.isBlank() ? NOTHING : new Meaning.Known(Literal.text(text.strip()));
  }

  private Meaning output(Part.Output output, Frame frame) {
    Meaning printed = expressions.pipeline(output.pipeline(), frame).meaning();
    if (!output.prints()) {
      return NOTHING;
    }
    uses.print(printed);
    return printed;
  }

  private Meaning cursor(@Nullable Pipeline argument, Frame frame) {
    return argument == null ? Meaning.unknown() : expressions.pipeline(argument, frame).meaning();
  }

  private Meaning branch(Part.Branch branch, Frame frame) {
    var printed = new ArrayList<Meaning>();
    for (Part.Arm arm : branch.arms()) {
      Pipeline condition = arm.condition();
      if (condition == null || isRefusal(condition, arm.body())) {
        printed.add(read(arm.body(), frame.inner()));
      } else {
        printed.add(arm(branch.word(), condition, arm.body(), frame));
      }
    }
    return Meaning.anyOf(printed);
  }

  private Meaning arm(String word, Pipeline condition, List<Part> body, Frame frame) {
    Argument value = expressions.pipeline(condition, frame);
    if (word.equals("range")) {
      Meaning item = item(value.meaning());
      iterate(condition.variables(), item, frame);
      read(body, frame.inner(item));
      return Meaning.unknown();
    }
    uses.test(value.meaning(), value.site());
    return read(body, word.equals("with") ? frame.inner(value.meaning()) : frame.inner());
  }

  /** Whether a value is only compared in order to refuse what it is compared with. */
  private static boolean isRefusal(Pipeline condition, List<Part> body) {
    return condition.commands().getLast().calls("eq")
        && body.stream()
            .anyMatch(
                part ->
                    part instanceof Part.Output output
                        && output.pipeline().commands().getLast().calls("fail"));
  }

  /** An item of a list that the template made; what lists of values hold is not known. */
  private static Meaning item(Meaning list) {
    var items = new ArrayList<Meaning>();
    for (Meaning option : list.options()) {
      if (option instanceof Meaning.Items all) {
        items.addAll(all.items());
      }
    }
    return Meaning.anyOf(items);
  }

  private static void iterate(List<Token> variables, Meaning item, Frame frame) {
    String text = frame.file().template().text();
    for (int i = 0; i < variables.size(); i++) {
      boolean isItem = i == variables.size() - 1;
      frame.variables().declare(variables.get(i).in(text), isItem ? item : Meaning.unknown());
    }
  }
}
