package dev.bulkhead.render.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the tags of a template together to a tree (Go's {@code parse.go}, down to the controls). */
final class TreeParser {
  private static final int MAX_DEPTH = 200;

  private final String text;
  private final List<Tag> tags;
  private int next;
  private int at;
  private int depth;
  private int ranges;

  TreeParser(String text) {
    this.text = text;
    this.tags = new Lexer(text).tags();
  }

  /** The whole template. */
  List<Part> parse() {
    Body body = body(null, true);
    if (body.stop() != null) {
      throw new Fault(
          body.stop().start(),
          "there is nothing here that \"%s\" could belong to".formatted(word(body.stop())));
    }
    return body.parts();
  }

  /** Parts up to an {@code else}, an {@code end}, or the end of the text. */
  private record Body(List<Part> parts, @Nullable Tag stop) {}

  private Body body(@Nullable Tag opener, boolean top) {
    var parts = new ArrayList<Part>();
    while (next < tags.size()) {
      Tag tag = tags.get(next);
      text(parts, tag);
      next++;
      at = tag.end();
      String word = word(tag);
      if (word.equals("end") || word.equals("else")) {
        return new Body(parts, tag);
      }
      parts.add(part(tag, word, top));
    }
    text(parts, null);
    if (opener != null) {
      throw new Fault(opener.start(), "\"%s\" has no end".formatted(word(opener)));
    }
    return new Body(parts, null);
  }

  private void text(List<Part> parts, @Nullable Tag following) {
    int end = following == null ? text.length() : following.start();
    if (at == end) {
      return;
    }
    int from = at;
    int to = end;
    if (following != null && following.trimsBefore()) {
      while (to > from && Lexer.isSpace(text.charAt(to - 1))) {
        to--;
      }
    }
    if (next > 0 && tags.get(next - 1).trimsAfter()) {
      while (from < to && Lexer.isSpace(text.charAt(from))) {
        from++;
      }
    }
    parts.add(new Part.Text(at, end, from, to));
    at = end;
  }

  private Part part(Tag tag, String word, boolean top) {
    var parser = new ActionParser(text, tag);
    return switch (word) {
      case "/*" -> new Part.Comment(tag);
      case "if", "with" -> nested(tag, () -> branch(tag, word));
      case "range" -> {
        ranges++;
        Part part = nested(tag, () -> branch(tag, word));
        ranges--;
        yield part;
      }
      case "define" -> {
        if (!top) {
          throw new Fault(tag.start(), "\"define\" cannot stand inside of another action");
        }
        yield nested(tag, () -> define(tag, parser));
      }
      case "block" -> nested(tag, () -> block(tag, parser));
      case "template" -> call(tag, parser);
      case "break", "continue" -> {
        parser.take();
        parser.expectClose(word);
        if (ranges == 0) {
          throw new Fault(tag.start(), "\"%s\" stands outside of a range".formatted(word));
        }
        yield new Part.Jump(tag, word);
      }
      default -> new Part.Output(tag, parser.pipeline("action"));
    };
  }

  private Part nested(Tag tag, java.util.function.Supplier<Part> inner) {
    if (++depth > MAX_DEPTH) {
      throw new Fault(tag.start(), "actions are nested more than %d deep".formatted(MAX_DEPTH));
    }
    Part part = inner.get();
    depth--;
    return part;
  }

  private Part branch(Tag first, String word) {
    var arms = new ArrayList<Part.Arm>();
    Tag tag = first;
    var parser = new ActionParser(text, tag);
    parser.take();
    Pipeline condition = parser.pipeline(word);
    while (true) {
      Body body = body(first, false);
      Tag stop = stopOf(body, first);
      arms.add(new Part.Arm(tag, condition, body.parts()));
      if (word(stop).equals("end")) {
        return new Part.Branch(word, arms, ended(stop));
      }
      if (condition == null) {
        throw new Fault(stop.start(), "this \"%s\" has an \"else\" already".formatted(word));
      }
      tag = stop;
      condition = otherwise(stop, word);
    }
  }

  /** The condition of {@code else if} and {@code else with}; null for a plain {@code else}. */
  private @Nullable Pipeline otherwise(Tag tag, String word) {
    var parser = new ActionParser(text, tag);
    parser.take();
    if (!word.equals("range") && word.equals(parser.keyword())) {
      parser.take();
      return parser.pipeline(word);
    }
    parser.expectClose("else");
    return null;
  }

  private Part define(Tag tag, ActionParser parser) {
    parser.take();
    Token name = parser.expectName("define");
    parser.expectClose("define");
    Body body = inNoRange(tag);
    return new Part.Define(
        tag, Quotes.value(name.in(text), name.start()), body.parts(), plainEnd(body, tag));
  }

  private Part block(Tag tag, ActionParser parser) {
    parser.take();
    Token name = parser.expectName("block");
    Pipeline argument = parser.pipeline("block");
    Body body = inNoRange(tag);
    return new Part.Block(
        tag,
        Quotes.value(name.in(text), name.start()),
        argument,
        body.parts(),
        plainEnd(body, tag));
  }

  /** A named template is no part of the range around it. */
  private Body inNoRange(Tag tag) {
    int outer = ranges;
    ranges = 0;
    Body body = body(tag, false);
    ranges = outer;
    return body;
  }

  private Part call(Tag tag, ActionParser parser) {
    parser.take();
    Token name = parser.expectName("template");
    Pipeline argument = parser.atClose() ? null : parser.pipeline("template");
    return new Part.Call(tag, Quotes.value(name.in(text), name.start()), name, argument);
  }

  private Tag plainEnd(Body body, Tag opener) {
    Tag stop = stopOf(body, opener);
    if (!word(stop).equals("end")) {
      throw new Fault(stop.start(), "\"%s\" has no \"else\"".formatted(word(opener)));
    }
    return ended(stop);
  }

  private Tag ended(Tag tag) {
    var parser = new ActionParser(text, tag);
    parser.take();
    parser.expectClose("end");
    return tag;
  }

  private Tag stopOf(Body body, Tag opener) {
    if (body.stop() == null) {
      throw new Fault(opener.start(), "\"%s\" has no end".formatted(word(opener)));
    }
    return body.stop();
  }

  /** The keyword of a tag, {@code /*} for a comment, the empty string for a pipeline. */
  private String word(Tag tag) {
    if (tag.tokens().get(1).kind() == Token.Kind.COMMENT) {
      return "/*";
    }
    String keyword = new ActionParser(text, tag).keyword();
    return keyword == null ? "" : keyword;
  }
}
