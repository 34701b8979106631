package dev.bulkhead.render;

import dev.bulkhead.render.DocumentBuilder.Written;
import dev.bulkhead.render.PlainDocuments.NotPlain;

/** A literal or folded block scalar of a plain document (YAML 1.2.2, section 8.1). */
final class PlainBlock {
  private final PlainLine line;
  private final int parent;
  private final StringBuilder content = new StringBuilder();

  /** Where the block begins. */
  PlainBlock(PlainLine line, int parent) {
    this.line = line;
    this.parent = parent;
  }

  /** Reads the block and the empty lines after it. */
  Written read() throws NotPlain {
    boolean folded = line.at('>');
    line.skip(1);
    char chomping = line.here();
    if (chomping == '-' || chomping == '+') {
      line.skip(1);
    }
    line.endLine();
    int indent = indentation();
    boolean ended = false;
    int feeds = skipEmpty(indent);
    content.repeat('\n', feeds);
    while (isContent(indent)) {
      boolean text = isText(indent);
      line.skip(indent);
      int length = line.rest();
      content.append(line.text(length));
      line.skip(length);
      ended = !line.atEnd();
      line.skipLine();
      feeds = skipEmpty(indent);
      if (isContent(indent)) {
        boolean joins = folded && text && isText(indent);
        content.append(joins ? (feeds == 0 ? " " : "") : "\n").repeat('\n', feeds);
      }
    }
    if (chomping != '-' && ended) {
      content.append('\n');
    }
    if (chomping == '+') {
      content.repeat('\n', feeds);
    }
    return new Written(content.toString(), false, "", "", line.number());
  }

  /** The indentation of the first line that is not empty; no line before it may have more. */
  private int indentation() throws NotPlain {
    int most = 0;
    for (int i = 0; ; ) {
      int column = line.spacesAt(i);
      i += column;
      if (line.peek(i) != '\n') {
        if (column <= parent || column < most) {
          throw new NotPlain();
        }
        return column;
      }
      most = Math.max(most, column);
      if (line.isLast(i)) {
        throw new NotPlain();
      }
      i++;
    }
  }

  /** Whether the line here belongs to the block; a line of spaces does if it has more of them. */
  private boolean isContent(int indent) {
    for (int i = 0; i < indent; i++) {
      if (line.peek(i) != ' ') {
        return false;
      }
    }
    return line.peek(indent) != '\n';
  }

  /** Whether the line here begins with no space of its own, so that it may be folded. */
  private boolean isText(int indent) {
    return line.peek(indent) != ' ' && line.peek(indent) != '\t';
  }

  /** Skips lines that are empty, and says how many. */
  private int skipEmpty(int indent) {
    int skipped = 0;
    while (!line.atEnd()) {
      int spaces = 0;
      while (spaces < indent && line.peek(spaces) == ' ') {
        spaces++;
      }
      if (line.peek(spaces) != '\n' || line.isLast(spaces)) {
        break;
      }
      line.skipLine();
      skipped++;
    }
    return skipped;
  }
}
