package dev.bulkhead.render;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.Documents.Duplicate;
import dev.bulkhead.render.TextLines.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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

  /** Each of them means to read the document again. */
  private static final int MAX_TAB_REPAIRS = 100;

  /** How many nodes the aliases of a short text may stand for, all documents together. */
  private static final long MIN_ALIASED_IN_ALL = 4_000_000;

  /** Below this many characters the parser's window is as small as it can usefully be. */
  private static final int MIN_WINDOW = 1 << 10;

  /**
   * The parser copies its window for every further window's length of one scalar, so that a long
   * text needs a large one.
   */
  private static final int MAX_WINDOW = 1 << 22;

  private static final List<LoadSettings> SETTINGS_BY_WINDOW =
      IntStream.iterate(MIN_WINDOW, window -> window <= MAX_WINDOW, window -> window * 2)
          .mapToObj(YamlReader::settings)
          .toList();

  private final TextLines lines;
  private final Placement placement;
  private final List<Node> roots = new ArrayList<>();
  private final List<SourceProblem> problems = new ArrayList<>();
  private final List<Duplicate> duplicates = new ArrayList<>();
  private final Withheld withheld = Withheld.nothing();
  private int unprintableSeen;
  private int tabRepairs;
  private long aliased;

  private YamlReader(String text, Placement placement) {
    this.lines = new TextLines(text, MAX_PROBLEMS);
    this.placement = placement;
  }

  private static LoadSettings settings(int window) {
    return LoadSettings.builder()
        .setCodePointLimit(Integer.MAX_VALUE)
        .setBufferSize(window)
        .setUseMarks(true)
        .setParseComments(false)
        .build();
  }

  private static LoadSettings settingsFor(String text) {
    int window = Math.clamp(text.length(), MIN_WINDOW, MAX_WINDOW);
    int doublings = Integer.numberOfTrailingZeros(Integer.highestOneBit(window) / MIN_WINDOW);
    return SETTINGS_BY_WINDOW.get(doublings);
  }

  /**
   * Reads all documents of a text.
   *
   * @param placement where the text's characters come from
   */
  public static Documents read(String text, Placement placement) {
    var reader = new YamlReader(text, placement);
    reader.readFrom(reader.readPlainDocuments());
    return reader.documents();
  }

  /** Reads all documents by the engine, whatever their kind. */
  static Documents readByEngine(String text, Placement placement) {
    var reader = new YamlReader(text, placement);
    reader.readFrom(reader.lines.start());
    return reader.documents();
  }

  private Documents documents() {
    return new Documents(
        roots,
        problems,
        duplicates,
        new ConcealedLines(withheld.lines()),
        withheld.registrySecrets());
  }

  private void readFrom(Place start) {
    Place from = start;
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

  /** Reads documents of the plain kind up to the first that is not, and says where that begins. */
  private Place readPlainDocuments() {
    if (!lines.unprintable().isEmpty() || !PlainDocuments.mayBeIn(lines.text())) {
      return lines.start();
    }
    var plain = new PlainDocuments(lines.text(), lines.start());
    while (plain.hasNext()) {
      var builder = new DocumentBuilder(placement, 0);
      if (!plain.readNext(builder)) {
        break;
      }
      take(builder);
    }
    return plain.place();
  }

  private void take(DocumentBuilder builder) {
    duplicates.addAll(builder.duplicates());
    withheld.addAll(builder.withheld());
    Node root = builder.root();
    if (root != null && !(root instanceof Node.Scalar scalar && scalar.isNull())) {
      roots.add(root);
    }
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
                "%s does not allow the control character that stands here.".formatted(language()),
                "Remove the character, or write it as an escape in double quotes."));
      }
      refused = true;
    }
    return refused;
  }

  /** A stretch of the text that is read by a parser of its own. */
  private final class Region {
    private final Place from;
    private int documentLine;

    Region(Place from) {
      this.from = from;
      this.documentLine = from.line();
    }

    /** Reads to the text's end or to the first fault, and says where to go on. */
    Place read() {
      String text = lines.text().substring(from.offset());
      LoadSettings settings = settingsFor(text);
      var parser = new ParserImpl(settings, new StreamReader(settings, text));
      try {
        parser.next();
        for (Event event = parser.next(); isDocumentStart(event); event = parser.next()) {
          documentLine =
              event.getStartMark().map(mark -> spot(mark).line() - 1).orElse(documentLine);
          readDocument(parser);
        }
        return new Place(lines.text().length(), 0, 0);
      } catch (Refusal refusal) {
        return fail(refusal.spot(), refusal.cause(), refusal.remedy(), null);
      } catch (MarkedYamlEngineException fault) {
        Mark mark = fault.getProblemMark().or(fault::getContextMark).orElse(null);
        Place again = mark == null ? null : whereToTryAgain(fault, mark);
        return again == null ? fail(mark == null ? null : spot(mark), fault) : again;
      } catch (YamlEngineException fault) {
        return fail(null, fault);
      } catch (IllegalArgumentException | IndexOutOfBoundsException unforeseen) {
        // The parser does not foresee a text that ends within an escape like backslash-u.
        return fail(
            null,
            "The document is not valid %s; an escape in it may be broken.".formatted(language()),
            "Correct the escapes (\\u, \\x) in double-quoted text.",
            ParserFault.of(unforeseen));
      }
    }

    /** Where to go on if the fault is only that our parser is stricter than Kubernetes' is. */
    private @Nullable Place whereToTryAgain(MarkedYamlEngineException fault, Mark mark) {
      Spot spot = spot(mark);
      Place place = lines.at(from, spot.line() - 1, spot.column() - 1);
      if (YamlFault.isSecondDocument(fault) && startsWithBrace(mark)) {
        return place;
      }
      if (YamlFault.isTab(fault)
          && tabRepairs < MAX_TAB_REPAIRS
          && lines.replaceSeparatingTabs(place)) {
        tabRepairs++;
        return documentLine == from.line() ? from : lines.at(from, documentLine, 0);
      }
      return null;
    }

    private static boolean isDocumentStart(Event event) {
      return event.getEventId() == Event.ID.DocumentStart;
    }

    private void readDocument(ParserImpl parser) throws Refusal {
      long budget = Math.min(DocumentBuilder.MAX_ALIASED, maxAliased() - aliased);
      var builder = new DocumentBuilder(placement, budget);
      Event event = parser.next();
      while (event.getEventId() != Event.ID.DocumentEnd) {
        EngineEvents.hand(event, this::spot, builder);
        event = parser.next();
      }
      int last = event.getEndMark().map(mark -> spot(mark).line() - 1).orElse(documentLine);
      aliased += builder.aliased();
      if (refuseUnprintable(last - 1)) {
        withheld.addAll(builder.withheld());
        conceal(from, documentLine, last);
      } else {
        take(builder);
      }
    }

    private Spot spot(Mark mark) {
      int column = (mark.getLine() == 0 ? from.column() : 0) + mark.getColumn() + 1;
      return new Spot(from.line() + mark.getLine() + 1, column);
    }

    private Place fail(@Nullable Spot spot, YamlEngineException fault) {
      return fail(
          spot,
          YamlFault.cause(fault, language()),
          YamlFault.remedy(fault, language()),
          ParserFault.of(fault));
    }

    private Place fail(
        @Nullable Spot spot, String cause, String remedy, @Nullable Throwable origin) {
      int line = spot == null ? documentLine : spot.line() - 1;
      Place next = lines.separator(from, Math.max(line, documentLine + 1));
      if (!refuseUnprintable(next.line() - 1)) {
        Location at =
            spot == null
                ? roughly(placement.at(line + 1, 1))
                : placement.at(spot.line(), spot.column());
        problems.add(new SourceProblem(at, cause, remedy, origin));
      }
      conceal(from, documentLine, next.line() - 1);
      return next;
    }

    private static Location roughly(Location place) {
      return new Location(place.file(), place.line(), 0, false);
    }

    private boolean startsWithBrace(Mark mark) {
      int pointer = mark.getPointer();
      int[] buffer = mark.getBuffer();
      return pointer < buffer.length && buffer[pointer] == '{';
    }
  }

  private YamlFault.Language language() {
    return YamlFault.Language.of(placement.at(1, 1).file());
  }

  private long maxAliased() {
    return Math.max(MIN_ALIASED_IN_ALL, 8L * lines.text().length());
  }

  /** Hides the lines of a document that cannot be read, if it may be a Secret. */
  private void conceal(Place from, int first, int last) {
    int begin = lines.at(from, first, 0).offset();
    int end = lines.at(from, last + 1, 0).offset();
    if (lines.text().substring(begin, end).contains("Secret")) {
      withheld.lines().add(new ConcealedLines.Range(first + 1, last + 1));
    }
  }
}
