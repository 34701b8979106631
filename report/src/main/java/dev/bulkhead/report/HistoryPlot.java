package dev.bulkhead.report;

import dev.bulkhead.release.Drift;
import dev.bulkhead.release.History;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Draws the drift of a history as SVG: releases from left to right, and how many releases behind
 * its tag what each deploys is. Places across are percent of the width, so that the plot is as wide
 * as there is room and its signs keep their size; what is drawn is also said, in titles.
 */
final class HistoryPlot {
  /** More labels would touch on a page of ordinary width. */
  private static final int MOST_TICKS = 7;

  /** Signs are smaller where there are more releases than this. */
  private static final int MANY = 120;

  private static final String KEY =
      """
      <ul class="key" aria-hidden="true">
      <li><svg width="16" height="16"><circle class="healthy" cx="8" cy="8" r="5"/></svg>deployed, healthy</li>
      <li><svg width="16" height="16"><path class="violated" d="M8 2 L14 14 L2 14 Z"/></svg>deployed, violated</li>
      <li><svg width="16" height="16"><circle class="unproven" cx="8" cy="8" r="4.5"/></svg>deployed, unproven</li>
      <li><svg width="18" height="18"><path class="chart" d="M9 1 L17 9 L9 17 L1 9 Z"/></svg>what the chart says</li>
      </ul>
      """;

  private final HistoryWords words;
  private final List<History.Row> rows;
  private final List<Drift> images;
  private final List<Drift> charts;
  private final DriftAxis axis;

  HistoryPlot(HistoryWords words) {
    this.words = words;
    this.rows = words.history().rows();
    this.images = rows.stream().map(words::ofImages).toList();
    this.charts = rows.stream().map(words::ofCharts).toList();
    this.axis = DriftAxis.of(images, charts);
  }

  /** The plot with its explanation; nothing where no release states a version. */
  String figure() {
    if (!axis.isDrawn()) {
      return "";
    }
    return """
        <figure>
        <figcaption>How many releases behind its tag each release deploys, oldest first; the first few are drawn wider apart. The strip below has the verdicts, and each sign says its release when it is pointed at.</figcaption>
        %s<div class="plot">%s<svg height="%d" role="img" aria-label="%s">%s%s%s%s%s</svg></div>
        </figure>
        """
        .formatted(
            KEY,
            scale(),
            axis.height() + 44,
            HtmlPage.escape(String.join(" ", words.sentences())),
            grid(),
            line("line", images) + line("line of-chart", charts),
            signs(charts, this::chartSign),
            signs(images, this::imageSign),
            strip() + ticks());
  }

  private String scale() {
    var svg =
        new StringBuilder(
            "<svg class=\"scale\" height=\"%d\" aria-hidden=\"true\">"
                .formatted(axis.height() + 44));
    axis.labels()
        .forEach(
            (y, label) ->
                svg.append(
                    "<text x=\"100%%\" y=\"%s\" text-anchor=\"end\">%s</text>"
                        .formatted(number(y + 4), label)));
    return svg.append("</svg>").toString();
  }

  private String grid() {
    var lines = new StringBuilder();
    for (double y : axis.labels().keySet()) {
      lines.append(
          "<line class=\"grid\" x1=\"0\" x2=\"100%%\" y1=\"%1$s\" y2=\"%1$s\"/>"
              .formatted(number(y)));
    }
    return lines.toString();
  }

  /** What follows each other is connected, unless nothing is stated in between. */
  private String line(String kind, List<Drift> drifts) {
    var path = new StringBuilder();
    boolean isDown = false;
    for (int i = 0; i < drifts.size(); i++) {
      boolean isCounted = axis.isCounted(drifts.get(i));
      if (isCounted) {
        path.append(isDown ? "L" : "M")
            .append(number(i + 0.5))
            .append(' ')
            .append(number(axis.at(drifts.get(i)).orElseThrow()));
      }
      isDown = isCounted;
    }
    return path.isEmpty()
        ? ""
        : "<svg width=\"100%%\" height=\"%1$d\" viewBox=\"0 0 %2$d %1$d\" preserveAspectRatio=\"none\"><path class=\"%3$s\" d=\"%4$s\"/></svg>"
            .formatted(axis.height(), rows.size(), kind, path);
  }

