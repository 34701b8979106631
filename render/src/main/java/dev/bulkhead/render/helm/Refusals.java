package dev.bulkhead.render.helm;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.SourceProblem;
import dev.bulkhead.render.template.Position;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Turns what Helm says when it refuses a chart into problems with a place in the chart. */
final class Refusals {
  private static final String MARK = "bulkhead:at:";
  private static final String SCHEMA = "values don't meet the specifications of the schema(s)";
  private static final String RELEASE = "release name ";

  private final String source;
  private final InstrumentedCopy copy;
  private final Supplier<ConfidentialValues> confidential;

  /**
   * Reads the refusals of one chart.
   *
   * @param confidential what must not be quoted; asked for only where Helm refuses something
   */
  Refusals(String source, InstrumentedCopy copy, Supplier<ConfidentialValues> confidential) {
    this.source = source;
    this.copy = copy;
    this.confidential = confidential;
  }

  /**
   * A refusal.
   *
   * @param file the template at whose door Helm stopped, where it is known
   */
  record Refusal(SourceProblem problem, Optional<TemplateFile> file) {
    /** The same, with Helm's own words for {@code --debug}. */
    Refusal saying(String words) {
      return new Refusal(
          new SourceProblem(
              problem.at(), problem.cause(), problem.remedy(), new HelmRefusal(words)),
          file);
    }
  }

  /** What {@code fail} and {@code required} put before their message. */
  static String mark(int file, int offset) {
    return "%s%d:%d:".formatted(MARK, file, offset);
  }

  /** Reads Helm's message. */
  Refusal read(String answer) {
    int hint = answer.indexOf("\n\nUse --debug flag");
    String message = hint < 0 ? answer : answer.substring(0, hint);
    int mark = message.lastIndexOf(MARK);
    if (mark >= 0) {
      return stated(message.substring(mark + MARK.length()));
    }
    return chained(message)
        .or(() -> parse(message))
        .orElseGet(() -> new Refusal(general(message.strip()), Optional.empty()))
        .saying(concealed(message));
  }

  /** What the chart's author let it say. */
  private Refusal stated(String marked) {
    String[] parts = marked.split(":", 3);
    TemplateFile file = copy.files().get(Integer.parseInt(parts[0]));
    String words = oneLine(parts[2].strip());
    return new Refusal(
        new SourceProblem(
            at(file, Integer.parseInt(parts[1])),
            "The chart refuses these values: %s".formatted(sentence(words)),
            "Set the values that the chart asks for with -f or --set."),
        Optional.of(file));
  }

  /** Errors while a template runs name every template on the way, the innermost last. */
  private Optional<Refusal> chained(String message) {
    String lead = "template: ";
    for (int at = message.lastIndexOf(lead); at >= 0; at = message.lastIndexOf(lead, at - 1)) {
      Optional<Place> place = place(message, at + lead.length());
      if (place.isPresent()) {
        Place found = place.get();
        return Optional.of(
            new Refusal(
                new SourceProblem(
                    found.at(),
                    "Helm cannot render the template: %s".formatted(sentence(reason(message))),
                    "Correct the template, or set the values that it needs."),
                Optional.of(found.file())));
      }
      if (at == 0) {
        break;
      }
    }
    return Optional.empty();
  }

  /** Errors before any template runs. */
  private Optional<Refusal> parse(String message) {
    String lead = "parse error at (";
    int at = message.indexOf(lead);
    return at < 0
        ? Optional.empty()
        : place(message, at + lead.length())
            .map(
                found ->
                    new Refusal(
                        new SourceProblem(
                            found.at(),
                            "Helm cannot parse the template: %s"
                                .formatted(sentence(reason(message))),
                            "Correct the template."),
                        Optional.of(found.file())));
  }

  private record Place(TemplateFile file, Location at) {}

