package dev.bulkhead.render;

import dev.bulkhead.render.DocumentBuilder.Written;
import dev.bulkhead.render.PlainDocuments.NotPlain;

/** The flow collections of plain documents, which end on the line on which they begin. */
final class PlainFlow {
  private final PlainLine line;
  private final PlainScalars scalars;
  private final DocumentBuilder builder;

  PlainFlow(PlainLine line, PlainScalars scalars, DocumentBuilder builder) {
    this.line = line;
    this.scalars = scalars;
    this.builder = builder;
  }

  /** Reads the collection that begins here; the builder bounds how deep it goes. */
  void collection() throws NotPlain, Refusal {
    boolean mapping = line.at('{');
    char closing = mapping ? '}' : ']';
    if (mapping) {
      builder.openMapping(line.spot(), "");
    } else {
      builder.openSequence(line.spot(), "");
    }
    line.skip(1);
    line.skipSpaces();
    if (!line.at(closing)) {
      items(mapping);
    }
    take(closing);
    builder.close();
  }

  private void items(boolean mapping) throws NotPlain, Refusal {
    while (true) {
      if (mapping) {
        Spot spot = line.spot();
        Written name = scalars.name();
        if (name == null) {
          throw new NotPlain();
        }
        builder.scalar(spot, name);
        take(':');
        take(' ');
        line.skipSpaces();
      }
      value();
      line.skipSpaces();
      if (!line.at(',')) {
        return;
      }
      line.skip(1);
      take(' ');
      line.skipSpaces();
    }
  }

  private void value() throws NotPlain, Refusal {
    char first = line.here();
    if (first == '{' || first == '[') {
      collection();
      return;
    }
    Spot spot = line.spot();
    builder.scalar(spot, first == '"' || first == '\'' ? scalars.quoted() : plain());
  }

  /** A scalar without quotes, of the characters that mean nothing in flow context. */
  private Written plain() throws NotPlain {
    int dashes = 0;
    while (line.peek(dashes) == '-') {
      dashes++;
    }
    char first = line.peek(dashes);
    if (!PlainScalars.isLetterOrDigit(first) && "/_.$".indexOf(first) < 0) {
      throw new NotPlain();
    }
    int length = 1;
    for (int i = 1; isOfPlain(i); i++) {
      if (line.peek(i) != ' ') {
        length = i + 1;
      }
    }
    String content = line.text(length);
    line.skip(length);
    return new Written(content, true, "", "", line.number());
  }

  private boolean isOfPlain(int distance) {
    char c = line.peek(distance);
    return PlainScalars.isLetterOrDigit(c)
        || " _./-+=$@%".indexOf(c) >= 0
        || (c == ':' && PlainScalars.isLetterOrDigit(line.peek(distance + 1)));
  }

  private void take(char expected) throws NotPlain {
    if (!line.at(expected)) {
      throw new NotPlain();
    }
    line.skip(1);
  }
}
