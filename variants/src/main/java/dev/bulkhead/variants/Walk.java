package dev.bulkhead.variants;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.template.Part;
import dev.bulkhead.render.template.Template;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads templates for how they use values, without rendering them: every branch is gone into, and a
 * named template is read once for each meaning of its cursor.
 */
final class Walk {
  /** Parts of templates, expressions and meanings that are looked at before it ends. */
  private static final int MAX_STEPS = 1_000_000;

  /** Deeper calls are read later, and what they print is not known where they are called. */
  private static final int MAX_DEPTH = 3;

  private static final int MAX_CALLS = 20_000;
  private static final int MAX_TEXTS = 1_000;

  private final Templates templates;
  private final Defaults defaults;
  private final Uses uses = new Uses();
  private final Bodies bodies;
  private final Deque<Call> open = new ArrayDeque<>();
  private final Map<Identity, Meaning> results = new HashMap<>();
  private int steps;
  private int depth;
  private boolean exhausted;

  Walk(Templates templates, Defaults defaults) {
    this.templates = templates;
    this.defaults = defaults;
    this.bodies = new Bodies(this, uses);
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
        bodies.read(call.body(), call.frame());
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

  /** Has a named template read for a cursor, and answers what it prints. */
  Meaning call(String name, Meaning cursor, Frame from) {
    Templates.Named named = templates.named(name).orElse(null);
    if (named == null || isTooMuch(cursor.weight())) {
      return Meaning.unknown();
    }
    var identity = new Identity(name, cursor, from.chart());
    return call(identity, named.body(), Frame.of(named.file(), from.chart(), cursor));
  }

  private Meaning call(Identity identity, List<Part> body, Frame frame) {
    Meaning known = results.get(identity);
    if (known != null) {
      return known;
    }
    if (results.size() >= MAX_CALLS) {
      exhausted = true;
      return Meaning.unknown();
    }
    results.put(identity, Meaning.unknown());
    if (depth == MAX_DEPTH) {
      open.add(new Call(body, frame));
      return Meaning.unknown();
    }
    depth++;
    Meaning result = bodies.read(body, frame).seenAs(Meaning.View.TEXT);
    depth--;
    results.put(identity, result);
    return result;
  }

  /** Heeds that any named template may be called. */
  void callUnknown() {
    if (templates.mayReachVersion()) {
      uses.version();
    }
  }

  /** Heeds that some text may be called that lies in the chart beside its templates. */
  void callUnknownText() {
    if (templates.textsMayReachVersion()) {
      uses.version();
    }
  }

  /** Has the texts read that values hold by default and that are templates. */
  void callTexts(Meaning texts, Meaning cursor, Frame from) {
    for (Meaning.Value value : texts.values()) {
      if (defaults.of(value.path()) instanceof Defaults.Default.Given given) {
        for (Node.Scalar text : templatesIn(given.node())) {
          callText(text.text(), text.at(), cursor, from);
        }
      }
    }
    for (Literal literal : texts.literals()) {
      callText(literal.text(), from.file().location(0), cursor, from);
    }
  }

  private void callText(String text, Location at, Meaning cursor, Frame from) {
    var identity = new Identity("tpl " + at + " " + text, cursor, from.chart());
    if (!results.containsKey(identity)
        && Template.read(text) instanceof Template.Reading.Valid(Template template)) {
      var file = new TemplateFile(template, (line, column) -> at);
      call(identity, template.parts(), Frame.of(file, from.chart(), cursor));
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
}
