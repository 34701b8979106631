package dev.bulkhead.render.helm;

/** Shell patterns as Go's {@code path/filepath.Match} reads them; no star passes a slash. */
final class ShellPattern {
  private final String pattern;
  private final String name;

  private ShellPattern(String pattern, String name) {
    this.pattern = pattern;
    this.name = name;
  }

  /** Whether the whole name matches; a malformed pattern matches nothing. */
  static boolean matches(String pattern, String name) {
    return new ShellPattern(pattern, name).matches();
  }

  /** Goes back to the last star only, which is enough: an earlier one never needs to take more. */
  private boolean matches() {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      int after = p < pattern.length() && pattern.charAt(p) != '*' ? step(p, name.charAt(n)) : -1;
      if (after >= 0) {
        p = after;
        n++;
      } else if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = ++p;
        resume = n;
      } else if (star >= 0 && name.charAt(resume) != '/') {
        n = ++resume;
        p = star;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** The position after the element at {@code p} if it takes the letter, else -1. */
  private int step(int p, char letter) {
    return switch (pattern.charAt(p)) {
      case '?' -> letter == '/' ? -1 : p + 1;
      case '[' -> range(p + 1, letter);
      case '\\' -> p + 1 < pattern.length() && pattern.charAt(p + 1) == letter ? p + 2 : -1;
      default -> pattern.charAt(p) == letter ? p + 1 : -1;
    };
  }

  private int range(int from, char letter) {
    int p = from;
    boolean negated = p < pattern.length() && pattern.charAt(p) == '^';
    p += negated ? 1 : 0;
    boolean found = false;
    boolean first = true;
    while (p < pattern.length() && (first || pattern.charAt(p) != ']')) {
      first = false;
      p += pattern.charAt(p) == '\\' ? 1 : 0;
      if (p >= pattern.length()) {
        return -1;
      }
      char low = pattern.charAt(p++);
      char high = low;
      if (p + 1 < pattern.length() && pattern.charAt(p) == '-' && pattern.charAt(p + 1) != ']') {
        high = pattern.charAt(p + 1);
        p += 2;
      }
      found |= low <= letter && letter <= high;
    }
    if (p >= pattern.length() || letter == '/') {
      return -1;
    }
    return found != negated ? p + 1 : -1;
  }
}
