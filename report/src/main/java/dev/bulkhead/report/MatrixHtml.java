package dev.bulkhead.report;

import dev.bulkhead.variants.Cell;
import dev.bulkhead.variants.Matrix;
import dev.bulkhead.variants.Reason;
import dev.bulkhead.variants.Release;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A matrix as one page of HTML that needs nothing else: no script, no font, no image. It follows
 * the reader's choice of light or dark, and can be printed.
 */
public final class MatrixHtml {
  private static final int MOST_REASONS = 3;

  private static final String STYLE =
      """
      <style>
      :root {
        color-scheme: light dark;
        --text: #1b1f24; --faint: #57606a; --page: #ffffff; --line: #d0d7de; --head: #f3f5f7;
        --proven: #d8f3dc; --proven-text: #11502a;
        --violated: #ffdcd8; --violated-text: #86181d;
        --unproven: #ece3fb; --unproven-text: #4b2a85;
      }
      @media (prefers-color-scheme: dark) {
        :root {
          --text: #e6edf3; --faint: #9aa4af; --page: #0d1117; --line: #30363d; --head: #161b22;
          --proven: #12361f; --proven-text: #9be9a8;
          --violated: #4d1714; --violated-text: #ffb3ab;
          --unproven: #2f2350; --unproven-text: #d6c4ff;
        }
      }
      body { margin: 2rem; font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); }
      h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
      a { color: inherit; }
      table { border-collapse: separate; border-spacing: 0; }
      caption { text-align: left; padding: 0 0 .5rem; color: var(--faint); }
      th, td { padding: .35rem .7rem; border: solid var(--line); border-width: 0 1px 1px 0; text-align: left; vertical-align: top; }
      thead th { position: sticky; top: 0; z-index: 2; background: var(--head); border-top-width: 1px; }
      tr > :first-child { position: sticky; left: 0; background: var(--head); border-left-width: 1px; white-space: nowrap; }
      thead tr > :first-child { z-index: 3; } tbody th { z-index: 1; font-weight: 600; }
      td details { max-width: 24rem; } summary { cursor: pointer; white-space: nowrap; }
      td ul { margin: .3rem 0 0; padding-left: 1.1rem; font-size: .9em; }
      .proven { background: var(--proven); color: var(--proven-text); }
      .violated { background: var(--violated); color: var(--violated-text); font-weight: 600; }
      .violated ul { font-weight: 400; }
      .unproven, .unread { background: var(--unproven); color: var(--unproven-text); }
      .tag { border-radius: .3rem; padding: .05rem .4rem; }
      .faint, dd { color: var(--faint); } dd { margin-left: 1.2rem; overflow-wrap: anywhere; }
      dt { margin-top: .9rem; overflow-wrap: anywhere; }
      @media print {
        body { margin: 0; font-size: 10pt; }
        thead th, tr > :first-child { position: static; }
        .proven, .violated, .unproven, .unread { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        details > :not(summary) { display: none; }
        tr, dt, dd { break-inside: avoid; }
      }
      </style>
      """;

  private final MatrixReport report;
  private final Matrix matrix;
  private final MatrixWords words;
  private final Appendable out;

  /** The number under which each reason is told. */
  private final Map<Reason, Integer> numbers = new HashMap<>();

  private MatrixHtml(MatrixReport report, Appendable out) {
    this.report = report;
    this.matrix = report.matrix();
    this.words = new MatrixWords(report);
    this.out = out;
  }

  /**
   * Writes the page.
   *
   * @throws IOException where the destination refuses a character
   */
  public static void write(MatrixReport report, Appendable out) throws IOException {
    new MatrixHtml(report, out).write();
  }

  private void write() throws IOException {
    List<Matrix.Told> reasons = matrix.reasons();
    for (int i = 0; i < reasons.size(); i++) {
      for (Reason reason : reasons.get(i).words()) {
        numbers.put(reason, i + 1);
      }
    }
    out.append(HtmlPage.HEAD)
        .append("<title>")
        .append(HtmlPage.escape(report.title()))
        .append("</title>\n");
    out.append(STYLE).append("</head>\n<body>\n<main>\n");
    element("h1", report.title());
    writeTable();
    for (String sentence : words.ofVersions()) {
      element("p", sentence);
    }
    writeReleases();
    writeReasons(reasons);
    writeEnd();
    out.append("</main>\n</body>\n</html>\n");
  }

