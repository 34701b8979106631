package dev.bulkhead.render;

import dev.bulkhead.render.DocumentBuilder.Written;
import dev.bulkhead.render.TextLines.Place;

/**
 * Reads YAML documents of the plain kind, which nearly all manifests are, several times as fast as
 * the engine can: block mappings and sequences, indented by spaces; scalars that are plain, quoted
 * within a line, or blocks; flow collections within a line; comments.
 *
 * <p>It never judges. What it does not know for certain, be it rare (anchors, tags, tabs, carriage
 * returns) or wrong, it leaves to the engine, which says what it means or what is wrong with it.
 * The law that holds it: a document that it reads, the engine reads the same, to the column.
 */
final class PlainDocuments {
  /** Stands for the indentation of what comes after the last line of a document. */
  private static final int END = -1;

  private final String text;
  private final PlainLine current;
  private final Place start;

  /** Where the next document begins. */
  private Place next;

  /** The column of the first character of the line that is to be read, from 0. */
  private int indent;

  /**
   * Begins to read.
   *
   * @param start where the first document begins
   */
  PlainDocuments(String text, Place start) {
    this.text = text;
    this.current = new PlainLine(text);
    this.start = start;
    this.next = start;
  }

  /**
   * Whether each character of a text takes one unit of storage and one column, and only line feeds
   * end lines; in any other text no document is of the plain kind.
   */
  static boolean mayBeIn(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || (c >= 0x7f && isPeculiar(c))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPeculiar(char c) {
    return c <= '\u00a0' || c == '\u2028' || c == '\u2029' || c >= Character.MIN_SURROGATE;
  }

  /** Something stands here that is left to the engine. */
  static final class NotPlain extends Exception {
    private static final long serialVersionUID = 1L;

    NotPlain() {
      super(null, null, false, false);
    }
  }

  /** Whether the text goes on after the documents that were read. */
  boolean hasNext() {
    return next.offset() < text.length();
  }

  /** Where the first document begins that was not read; the text's end where all were. */
  Place place() {
    return next;
  }

  /**
   * Reads the next document.
   *
   * @return whether it is of the plain kind; if not, what the builder was given means nothing
   */
  boolean readNext(DocumentBuilder builder) {
    try {
      current.moveTo(next);
      if (current.isSeparator()) {
        current.skip(3);
        current.endLine();
      } else if (next.offset() > start.offset()) {
        throw new NotPlain();
      }
      toContent();
      if (indent != END) {
        new Body(builder).block(END);
        require(indent == END);
      }
      next = current.place();
      return true;
    } catch (NotPlain | Refusal _) {
      return false;
    }
  }

  /** Moves to the first character that is no comment, at or after the beginning of a line. */
  private void toContent() throws NotPlain {
    while (!current.atEnd()) {
      if (current.isSeparator()) {
        break;
      }
      current.skipSpaces();
      if (!current.atLineEnd() && !current.at('#')) {
        indent = current.column();
        require(indent > 0 || !current.at('.') || !current.startsWith("..."));
        require(!current.at('%') && !current.at('\t'));
        return;
      }
      current.skipLine();
    }
    indent = END;
  }

  private static void require(boolean plain) throws NotPlain {
    if (!plain) {
      throw new NotPlain();
    }
  }

  /** What stands between a document's separators. */
  private final class Body {
    private final DocumentBuilder builder;
    private final PlainScalars scalars;
    private final PlainFlow flow;

    Body(DocumentBuilder builder) {
      this.builder = builder;
      this.scalars = new PlainScalars(current);
      this.flow = new PlainFlow(current, scalars, builder);
    }

    /**
     * Reads what begins on a line of its own.
     *
     * @param parent the indentation of the collection that it belongs to
     */
    void block(int parent) throws NotPlain, Refusal {
      if (current.atDash()) {
        sequence();
        return;
      }
      Spot spot = current.spot();
      Written name = scalars.name();
      if (name != null) {
        mapping(spot, name);
      } else {
        require(parent != END);
        inLine(parent);
      }
    }

    private void mapping(Spot start, Written firstName) throws NotPlain, Refusal {
      int own = indent;
      builder.openMapping(start, "");
      builder.scalar(start, firstName);
      value(own);
      while (indent == own) {
        Spot spot = current.spot();
        Written name = scalars.name();
        if (name == null) {
          throw new NotPlain();
        }
        builder.scalar(spot, name);
        value(own);
      }
      require(indent < own);
      builder.close();
    }

    private void sequence() throws NotPlain, Refusal {
      int own = indent;
      builder.openSequence(current.spot(), "");
      do {
        current.skip(1);
        item(own);
      } while (indent == own && current.atDash());
      require(indent <= own);
      builder.close();
    }

    private void item(int own) throws NotPlain, Refusal {
      Spot after = current.spot();
      current.skipSpaces();
      if (current.atLineEnd() || current.at('#')) {
        onNextLine(own, after, false);
        return;
      }
      indent = current.column();
      block(own);
    }

    /** A field's value, from the colon on. */
    private void value(int own) throws NotPlain, Refusal {
      current.skip(1);
      Spot after = current.spot();
      current.skipSpaces();
      if (current.atLineEnd() || current.at('#')) {
        onNextLine(own, after, true);
      } else {
        inLine(own);
      }
    }

    /** A value that does not stand beside its name or dash; it may be absent, and so null. */
    private void onNextLine(int own, Spot after, boolean mayBeSequence) throws NotPlain, Refusal {
      current.skipLine();
      toContent();
      if (indent > own) {
        block(own);
      } else if (mayBeSequence && indent == own && current.atDash()) {
        sequence();
      } else {
        builder.scalar(after, new Written("", true, "", "", after.line()));
      }
    }

    /** A scalar or a flow collection, up to the line on which the next thing begins. */
    private void inLine(int parent) throws NotPlain, Refusal {
      if (current.at('{') || current.at('[')) {
        flow.collection();
        current.endLine();
      } else {
        Spot spot = current.spot();
        builder.scalar(spot, scalars.value(parent));
      }
      toContent();
    }
  }
}
