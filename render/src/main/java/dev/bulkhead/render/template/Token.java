package dev.bulkhead.render.template;

/**
 * One word of a template's action.
 *
 * @param start the offset of its first character in the template's text
 * @param end the offset after its last character
 */
public record Token(Kind kind, int start, int end) {
  /** What a token is, as in Go's {@code text/template/parse/lex.go}. */
  public enum Kind {
    /** The opening braces, with their trim marker and its space. */
    OPEN,
    /** The closing braces, with their trim marker and its space. */
    CLOSE,
    /** A comment, from its slash to its slash. */
    COMMENT,
    /** White space. */
    SPACE,
    /** The cursor: a dot alone. */
    DOT,
    /** A dot and a name. */
    FIELD,
    /** A dollar sign with the name that follows, if any. */
    VARIABLE,
    /** The name of a function. */
    IDENTIFIER,
    /** A word of the language: {@code if}, {@code range}, {@code end}. */
    KEYWORD,
    /** {@code nil}. */
    NIL,
    /** {@code true} or {@code false}. */
    BOOL,
    /** A number of whatever form. */
    NUMBER,
    /** A character between single quotes. */
    CHAR,
    /** Text between double quotes, with escapes. */
    STRING,
    /** Text between backquotes. */
    RAW_STRING,
    /** The bar between commands. */
    PIPE,
    /** {@code =}. */
    ASSIGN,
    /** {@code :=}. */
    DECLARE,
    /** An opening parenthesis. */
    LEFT_PAREN,
    /** A closing parenthesis. */
    RIGHT_PAREN,
    /** Any other printable character; only a comma has a use. */
    OTHER
  }

  /** The token as it was written. */
  public String in(String text) {
    return text.substring(start, end);
  }
}