  private void element(String name, String text) throws IOException {
    out.append("<%s>%s</%s>\n".formatted(name, HtmlPage.escape(text), name));
  }

  private void writeTable() throws IOException {
    out.append("<table>\n<caption>%s</caption>\n".formatted(HtmlPage.escape(words.summary())));
    out.append("<thead>\n<tr><th scope=\"col\">release</th>");
    for (String name : matrix.names()) {
      out.append("<th scope=\"col\">%s</th>".formatted(HtmlPage.escape(name)));
    }
    out.append("</tr>\n</thead>\n<tbody>\n");
    for (Release release : matrix.releases()) {
      out.append(
          "<tr><th scope=\"row\">%s</th>".formatted(HtmlPage.escape(MatrixWords.label(release))));
      writeCells(release);
      out.append("</tr>\n");
    }
    out.append("</tbody>\n</table>\n");
  }

  private void writeCells(Release release) throws IOException {
    switch (release) {
      case Release.Judged judged -> {
        for (Cell cell : judged.cells()) {
          writeCell(cell);
        }
      }
      case Release.Unreadable(var _, var cause, var _) ->
          out.append(
              "<td class=\"unread\" colspan=\"%d\">not read: %s</td>"
                  .formatted(matrix.versions().size(), HtmlPage.escape(cause)));
    }
  }

  private void writeCell(Cell cell) throws IOException {
    if (cell.reasons().isEmpty()) {
      out.append("<td class=\"proven\">proven</td>");
      return;
    }
    out.append(
        "<td class=\"%s\" title=\"%s\"><details><summary>%s</summary><ul>"
            .formatted(
                cell.state(), HtmlPage.escape(cell.reasons().getFirst().message()), cell.state()));
    for (Reason reason : cell.reasons().stream().limit(MOST_REASONS).toList()) {
      Integer number = numbers.get(reason);
      String text = HtmlPage.escape(reason.message());
      out.append(
          number == null
              ? "<li>%s</li>".formatted(text)
              : "<li><a href=\"#reason-%d\">%s</a></li>".formatted(number, text));
    }
    if (cell.reasons().size() > MOST_REASONS) {
      out.append("<li>and %d more, below</li>".formatted(cell.reasons().size() - MOST_REASONS));
    }
    out.append("</ul></details></td>");
  }

  private void writeReleases() throws IOException {
    element("h2", "Releases");
    out.append("<dl>\n");
    for (MatrixWords.Said said : words.said()) {
      element("dt", MatrixWords.joined(said.releases()));
      element("dd", said.words());
    }
    out.append("</dl>\n");
  }

  private void writeReasons(List<Matrix.Told> reasons) throws IOException {
    if (reasons.isEmpty()) {
      return;
    }
    element("h2", "Reasons");
    out.append("<dl>\n");
    for (int i = 0; i < reasons.size(); i++) {
      Matrix.Told told = reasons.get(i);
      var reason = told.reason();
      String kind = told.isViolation() ? "violated" : "unproven";
      out.append(
          "<dt id=\"reason-%d\"><span class=\"tag %s\">%s</span> %s%s</dt>\n"
              .formatted(
                  i + 1,
                  kind,
                  kind,
                  reason.rule().isEmpty()
                      ? ""
                      : "<code>%s</code>: ".formatted(HtmlPage.escape(reason.rule())),
                  HtmlPage.escape(reason.message())));
      if (!reason.subjects().isEmpty()) {
        element("dd", "in: " + String.join("; ", reason.subjects()));
      }
      element("dd", "cells: " + String.join("; ", words.cells(told)));
      if (!reason.remedy().isEmpty()) {
        element("dd", "remedy: " + reason.remedy());
      }
    }
    out.append("</dl>\n");
  }

  private void writeEnd() throws IOException {
    for (String note : words.notes()) {
      element("p", "note: " + note);
    }
    for (String sentence : words.ending()) {
      element("p", sentence);
    }
    out.append(
        "<p class=\"faint\">Bulkhead %s</p>\n".formatted(HtmlPage.escape(report.toolVersion())));
  }
}
