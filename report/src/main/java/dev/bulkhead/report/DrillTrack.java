package dev.bulkhead.report;

import dev.bulkhead.drill.Moment;
import dev.bulkhead.drill.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Draws a line of time with bars and marks as SVG. Places are percent of the width, so that it is
 * as wide as there is room and its parts keep their size; what is drawn is also said, in a title.
 */
final class DrillTrack {
  /** A bar that is narrower cannot be seen. */
  private static final double NARROWEST = 0.8;

  /** Patterns that bars are filled with; they stand once in each page. */
  static final String PATTERNS =
      """
      <svg width="0" height="0" aria-hidden="true" class="defs"><defs>
      <pattern id="fill-wrong" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="7" height="7" class="p-wrong"/><rect width="2.5" height="7" class="p-wrong-line"/></pattern>
      <pattern id="fill-delayed" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" class="p-delayed"/><rect width="2" height="6" class="p-delayed-line"/></pattern>
      </defs></svg>
      """;

  private final TimeAxis axis;

  DrillTrack(TimeAxis axis) {
    this.axis = axis;
  }

  /** The labels of the line; a table says the same, so that no reader of screens hears them. */
  String ruler() {
    var svg = new StringBuilder("<svg class=\"ruler\" height=\"22\" aria-hidden=\"true\">");
    List<Duration> ticks = axis.ticks();
    for (int i = 0; i < ticks.size(); i++) {
      String anchor = i == 0 ? "start" : i == ticks.size() - 1 ? "end" : "middle";
      svg.append(
          "<text x=\"%s\" y=\"13\" text-anchor=\"%s\">%s</text>"
              .formatted(place(ticks.get(i)), anchor, DrillWords.clock(ticks.get(i))));
    }
    return svg.append(grid("18", "22")).append("</svg>").toString();
  }

  private String grid(String from, String to) {
    var lines = new StringBuilder();
    for (Duration tick : axis.ticks()) {
      lines.append(
          "<line class=\"grid\" x1=\"%1$s\" x2=\"%1$s\" y1=\"%2$s\" y2=\"%3$s\"/>"
              .formatted(place(tick), from, to));
    }
    return lines.toString();
  }

  /** The line of a row of a lane. */
  String of(DrillLanes.Row row) {
    var svg = new StringBuilder();
    for (DrillLanes.Period period : row.periods()) {
      svg.append(bar("wrong", period.from(), period.to(), said(period)));
      if (period.isOpen()) {
        svg.append(end(period.text()));
      }
    }
    for (Moment moment : row.moments()) {
      svg.append(mark(moment));
    }
    return line(svg.toString());
  }

  /** The line of requests of a kind. */
  String of(DrillWords.Refused refused) {
    return line(bar(refused));
  }

  /** Several rows laid over each other: when anything of the kind is wrong. */
  String together(List<DrillLanes.Row> rows) {
    var svg = new StringBuilder();
    for (DrillLanes.Row row : rows) {
      for (DrillLanes.Period period : row.periods()) {
        svg.append(bar("wrong", period.from(), period.to(), said(period)));
        if (period.isOpen()) {
          svg.append(end(period.text()));
        }
      }
    }
    return line(svg.toString());
  }

  /** Several kinds of requests laid over each other. */
  String ofAll(List<DrillWords.Refused> all) {
    var svg = new StringBuilder();
    all.forEach(refused -> svg.append(bar(refused)));
    return line(svg.toString());
  }

  private String line(String content) {
    return "<svg class=\"track\" aria-hidden=\"true\">%s<line class=\"base\" x1=\"0\" x2=\"100%%\" y1=\"50%%\" y2=\"50%%\"/>%s</svg>"
        .formatted(grid("0", "100%"), content);
  }

  private static String said(DrillLanes.Period period) {
    return period.isOpen()
        ? "from %s to the end: %s".formatted(DrillWords.clock(period.from()), period.text())
        : "%s to %s: %s"
            .formatted(
                DrillWords.clock(period.from()), DrillWords.clock(period.to()), period.text());
  }

  private String bar(DrillWords.Refused refused) {
    String kind = refused.fate() == Tally.Fate.DELAYED ? "delayed" : "refused";
    return bar(
        kind,
        refused.first(),
        refused.last(),
        "%s %s %s".formatted(refused.request(), refused.fate(), refused.when()));
  }

  private String bar(String kind, Duration from, Duration to, String title) {
    double width = Math.max(NARROWEST, axis.at(to) - axis.at(from));
    double x = Math.min(axis.at(from), 100 - width);
    return "<rect class=\"%s\" x=\"%s\" width=\"%s\" y=\"50%%\" height=\"12\" rx=\"2\"><title>%s</title></rect>"
        .formatted(kind, percent(x), percent(width), DrillHtml.shown(title));
  }

  /** Still wrong when the watching ends. */
  private static String end(String text) {
    return nested(100, "end", "M-12 -10 L0 0 L-12 10 Z", "in the end: " + text);
  }

  private String mark(Moment moment) {
    String shape =
        switch (moment.mark()) {
          case FAULT -> "M0 -9 L7 0 L0 9 L-7 0 Z";
          case WORSE -> "M-7 -6 L7 -6 L0 7 Z";
          case BETTER -> "M-7 6 L7 6 L0 -7 Z";
          case REFUSED, DELAYED -> "M-5 -5 H5 V5 H-5 Z";
        };
    return nested(
        axis.at(moment.at()),
        moment.mark().name().toLowerCase(Locale.ROOT),
        shape,
        "%s %s".formatted(DrillWords.clock(moment.at()), moment.sentence()));
  }

  /** A shape around a place; an SVG within, as only such a one can stand at a percentage. */
  private static String nested(double x, String kind, String shape, String title) {
    return "<svg class=\"at\" x=\"%s\" y=\"50%%\" width=\"1\" height=\"1\"><path class=\"%s\" d=\"%s\"><title>%s</title></path></svg>"
        .formatted(percent(x), kind, shape, DrillHtml.shown(title));
  }

  private String place(Duration time) {
    return percent(axis.at(time));
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value);
  }
}
