package dev.bulkhead.report;

import dev.bulkhead.model.Userinfo;
import dev.bulkhead.release.History;
import dev.bulkhead.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Histories as one page of HTML that needs nothing else: no script, no font, no image. Each stream
 * has its summary, a plot of its drift, a table of its releases, and what is the matter with them.
 */
public final class HistoryHtml {
  private static final int MOST_TAGS = 12;

  /** So many verdicts of a release are told; the others are in the reasons below. */
  private static final int MOST_OTHERS = 8;

  private static final String STYLE =
      "<style>\n"
          + HtmlPage.PALETTE
          + """
      * { box-sizing: border-box; }
      body { margin: 0 auto; padding: 2rem; max-width: 84rem; font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); }
      h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .3rem; overflow-wrap: anywhere; }
      h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; overflow-wrap: anywhere; }
      h3 { font-size: 1rem; margin: 1.8rem 0 .4rem; }
      p { max-width: 60rem; margin: .5rem 0; } .lead { font-size: 1.1rem; font-weight: 600; max-width: none; }
      a { color: inherit; } summary { cursor: pointer; color: var(--faint); }
      .faint, figcaption, dd { color: var(--faint); }
      figure { margin: 1.4rem 0; } figcaption { font-size: .85rem; max-width: 60rem; }
      svg { display: block; overflow: visible; } svg.at { overflow: visible; }
      .plot { display: grid; grid-template-columns: 3.2rem minmax(0, 1fr); gap: .6rem; } .plot > svg { width: 100%; }
      .plot text { font-size: 11px; fill: var(--faint); font-variant-numeric: tabular-nums; }
      .grid { stroke: var(--line); }
      .line { fill: none; stroke: var(--faint); stroke-width: 1.5; vector-effect: non-scaling-stroke; stroke-opacity: .6; }
      .of-chart { stroke-dasharray: 4 4; } .plot rect { shape-rendering: crispEdges; }
      svg .healthy { fill: var(--good); } svg .violated { fill: var(--bad); } svg .silent { fill: var(--line); }
      svg .unproven { fill: var(--page); stroke: var(--open); stroke-width: 2; } rect.unproven { fill: var(--open); stroke: none; }
      svg .chart { fill: none; stroke: var(--warn); stroke-width: 1.8; pointer-events: all; }
      .key { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: .3rem 0 .8rem; padding: 0; list-style: none; font-size: .85rem; color: var(--faint); }
      .key li { display: flex; align-items: center; gap: .4rem; }
      .box { overflow-x: auto; }
      table { border-collapse: collapse; width: 100%; }
      caption { text-align: left; color: var(--faint); padding-bottom: .4rem; }
      th, td { text-align: left; vertical-align: top; padding: .35rem .9rem .35rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
      thead th { font-size: .85rem; color: var(--faint); } tbody th { font-weight: 600; min-width: 6rem; }
      td.date, thead th { white-space: nowrap; font-variant-numeric: tabular-nums; } td.why { min-width: 16rem; }
      td.version { min-width: 5rem; }
      .badge { display: inline-block; padding: 0 .55rem; border-radius: 1rem; font-size: .9rem; font-weight: 600; white-space: nowrap; }
      .badge.healthy { background: var(--good-soft); color: var(--good-text); } .badge.violated { background: var(--bad-soft); color: var(--bad-text); }
      .badge.unproven { background: var(--open-soft); color: var(--open-text); } .badge.silent { background: var(--panel); color: var(--faint); }
      dt { margin-top: .9rem; overflow-wrap: anywhere; } dd { margin-left: 1.2rem; overflow-wrap: anywhere; }
      td ul { margin: .3rem 0 0; padding-left: 1.1rem; font-size: .9em; }
      @media screen and (max-width: 48rem) { body { padding: 1rem; } .wide { display: none; } }
      @media print {
        html { font-size: 9pt; } body { padding: 0; font-size: 9pt; max-width: none; }
        .box { overflow: visible; } details { display: none; } tr, dt, dd, figure { break-inside: avoid; } h2, h3 { break-after: avoid; }
        td.why { min-width: 0; }
      }
      </style>
      """;

  private final HistoryReport report;
  private final Appendable out;

  private HistoryHtml(HistoryReport report, Appendable out) {
    this.report = report;
    this.out = out;
  }

  /**
   * Writes the page.
   *
   * @throws IOException where the destination refuses a character
   */
  public static void write(HistoryReport report, Appendable out) throws IOException {
    new HistoryHtml(report, out).write();
  }

  /** What came from a repository, as text of a page: neither a tag nor the end of an attribute. */
  static String shown(String text) {
    return HtmlPage.escape(Userinfo.concealed(text));
  }

