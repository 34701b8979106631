package dev.bulkhead.variants;

import dev.bulkhead.model.Node;
import dev.bulkhead.render.template.Part;
import dev.bulkhead.render.template.Pipeline;
import dev.bulkhead.render.template.Template;
import dev.bulkhead.render.template.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads templates for how they use values, without rendering them: every branch is gone into, and a
 * named template is read once for each meaning of its cursor.
 */
final class Walk {
  /** Parts of templates, expressions and meanings that are looked at before it ends. */
  private static final int MAX_STEPS = 3_000_000;

  private static final int MAX_CALLS = 20_000;
  private static final int MAX_TEXTS = 1_000;

  private final Templates templates;
  private final Defaults defaults;
  private final Uses uses = new Uses();
  private final Expressions expressions;
  private final Deque<Call> open = new ArrayDeque<>();
  private final Set<Identity> seen = new HashSet<>();
  private int steps;
  private boolean exhausted;

  Walk(Templates templates, Defaults defaults) {
    this.templates = templates;
    this.defaults = defaults;
    this.expressions = new Expressions(this, uses);
  }

  /** A template to be read. */
  private record Call(List<Part> body, Frame frame) {}

  /** What makes a call the same as another. */
  private record Identity(String template, Meaning cursor, ValuePath chart) {}

  /** Reads templates and all that they call. */
  Walk read(List<Templates.Entry> entries) {
    for (Templates.Entry entry : entries) {
      ValuePath chart = entry.part().at();
      var frame = Frame.of(entry.file(), chart, new Meaning.Root(chart));
      open.add(new Call(entry.file().template().parts(), frame));
      while (!open.isEmpty()) {
        Call call = open.removeFirst();
        body(call.body(), call.frame());
      }
    }
    return this;
  }

  /** What was found. */
  Uses uses() {
    return uses;
  }

  /** Whether there was too much to read all of it. */
  boolean isExhausted() {
    return exhausted;
  }

  /** Counts work; answers whether there is too much of it. */
  boolean isTooMuch(int more) {
    steps += more;
    exhausted |= steps > MAX_STEPS;
    return exhausted;
  }

  /** Has a named template read for a cursor. */
  void call(String name, Meaning cursor, Frame from) {
    templates
        .named(name)
        .ifPresent(
            named ->
                call(
                    new Identity(name, cursor, from.chart()),
                    named.body(),
                    Frame.of(named.file(), from.chart(), cursor)));
  }

  private void call(Identity identity, List<Part> body, Frame frame) {
    if (seen.size() >= MAX_CALLS) {
      exhausted = true;
    } else if (seen.add(identity)) {
      open.add(new Call(body, frame));
    }
  }

  /** Heeds that any named template may be called. */
  void callUnknown() {
    if (templates.mayReachVersion()) {
      uses.version();
    }
  }

  /** Has the texts read that values hold by default and that are templates. */
  void callTexts(Meaning texts, Meaning cursor, Frame from) {
    for (Meaning.Value value : texts.values()) {
      if (defaults.of(value.path()) instanceof Defaults.Default.Given given) {
        for (Node.Scalar text : templatesIn(given.node())) {
          callText(text, cursor, from);
        }
      }
    }
  }

  private void callText(Node.Scalar text, Meaning cursor, Frame from) {
    if (Template.read(text.text()) instanceof Template.Reading.Valid(Template template)) {
      var file = new TemplateFile(template, (line, column) -> text.at());
      call(
          new Identity("tpl " + text.at() + " " + text.text(), cursor, from.chart()),
          template.parts(),
          Frame.of(file, from.chart(), cursor));
    }
  }

  private List<Node.Scalar> templatesIn(Node root) {
    var found = new ArrayList<Node.Scalar>();
    var left = new ArrayDeque<Node>(List.of(root));
    while (!left.isEmpty() && found.size() < MAX_TEXTS && !isTooMuch(1)) {
      switch (left.removeFirst()) {
        case Node.Mapping mapping -> left.addAll(mapping.fields().values());
        case Node.Sequence sequence -> left.addAll(sequence.items());
        case Node.Scalar scalar -> {
          if (scalar.text().contains("{{")) {
            found.add(scalar);
          }
        }
      }
    }
    return found;
  }

  private void body(List<Part> parts, Frame frame) {
    for (Part part : parts) {
      if (isTooMuch(1)) {
        return;
      }
      switch (part) {
        case Part.Output output -> {
          Meaning printed = expressions.pipeline(output.pipeline(), frame).meaning();
          if (output.prints()) {
            uses.print(printed);
          }
        }
        case Part.Call call -> {
          Pipeline argument = call.argument();
          Meaning cursor =
              argument == null
                  ? Meaning.unknown()
                  : expressions.pipeline(argument, frame).meaning();
          call(call.name(), cursor, frame);
        }
        case Part.Block block ->
            call(block.name(), expressions.pipeline(block.argument(), frame).meaning(), frame);
        case Part.Branch branch -> branch(branch, frame.inner());
        case Part.Text _, Part.Comment _, Part.Define _, Part.Jump _ -> {}
      }
    }
  }

  private void branch(Part.Branch branch, Frame frame) {
    for (Part.Arm arm : branch.arms()) {
      Pipeline condition = arm.condition();
      if (condition == null) {
        body(arm.body(), frame.inner());
        continue;
      }
      Argument value = expressions.pipeline(condition, frame);
      switch (branch.word()) {
        case "range" -> {
          Meaning item = item(value.meaning());
          iterate(condition.variables(), item, frame);
          body(arm.body(), frame.inner(item));
        }
        case "with" -> {
          uses.test(value.meaning(), value.site());
          body(arm.body(), frame.inner(value.meaning()));
        }
        default -> {
          uses.test(value.meaning(), value.site());
          body(arm.body(), frame.inner());
        }
      }
    }
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
