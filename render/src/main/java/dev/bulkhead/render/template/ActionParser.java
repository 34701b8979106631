package dev.bulkhead.render.template;

import dev.bulkhead.render.template.Operand.Name;
import dev.bulkhead.render.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what stands inside of one tag (Go's {@code parse.go}, from {@code pipeline} down). */
final class ActionParser {
  private static final int MAX_PARENTHESES = 200;
  private static final Set<Kind> NOT_CALLABLE =
      Set.of(Kind.BOOL, Kind.NIL, Kind.NUMBER, Kind.CHAR, Kind.STRING, Kind.RAW_STRING, Kind.DOT);

  private final String text;
  private final List<Token> tokens;
  private int next = 1;
  private int depth;

  ActionParser(String text, Tag tag) {
    this.text = text;
    this.tokens = tag.tokens();
  }

  /** The next token that is no space, without taking it. */
  Token peek() {
    while (tokens.get(next).kind() == Kind.SPACE) {
      next++;
    }
    return tokens.get(next);
  }

  /** Takes the next token that is no space; the closing braces are never passed. */
  Token take() {
    Token token = peek();
    if (token.kind() != Kind.CLOSE) {
      next++;
    }
    return token;
  }

  /** The word of the language that the tag begins with, or null. */
  @Nullable String keyword() {
    Token token = peek();
    return token.kind() == Kind.KEYWORD ? token.in(text) : null;
  }

  /** Takes the closing braces, or complains. */
  void expectClose(String context) {
    Token token = peek();
    if (token.kind() != Kind.CLOSE) {
      throw unexpected(token, context);
    }
  }

  /** Takes the name of a template. */
  Token expectName(String context) {
    Token token = take();
    if (token.kind() != Kind.STRING && token.kind() != Kind.RAW_STRING) {
      throw unexpected(token, context);
    }
    return token;
  }

  /** Whether nothing is left. */
  boolean atClose() {
    return peek().kind() == Kind.CLOSE;
  }

  /** A whole pipeline, up to the closing braces. */
  Pipeline pipeline(String context) {
    return pipeline(context, Kind.CLOSE);
  }

  private Pipeline pipeline(String context, Kind end) {
    int start = peek().start();
    var variables = new ArrayList<Token>();
    boolean assigns = declarations(context, variables);
    var commands = new ArrayList<Pipeline.Command>();
    int last = start;
    while (peek().kind() != end) {
      Token first = peek();
      if (first.kind() == Kind.KEYWORD || !startsOperand(first.kind())) {
        throw unexpected(first, context);
      }
      var command = command();
      if (!commands.isEmpty() && NOT_CALLABLE.contains(first.kind())) {
        throw new Fault(first.start(), "a value cannot take what the bar before it hands on");
      }
      commands.add(command);
      last = command.end();
      if (peek().kind() == Kind.PIPE) {
        Token bar = take();
        if (peek().kind() == end) {
          throw new Fault(bar.start(), "nothing follows the bar");
        }
      }
    }
    if (commands.isEmpty()) {
      throw new Fault(start, "the %s has no value".formatted(context));
    }
    return new Pipeline(variables, assigns, commands, start, last);
  }

  /** The variables that a pipeline begins with; answers whether they are assigned to. */
  private boolean declarations(String context, List<Token> variables) {
    while (peek().kind() == Kind.VARIABLE) {
      int before = next;
      Token variable = take();
      Token after = peek();
      if (after.kind() == Kind.ASSIGN || after.kind() == Kind.DECLARE) {
        take();
        variables.add(variable);
        return after.kind() == Kind.ASSIGN;
      }
      if (after.kind() != Kind.OTHER || !after.in(text).equals(",")) {
        next = before;
        return false;
      }
      take();
      variables.add(variable);
      if (!context.equals("range") || variables.size() > 1) {
        throw new Fault(variable.start(), "the %s declares too many variables".formatted(context));
      }
    }
    return false;
  }

  private static boolean startsOperand(Kind kind) {
    return switch (kind) {
      case DOT, FIELD, VARIABLE, IDENTIFIER, NIL, BOOL, NUMBER, CHAR, STRING, RAW_STRING -> true;
      case LEFT_PAREN -> true;
      case OPEN, CLOSE, COMMENT, SPACE, KEYWORD, PIPE, ASSIGN, DECLARE, RIGHT_PAREN, OTHER -> false;
    };
  }

  private Pipeline.Command command() {
    var operands = new ArrayList<Operand>();
    while (true) {
      operands.add(operand());
      Token after = tokens.get(next);
      switch (after.kind()) {
        case SPACE -> {
          Kind following = peek().kind();
          if (!startsOperand(following)) {
            return new Pipeline.Command(operands);
          }
        }
        case CLOSE, RIGHT_PAREN, PIPE -> {
          return new Pipeline.Command(operands);
        }
        default -> throw unexpected(after, "command");
      }
    }
  }

  private Operand operand() {
    Token token = take();
    String written = token.in(text);
    int start = token.start();
    return switch (token.kind()) {
      case DOT -> plain(new Operand.Dot(start, token.end()));
      case FIELD -> {
        List<Name> names = fields(token);
        yield new Operand.Fields(names, start, names.getLast().end());
      }
      case VARIABLE -> {
        List<Name> names = fields(null);
        yield new Operand.Variable(written, names, start, end(token, names));
      }
      case IDENTIFIER -> {
        List<Name> names = fields(null);
        yield new Operand.Function(written, names, start, end(token, names));
      }
      case LEFT_PAREN -> group(token);
      case STRING, RAW_STRING ->
          plain(new Operand.Text(Quotes.value(written, start), start, token.end()));
      case BOOL, NIL, NUMBER, CHAR ->
          plain(new Operand.Constant(token.kind(), written, start, token.end()));
      default -> throw unexpected(token, "command");
    };
  }

  private Operand group(Token open) {
    if (++depth > MAX_PARENTHESES) {
      throw new Fault(
          open.start(), "parentheses are nested more than %d deep".formatted(MAX_PARENTHESES));
    }
    Pipeline inner = pipeline("parenthesised pipeline", Kind.RIGHT_PAREN);
    Token close = take();
    depth--;
    List<Name> names = fields(null);
    return new Operand.Group(inner, names, open.start(), end(close, names));
  }

  private Operand plain(Operand value) {
    Token after = tokens.get(next);
    if (after.kind() == Kind.FIELD) {
      throw new Fault(after.start(), "this value has no fields");
    }
    return value;
  }

  private List<Name> fields(@Nullable Token first) {
    var names = new ArrayList<Name>();
    if (first != null) {
      names.add(name(first));
    }
    while (tokens.get(next).kind() == Kind.FIELD) {
      names.add(name(tokens.get(next++)));
    }
    return names;
  }

  private Name name(Token field) {
    return new Name(text.substring(field.start() + 1, field.end()), field.start(), field.end());
  }

  private static int end(Token token, List<Name> names) {
    return names.isEmpty() ? token.end() : names.getLast().end();
  }

  private Fault unexpected(Token token, String context) {
    if (token.kind() == Kind.CLOSE) {
      return new Fault(token.start(), "the %s ends too early".formatted(context));
    }
    return new Fault(
        token.start(), "\"%s\" cannot stand in a %s".formatted(token.in(text), context));
  }
}
