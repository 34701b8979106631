package dev.bulkhead.render;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.Documents.Duplicate;
import dev.bulkhead.render.TextLines.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML and JSON as Kubernetes does, into trees whose every node knows its place.
 *
 * <p>The trees are built from the parser's events and not from its composed nodes, because
 * composing recurses without a bound. A document that cannot be read does not hide the others: the
 * next line that begins with {@code ---} begins the next document, wherever the parser was.
 */
public final class YamlReader {
  private static final int MAX_PROBLEMS = 100;

  /** How many nodes the aliases of a short text may stand for, all documents together. */
  private static final long MIN_ALIASED_IN_ALL = 4_000_000;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setCodePointLimit(Integer.MAX_VALUE)
          .setUseMarks(true)
          .setParseComments(false)
          .build();

  private final TextLines lines;
  private final Placement placement;
  private final List<Node> roots = new ArrayList<>();
  private final List<SourceProblem> problems = new ArrayList<>();
  private final List<Duplicate> duplicates = new ArrayList<>();
  private final List<ConcealedLines.Range> concealed = new ArrayList<>();
  private int unprintableSeen;
  private long aliased;

  private YamlReader(String text, Placement placement) {
    this.lines = new TextLines(text, MAX_PROBLEMS);
    this.placement = placement;
  }

  /**
   * Reads all documents of a text.
   *
   * @param placement where the text's characters come from
   */
  public static Documents read(String text, Placement placement) {
    var reader = new YamlReader(text, placement);
    reader.readAll();
    return new Documents(
        reader.roots, reader.problems, reader.duplicates, new ConcealedLines(reader.concealed));
  }

  private void readAll() {
    Place from = lines.start();
    int end = lines.text().length();
    while (from.offset() < end) {
      if (problems.size() >= MAX_PROBLEMS) {
        problems.add(
            new SourceProblem(
                placement.at(from.line() + 1, 1),
                "Too many documents before this line cannot be read, so the rest was not read.",
                "Correct the problems above first."));
        return;
      }
      from = new Region(from).read();
    }
    refuseUnprintable(Integer.MAX_VALUE);
  }

  /** Whether a character that YAML forbids stands in the lines up to this one, from 0. */
  private boolean refuseUnprintable(int line) {
    var all = lines.unprintable();
    boolean refused = false;
    while (unprintableSeen < all.size() && all.get(unprintableSeen).line() <= line) {
      Place bad = all.get(unprintableSeen++);
      if (!refused) {
        problems.add(
            new SourceProblem(
                placement.at(bad.line() + 1, bad.column() + 1),
                "YAML does not allow the control character that stands here.",
                "Remove the character, or write it as an escape in double quotes."));
      }
      refused = true;
    }
    return refused;
  }

  /** A stretch of the text that is read by a parser of its own. */
  private final class Region implements DocumentBuilder.Position {
    private final Place from;
    private int documentLine;

    Region(Place from) {
      this.from = from;
      this.documentLine = from.line();
    }

    /** Reads to the text's end or to the first fault, and says where to go on. */
    Place read() {
      String text = lines.text();
      var stream = new StreamReader(SETTINGS, text.substring(from.offset()));
      var parser = new ParserImpl(SETTINGS, stream);
      try {
        parser.next();
        for (Event event = parser.next(); isDocumentStart(event); event = parser.next()) {
          documentLine = event.getStartMark().map(mark -> line(mark) - 1).orElse(documentLine);
          readDocument(parser);
        }
        return new Place(text.length(), 0, 0);
      } catch (Refusal refusal) {
        return fail(refusal.mark(), refusal.cause(), refusal.remedy());
      } catch (MarkedYamlEngineException fault) {
        Mark mark = fault.getProblemMark().or(fault::getContextMark).orElse(null);
        if (mark != null && YamlFault.isSecondDocument(fault) && startsWithBrace(mark)) {
          return lines.at(from, line(mark) - 1, column(mark) - 1);
        }
        return fail(mark, YamlFault.cause(fault), YamlFault.remedy(fault));
      } catch (YamlEngineException fault) {
        return fail(null, YamlFault.cause(fault), YamlFault.remedy(fault));
      }
    }

    private static boolean isDocumentStart(Event event) {
      return event.getEventId() == Event.ID.DocumentStart;
    }

    private void readDocument(ParserImpl parser) throws Refusal {
      long budget = Math.min(DocumentBuilder.MAX_ALIASED, maxAliased() - aliased);
      var builder = new DocumentBuilder(parser, this, budget);
      Node root = builder.build();
      aliased += builder.aliased();
      duplicates.addAll(builder.duplicates());
      concealed.addAll(builder.concealed());
      Event end = parser.next();
      int last = end.getEndMark().map(mark -> line(mark) - 1).orElse(documentLine);
      if (refuseUnprintable(last - 1)) {
        conceal(from, documentLine, last);
      } else if (!(root instanceof Node.Scalar scalar && scalar.isNull())) {
        roots.add(root);
      }
    }

    private Place fail(@Nullable Mark mark, String cause, String remedy) {
      int line = mark == null ? documentLine : line(mark) - 1;
      int column = mark == null ? 0 : column(mark) - 1;
      Place next = lines.separator(from, Math.max(line, documentLine + 1));
      if (!refuseUnprintable(next.line() - 1)) {
        problems.add(new SourceProblem(placement.at(line + 1, column + 1), cause, remedy));
      }
      conceal(from, documentLine, next.line() - 1);
      return next;
    }

    private boolean startsWithBrace(Mark mark) {
      int pointer = mark.getPointer();
      int[] buffer = mark.getBuffer();
      return pointer < buffer.length && buffer[pointer] == '{';
    }

    @Override
    public int line(Mark mark) {
      return from.line() + mark.getLine() + 1;
    }

    private int column(Mark mark) {
      return (mark.getLine() == 0 ? from.column() : 0) + mark.getColumn() + 1;
    }

    @Override
    public Location at(Mark mark) {
      return placement.at(line(mark), column(mark));
    }
  }

  private long maxAliased() {
    return Math.max(MIN_ALIASED_IN_ALL, 8L * lines.text().length());
  }

  /** Hides the lines of a document that cannot be read, if it may be a Secret. */
  private void conceal(Place from, int first, int last) {
    int begin = lines.at(from, first, 0).offset();
    int end = lines.at(from, last + 1, 0).offset();
    if (lines.text().substring(begin, end).contains("Secret")) {
      concealed.add(new ConcealedLines.Range(first + 1, last + 1));
    }
  }
}
