package dev.bulkhead.render.template;

import dev.bulkhead.render.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts a template into text and tags, and tags into tokens (Go's {@code lex.go}). */
final class Lexer {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";
  private static final Set<String> KEYWORDS =
      Set.of(
          "block", "break", "continue", "define", "else", "end", "if", "range", "template", "with");

  private final String text;
  private int at;
  private int parentheses;
  private List<Token> tokens = new ArrayList<>();

  Lexer(String text) {
    this.text = text;
  }

  /** The tags of the text, in order. */
  List<Tag> tags() {
    var tags = new ArrayList<Tag>();
    int open = text.indexOf(OPEN);
    while (open >= 0) {
      at = open;
      tags.add(tag());
      open = text.indexOf(OPEN, at);
    }
    return tags;
  }

  private Tag tag() {
    int start = at;
    tokens = new ArrayList<>();
    parentheses = 0;
    boolean trimsBefore = charAt(at + 2) == '-' && isSpace(charAt(at + 3));
    at += trimsBefore ? 4 : 2;
    boolean comment = text.startsWith("/*", at);
    tokens.add(new Token(Kind.OPEN, start, at));
    if (comment) {
      comment(start);
    }
    while (!atClose()) {
      if (at >= text.length()) {
        throw new Fault(start, "the action is not closed");
      }
      next(start);
    }
    if (parentheses > 0) {
      throw new Fault(at, "a parenthesis is not closed");
    }
    boolean trimsAfter = atTrimmingClose();
    int close = at;
    at += trimsAfter ? 4 : 2;
    tokens.add(new Token(Kind.CLOSE, close, at));
    return new Tag(tokens, trimsBefore, trimsAfter);
  }

  private void comment(int tagStart) {
    int start = at;
    int end = text.indexOf("*/", at + 2);
    if (end < 0) {
      throw new Fault(tagStart, "the comment is not closed");
    }
    at = end + 2;
    tokens.add(new Token(Kind.COMMENT, start, at));
    if (!atClose()) {
      throw new Fault(start, "the comment ends before the closing braces");
    }
  }

  private void next(int tagStart) {
    int start = at;
    int letter = text.codePointAt(at);
    if (isSpace(letter)) {
      space();
      return;
    }
    at += Character.charCount(letter);
    switch (letter) {
      case '=' -> add(Kind.ASSIGN, start);
      case ':' -> {
        if (charAt(at) != '=') {
          throw new Fault(start, "a colon must be followed by \"=\"");
        }
        at++;
        add(Kind.DECLARE, start);
      }
      case '|' -> add(Kind.PIPE, start);
      case '"' -> quoted('"', Kind.STRING, start, "the string");
      case '\'' -> quoted('\'', Kind.CHAR, start, "the character constant");
      case '`' -> raw(start);
      case '$' -> name(Kind.VARIABLE, start);
      case '(' -> {
        parentheses++;
        add(Kind.LEFT_PAREN, start);
      }
      case ')' -> {
        if (--parentheses < 0) {
          throw new Fault(start, "a parenthesis is closed that was not opened");
        }
        add(Kind.RIGHT_PAREN, start);
      }
      default -> word(letter, start, tagStart);
    }
  }

  private void word(int letter, int start, int tagStart) {
    if (letter == '.' && !isDecimal(charAt(at))) {
      if (at >= text.length()) {
        throw new Fault(tagStart, "the action is not closed");
      }
      name(Kind.FIELD, start);
    } else if (letter == '.' || letter == '+' || letter == '-' || isDecimal(letter)) {
      at = start;
      number(start);
    } else if (isAlphanumeric(letter)) {
      identifier(start);
    } else if (letter > ' ' && letter < 0x7f) {
      add(Kind.OTHER, start);
    } else {
      throw new Fault(start, "the character U+%04X has no meaning here".formatted(letter));
    }
  }

  private void space() {
    int start = at;
    while (isSpace(charAt(at)) && !atTrimmingClose()) {
      at++;
    }
    if (at > start) {
      add(Kind.SPACE, start);
    }
  }

  private void quoted(char quote, Kind kind, int start, String what) {
    while (true) {
      int letter = charAt(at++);
      if (letter == '\\') {
        letter = charAt(at++);
        if (letter != -1 && letter != '\n') {
          continue;
        }
      }
      if (letter == -1 || letter == '\n') {
        throw new Fault(start, what + " is not closed on its line");
      }
      if (letter == quote) {
        add(kind, start);
        return;
      }
    }
  }

  private void raw(int start) {
    int end = text.indexOf('`', at);
    if (end < 0) {
      throw new Fault(start, "the raw string is not closed");
    }
    at = end + 1;
    add(Kind.RAW_STRING, start);
  }

  /** A field or a variable, whose dot or dollar sign is behind. */
  private void name(Kind kind, int start) {
    if (atTerminator()) {
      add(kind == Kind.VARIABLE ? kind : Kind.DOT, start);
      return;
    }
    letters();
    add(kind, start);
  }

  private void identifier(int start) {
    letters();
    String word = text.substring(start, at);
    if (KEYWORDS.contains(word)) {
      add(Kind.KEYWORD, start);
    } else if (word.equals("nil")) {
      add(Kind.NIL, start);
    } else if (word.equals("true") || word.equals("false")) {
      add(Kind.BOOL, start);
    } else {
      add(Kind.IDENTIFIER, start);
    }
  }

  private void letters() {
    while (at < text.length() && isAlphanumeric(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    if (!atTerminator()) {
      throw new Fault(
          at, "the character \"%s\" cannot stand in a name".formatted(shown(text.codePointAt(at))));
    }
  }

  private static String shown(int letter) {
    return letter < ' ' ? "U+%04X".formatted(letter) : Character.toString(letter);
  }

  private void number(int start) {
    boolean sound = scanNumber();
    if (sound && (charAt(at) == '+' || charAt(at) == '-')) {
      sound = scanNumber() && charAt(at - 1) == 'i';
    }
    if (!sound) {
      throw new Fault(start, "the number is malformed");
    }
    add(Kind.NUMBER, start);
  }

  private boolean scanNumber() {
    accept("+-");
    String digits = "0123456789_";
    if (accept("0")) {
      if (accept("xX")) {
        digits = "0123456789abcdefABCDEF_";
      } else if (accept("oO")) {
        digits = "01234567_";
      } else if (accept("bB")) {
        digits = "01_";
      }
    }
    acceptAll(digits);
    if (accept(".")) {
      acceptAll(digits);
    }
    if (accept(digits.length() == 11 ? "eE" : digits.length() > 11 ? "pP" : "")) {
      accept("+-");
      acceptAll("0123456789_");
    }
    accept("i");
    return at >= text.length() || !isAlphanumeric(text.codePointAt(at));
  }

  private boolean accept(String valid) {
    int letter = charAt(at);
    if (letter >= 0 && valid.indexOf(letter) >= 0) {
      at++;
      return true;
    }
    return false;
  }

  private void acceptAll(String valid) {
    boolean more = true;
    while (more) {
      more = accept(valid);
    }
  }

  private void add(Kind kind, int start) {
    tokens.add(new Token(kind, start, at));
  }

  private boolean atClose() {
    return text.startsWith(CLOSE, at) || atTrimmingClose();
  }

  private boolean atTrimmingClose() {
    return isSpace(charAt(at)) && charAt(at + 1) == '-' && text.startsWith(CLOSE, at + 2);
  }

  private boolean atTerminator() {
    int letter = charAt(at);
    return letter == -1
        || isSpace(letter)
        || ".,|:)(".indexOf(letter) >= 0
        || text.startsWith(CLOSE, at);
  }

  private int charAt(int offset) {
    return offset < text.length() ? text.charAt(offset) : -1;
  }

  static boolean isSpace(int letter) {
    return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
  }

  private static boolean isDecimal(int letter) {
    return letter >= '0' && letter <= '9';
  }

  private static boolean isAlphanumeric(int letter) {
    return letter == '_' || Character.isLetter(letter) || Character.isDigit(letter);
  }
}