  private String signs(List<Drift> drifts, Function<Integer, String> sign) {
    var signs = new StringBuilder();
    for (int i = 0; i < drifts.size(); i++) {
      int position = i;
      axis.at(drifts.get(i))
          .ifPresent(
              y ->
                  signs.append(
                      "<svg class=\"at\" x=\"%s\" y=\"%s\" width=\"1\" height=\"1\">%s</svg>"
                          .formatted(across(position + 0.5), number(y), sign.apply(position))));
    }
    return signs.toString();
  }

  private double size() {
    return rows.size() > MANY ? 0.6 : 1;
  }

  private String imageSign(int position) {
    History.Row row = rows.get(position);
    String kind = kind(row);
    String title =
        "<title>%s</title>"
            .formatted(said(row, "deploys " + HistoryWords.deploys(row), images.get(position)));
    return switch (row.state()) {
      case VIOLATED ->
          "<path class=\"%s\" d=\"M0 %s L%s %s L-%3$s %3$s Z\">%s</path>"
              .formatted(kind, number(-6 * size()), number(6 * size()), number(6 * size()), title);
      case HEALTHY, UNPROVEN, SILENT ->
          "<circle class=\"%s\" r=\"%s\">%s</circle>".formatted(kind, number(5 * size()), title);
    };
  }

  private String chartSign(int position) {
    History.Row row = rows.get(position);
    String stated =
        switch (words.history().series()) {
          case CODE -> "the chart's appVersion is " + HistoryWords.appVersions(row);
          case CHART -> "the chart's version is " + HistoryWords.chartVersions(row);
        };
    String edge = number(8 * size());
    return "<path class=\"chart\" d=\"M0 -%1$s L%1$s 0 L0 %1$s L-%1$s 0 Z\"><title>%2$s</title></path>"
        .formatted(edge, said(row, stated, charts.get(position)));
  }

  private static String said(History.Row row, String stated, Drift drift) {
    return HistoryHtml.shown(
        "%s, %s: %s, %s; %s"
            .formatted(
                row.tag(),
                HistoryWords.date(row),
                stated,
                HistoryWords.words(drift),
                HistoryWords.state(row)));
  }

  static String kind(History.Row row) {
    return row.state().name().toLowerCase(Locale.ROOT);
  }

  /** All verdicts side by side. */
  private String strip() {
    var strip = new StringBuilder();
    String width = across(rows.size() > MANY ? 1 : 0.86);
    for (int i = 0; i < rows.size(); i++) {
      History.Row row = rows.get(i);
      strip.append(
          "<rect class=\"%s\" x=\"%s\" width=\"%s\" y=\"%d\" height=\"12\"><title>%s</title></rect>"
              .formatted(
                  kind(row),
                  across(i + (rows.size() > MANY ? 0 : 0.07)),
                  width,
                  axis.height() + 6,
                  HistoryHtml.shown(
                      "%s, %s: %s"
                          .formatted(row.tag(), HistoryWords.date(row), HistoryWords.state(row)))));
    }
    return strip.toString();
  }

  private String ticks() {
    var ticks = new StringBuilder();
    List<Integer> positions = tickPositions(rows.size());
    for (int i = 0; i < positions.size(); i++) {
      double place = 100 * (positions.get(i) + 0.5) / rows.size();
      String anchor = place < 6 ? "start" : place > 94 ? "end" : "middle";
      ticks.append(
          "<text class=\"tick%s\" x=\"%s\" y=\"%d\" text-anchor=\"%s\">%s</text>"
              .formatted(
                  i % 2 == 1 && i < positions.size() - 1 ? " wide" : "",
                  across(positions.get(i) + 0.5),
                  axis.height() + 36,
                  anchor,
                  HistoryWords.date(rows.get(positions.get(i)))));
    }
    return ticks.toString();
  }

  /** The first, the last, and some at even distances in between. */
  private static List<Integer> tickPositions(int releases) {
    int spaces = Math.max(1, Math.min(MOST_TICKS, releases) - 1);
    return IntStream.rangeClosed(0, spaces)
        .map(i -> i * (releases - 1) / spaces)
        .distinct()
        .boxed()
        .toList();
  }

  private String across(double releases) {
    return number(100 * releases / rows.size()) + "%";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