  /** Reads {@code name:line} or {@code name:line:column}, the column counted in bytes from 0. */
  private Optional<Place> place(String message, int from) {
    int colon = message.indexOf(':', from);
    if (colon < 0) {
      return Optional.empty();
    }
    String name = message.substring(from, colon);
    int lineEnd = digitsEnd(message, colon + 1);
    if (lineEnd == colon + 1) {
      return Optional.empty();
    }
    int line = Integer.parseInt(message.substring(colon + 1, lineEnd));
    int columnEnd =
        lineEnd < message.length() && message.charAt(lineEnd) == ':'
            ? digitsEnd(message, lineEnd + 1)
            : lineEnd;
    int column =
        columnEnd > lineEnd + 1 ? Integer.parseInt(message.substring(lineEnd + 1, columnEnd)) : -1;
    return copy.file(name).map(file -> new Place(file, at(file, line, column)));
  }

  private static int digitsEnd(String text, int from) {
    int at = from;
    while (at < text.length() && at < from + 9 && Character.isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private Location at(TemplateFile file, int line, int column) {
    if (column < 0) {
      return new Location(shown(file), line, 0, true);
    }
    String body = file.body();
    int start = 0;
    for (int i = 1; i < line && start >= 0; i++) {
      start = body.indexOf('\n', start) + 1;
    }
    byte[] bytes = body.substring(start).getBytes(file.charset());
    int letters = new String(bytes, 0, Math.min(column, bytes.length), file.charset()).length();
    return at(file, file.whole().before(start + letters));
  }

  private Location at(TemplateFile file, int offset) {
    Position position = file.lines().position(offset);
    return Location.exact(shown(file), position.line(), position.column());
  }

  private String shown(TemplateFile file) {
    return source + "/" + file.path();
  }

  private SourceProblem general(String message) {
    if (message.startsWith(RELEASE)) {
      return releaseName();
    }
    if (message.startsWith(SCHEMA)) {
      String details = message.substring(message.indexOf('\n') + 1).strip();
      return new SourceProblem(
          Location.somewhereIn(source + "/values.schema.json"),
          "The chart's schema refuses these values: %s".formatted(sentence(oneLine(details))),
          "Set the values that the schema asks for with -f or --set.");
    }
    if (message.startsWith("error loading config file")) {
      return new SourceProblem(
          chart(),
          "Helm reads the kubeconfig before it renders, and cannot: %s"
              .formatted(sentence(message)),
          "Unset KUBECONFIG, or correct the file; the cluster in it is not asked.");
    }
    return new SourceProblem(
        chart(),
        "Helm does not render the chart: %s".formatted(sentence(oneLine(message))),
        "Run `helm template` on the chart to see the same.");
  }

  /** Without --name a release is called as its chart is. */
  private SourceProblem releaseName() {
    Node.Mapping metadata = copy.charts().getFirst().metadata();
    return new SourceProblem(
        metadata.find("name").map(Node::at).orElse(metadata.at()),
        "The chart's name, %s, cannot be that of its release, which has at most 53 of a-z, 0-9, - and dots."
            .formatted(copy.charts().getFirst().name()),
        "Name the release with --name.");
  }

  /** The last link of Helm's chain of errors, which says what is wrong. */
  private static String reason(String message) {
    int executing = message.lastIndexOf(": executing \"");
    String rest = executing < 0 ? message : message.substring(executing);
    int close = rest.indexOf(">: ");
    if (close >= 0) {
      return rest.substring(close + 3);
    }
    int parsed = message.indexOf("): ");
    return parsed < 0 ? message : message.substring(parsed + 3);
  }

  /** The chart as a whole. */
  Location chart() {
    return Location.somewhereIn(source + "/Chart.yaml");
  }

  /** A text among the values that is handed to {@code tpl} and is no template. */
  SourceProblem text(String text, Position at, String reason) {
    String line = text.lines().skip(at.line() - 1L).findFirst().orElse("").strip();
    String quotable = concealed(line);
    String shown = quotable.length() > 80 ? quotable.substring(0, 80) + "…" : quotable;
    return new SourceProblem(
        chart(),
        "A value that the chart renders as a template cannot be parsed (line %d, \"%s\"): %s."
            .formatted(at.line(), shown, concealed(reason)),
        "Correct the value given with -f or --set, or the chart's values.yaml.");
  }

  private static String oneLine(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** The text without the values that are nobody's business. */
  String concealed(String text) {
    return confidential.get().concealedIn(text);
  }

  private String sentence(String words) {
    String trimmed = concealed(words).strip();
    return trimmed.endsWith(".") || trimmed.endsWith("!") ? trimmed : trimmed + ".";
  }
}
