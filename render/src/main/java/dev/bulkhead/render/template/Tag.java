package dev.bulkhead.render.template;

import java.util.List;

/**
 * Everything from one pair of opening braces to the closing pair.
 *
 * @param tokens its words in order; they cover it without a gap
 * @param trimsBefore whether it takes away the white space before it
 * @param trimsAfter whether it takes away the white space after it
 */
public record Tag(List<Token> tokens, boolean trimsBefore, boolean trimsAfter) {
  public Tag {
    tokens = List.copyOf(tokens);
  }

  /** The offset of the first brace. */
  public int start() {
    return tokens.getFirst().start();
  }

  /** The offset after the last brace. */
  public int end() {
    return tokens.getLast().end();
  }

  /** The offset after the opening braces and their marker. */
  public int innerStart() {
    return tokens.getFirst().end();
  }

  /** The offset of the closing braces or of the space before their marker. */
  public int innerEnd() {
    return tokens.getLast().start();
  }
}
