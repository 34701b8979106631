package dev.bulkhead.render.template;

/** Resolves Go's string literals (language specification, "String literals"). */
final class Quotes {
  private Quotes() {}

  /**
   * What a literal stands for.
   *
   * @param literal with its quotes
   * @param at its offset, for complaints
   */
  static String value(String literal, int at) {
    String inner = literal.substring(1, literal.length() - 1);
    if (literal.charAt(0) == '`') {
      return inner.replace("\r", "");
    }
    if (inner.indexOf('\\') < 0) {
      return inner;
    }
    var value = new StringBuilder();
    int i = 0;
    while (i < inner.length()) {
      char letter = inner.charAt(i++);
      if (letter != '\\') {
        value.append(letter);
        continue;
      }
      char escape = inner.charAt(i++);
      int digits = digits(escape, at);
      if (digits == 0) {
        value.append(simple(escape, at));
        continue;
      }
      boolean octal = digits == 3;
      int from = octal ? i - 1 : i;
      if (from + digits > inner.length()) {
        throw malformed(at);
      }
      value.append(number(inner.substring(from, from + digits), octal ? 8 : 16, at));
      i = from + digits;
    }
    return value.toString();
  }

  private static int digits(char escape, int at) {
    return switch (escape) {
      case 'x' -> 2;
      case 'u' -> 4;
      case 'U' -> 8;
      case '0', '1', '2', '3', '4', '5', '6', '7' -> 3;
      case 'a', 'b', 'f', 'n', 'r', 't', 'v', '\\', '"' -> 0;
      default -> throw malformed(at);
    };
  }

  private static char simple(char escape, int at) {
    return switch (escape) {
      case 'a' -> 0x07;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0b;
      case '\\', '"' -> escape;
      default -> throw malformed(at);
    };
  }

  private static String number(String digits, int radix, int at) {
    try {
      return Character.toString(Integer.parseUnsignedInt(digits, radix));
    } catch (IllegalArgumentException notOne) {
      throw malformed(at);
    }
  }

  private static Fault malformed(int at) {
    return new Fault(at, "the string holds an unknown escape");
  }
}
