package dev.bulkhead.render.helm;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules of a {@code .helmignore} (Helm's {@code pkg/ignore/rules.go}): files that are no part
 * of the chart although they lie in its folder.
 */
final class HelmIgnore {
  private final List<Rule> rules;

  private HelmIgnore(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * One line.
   *
   * @param whole whether the pattern is held against the whole path, not only its last part
   */
  private record Rule(String pattern, boolean negated, boolean folder, boolean whole) {
    boolean matches(String path) {
      String name = whole ? path : path.substring(path.lastIndexOf('/') + 1);
      return ShellPattern.matches(pattern, name);
    }
  }

  /** Reads the rules; a line that Helm does not understand ends them, as it does in Helm. */
  static HelmIgnore of(String text) {
    var rules = new ArrayList<Rule>();
    for (String raw : text.split("\n", -1)) {
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.contains("**")) {
        break;
      }
      boolean negated = line.startsWith("!");
      String pattern = negated ? line.substring(1) : line;
      boolean folder = pattern.endsWith("/");
      pattern = folder ? pattern.substring(0, pattern.length() - 1) : pattern;
      boolean rooted = pattern.startsWith("/");
      rules.add(
          new Rule(
              rooted ? pattern.substring(1) : pattern,
              negated,
              folder,
              rooted || pattern.indexOf('/') >= 0));
    }
    rules.add(new Rule("templates/.?*", false, false, true));
    return new HelmIgnore(rules);
  }

  /** Whether a file is left out, by itself or with a folder above it. */
  boolean ignores(String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (ignores(path.substring(0, slash), true)) {
        return true;
      }
    }
    return ignores(path, false);
  }

  private boolean ignores(String path, boolean isFolder) {
    for (Rule rule : rules) {
      if (rule.negated()) {
        if ((rule.folder() && !isFolder) || !rule.matches(path)) {
          return true;
        }
      } else if ((!rule.folder() || isFolder) && rule.matches(path)) {
        return true;
      }
    }
    return false;
  }
}
