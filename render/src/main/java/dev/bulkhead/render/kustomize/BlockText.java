package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.ConcealedLines.Range;
import dev.bulkhead.render.Placement;
import java.util.List;

/**
 * A text within a file that is itself YAML: a patch that a kustomization spells out. In a literal
 * block ({@code |}) every character has its place; otherwise all that is known is where it begins.
 *
 * @param lines of the file
 */
record BlockText(Node.Scalar scalar, List<String> lines) {
  BlockText {
    lines = List.copyOf(lines);
  }

  /** Where the characters of the text stand in the file. */
  Placement placement() {
    Location at = scalar.at();
    int indent = indent();
    if (indent < 0) {
      var roughly = new Location(at.file(), at.line(), at.column(), false);
      return (line, column) -> roughly;
    }
    return (line, column) -> Location.exact(at.file(), at.line() + line, column + indent);
  }

  /** The lines of the file that the text takes up, as far as can be told. */
  Range range() {
    int first = scalar.at().line();
    return new Range(first, first + (int) scalar.text().lines().count() + 1);
  }

  /** How far a literal block is indented; -1 where the text is no such block. */
  private int indent() {
    int header = scalar.at().line() - 1;
    List<String> text = scalar.text().lines().toList();
    if (header < 0 || header + text.size() >= lines.size() || !isLiteral(lines.get(header))) {
      return -1;
    }
    int indent = -1;
    for (int i = 0; i < text.size(); i++) {
      String line = lines.get(header + 1 + i);
      if (text.get(i).isBlank()) {
        continue;
      }
      int before = line.length() - text.get(i).length();
      boolean isSame = before >= 0 && line.endsWith(text.get(i));
      if (!isSame || (indent >= 0 && before != indent)) {
        return -1;
      }
      indent = before;
    }
    return indent;
  }

  private boolean isLiteral(String line) {
    int column = scalar.at().column() - 1;
    return column >= 0 && column < line.length() && line.charAt(column) == '|';
  }
}