  private void write() throws IOException {
    out.append(HtmlPage.HEAD);
    out.append("<title>%s</title>\n".formatted(shown(report.title())));
    out.append(STYLE).append("</head>\n<body>\n<main>\n");
    element("h1", report.title());
    element("p", HistoryWords.counts(report) + ".");
    boolean isOne = report.histories().size() == 1;
    if (!isOne) {
      writeContents();
    }
    for (int i = 0; i < report.histories().size(); i++) {
      var words = HistoryWords.of(report.histories().get(i));
      if (!isOne) {
        out.append("<h2 id=\"stream-%d\">%s</h2>\n".formatted(i + 1, shown(words.name())));
      }
      write(words);
    }
    out.append("<p class=\"faint\">Bulkhead %s</p>\n".formatted(shown(report.toolVersion())));
    out.append("</main>\n</body>\n</html>\n");
  }

  private void element(String name, String text) throws IOException {
    out.append("<%s>%s</%s>\n".formatted(name, shown(text), name));
  }

  private void writeContents() throws IOException {
    out.append("<ul>\n");
    for (int i = 0; i < report.histories().size(); i++) {
      var words = HistoryWords.of(report.histories().get(i));
      out.append(
          "<li><a href=\"#stream-%d\">%s</a>: %s</li>\n"
              .formatted(i + 1, shown(words.name()), shown(words.sentences().getFirst())));
    }
    out.append("</ul>\n");
  }

  private void write(HistoryWords words) throws IOException {
    List<String> sentences = words.sentences();
    out.append("<p class=\"lead\">%s</p>\n".formatted(shown(sentences.getFirst())));
    for (String sentence : sentences.subList(1, sentences.size())) {
      element("p", sentence);
    }
    out.append(new HistoryPlot(words).figure());
    writeTable(words);
    write(HistoryTold.of(words.history()));
    for (String note : words.history().notes()) {
      element("p", "note: " + note);
    }
  }

  private void writeTable(HistoryWords words) throws IOException {
    out.append(
        "<h3>Releases</h3>\n<div class=\"box\">\n<table>\n<caption>Newest first.</caption>\n<thead><tr>");
    List<HistoryColumn> columns = HistoryColumn.of(words);
    for (HistoryColumn column : columns) {
      out.append("<th scope=\"col\">%s</th>".formatted(column.head()));
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (History.Row row : words.history().rows().reversed()) {
      out.append("<tr>");
      for (HistoryColumn column : columns) {
        out.append(cell(column, row, words));
      }
      out.append("</tr>\n");
    }
    out.append("</tbody>\n</table>\n</div>\n");
  }

  private static String cell(HistoryColumn column, History.Row row, HistoryWords words) {
    String text = shown(column.text(row, words));
    return switch (column) {
      case RELEASE -> "<th scope=\"row\">%s</th>".formatted(text);
      case DATE -> "<td class=\"date\">%s</td>".formatted(text);
      case DEPLOYS, APP_VERSION, CHART -> "<td class=\"version\">%s</td>".formatted(text);
      case VERDICT ->
          "<td><span class=\"badge %s\">%s %s</span></td>"
              .formatted(HistoryPlot.kind(row), sign(row), text);
      case WHY -> "<td class=\"why\">%s</td>".formatted(why(row));
    };
  }

  private static String sign(History.Row row) {
    return switch (row.state()) {
      case HEALTHY -> "✓";
      case VIOLATED -> "×";
      case UNPROVEN -> "?";
      case SILENT -> "–";
    };
  }

  /** The worst in full, the others folded. */
  private static String why(History.Row row) {
    Optional<Verdict> worst = HistoryWords.worst(row);
    if (worst.isEmpty()) {
      return "";
    }
    List<String> others =
        row.verdicts().stream()
            .filter(verdict -> !(verdict instanceof Verdict.Proven))
            .map(HistoryHtml::told)
            .distinct()
            .filter(text -> !text.equals(told(worst.get())))
            .toList();
    var html = new StringBuilder(told(worst.get()));
    if (!others.isEmpty()) {
      html.append("<details><summary>and %d more</summary><ul>".formatted(others.size()));
      others.stream()
          .limit(MOST_OTHERS)
          .forEach(text -> html.append("<li>%s</li>".formatted(text)));
      html.append(others.size() > MOST_OTHERS ? "<li>…</li>" : "").append("</ul></details>");
    }
    return html.toString();
  }

  private static String told(Verdict verdict) {
    return "<code>%s</code> %s"
        .formatted(shown(verdict.claim().rule().id()), shown(verdict.message()));
  }

  private void write(List<HistoryTold> reasons) throws IOException {
    if (reasons.isEmpty()) {
      return;
    }
    out.append("<h3>What is the matter</h3>\n<dl>\n");
    for (HistoryTold told : reasons) {
      out.append(
          "<dt><span class=\"badge %s\">%s</span> %s</dt>\n"
              .formatted(
                  told.isViolation() ? "violated" : "unproven", told.kind(), told(told.verdict())));
      element("dd", "place: " + told.place());
      element("dd", "in: " + told.where(MOST_TAGS));
      if (!told.remedy().isEmpty()) {
        element("dd", "remedy: " + told.remedy());
      }
    }
    out.append("</dl>\n");
  }
}
