package dev.bulkhead.report;

import dev.bulkhead.drill.Chain;
import dev.bulkhead.drill.Change;
import dev.bulkhead.drill.Drilled;
import dev.bulkhead.drill.Judgement;
import dev.bulkhead.drill.Passage;
import dev.bulkhead.drill.Remedy;
import dev.bulkhead.drill.Step;
import dev.bulkhead.model.Userinfo;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A drill as one page of HTML that needs nothing else: no script, no font, no image. Each outage is
 * a timeline of lanes, a chain of causes and what to do; what the remedy changes stands side by
 * side. All that is drawn is said in words, too.
 */
public final class DrillHtml {
  private final DrillReport report;
  private final Appendable out;
  private final DrillFigures figures;

  private DrillHtml(DrillReport report, Appendable out) {
    this.report = report;
    this.out = out;
    this.figures = new DrillFigures(report.until());
  }

  /**
   * Writes the page.
   *
   * @throws IOException where the destination refuses a character
   */
  public static void write(DrillReport report, Appendable out) throws IOException {
    new DrillHtml(report, out).write();
  }

  /** What came from a source, as text of a page: neither a tag nor the end of an attribute. */
  static String shown(String text) {
    return HtmlPage.escape(Userinfo.concealed(text));
  }

  private void write() throws IOException {
    out.append(HtmlPage.HEAD);
    out.append("<title>%s</title>\n".formatted(shown(report.title())));
    out.append(DrillStyle.STYLE).append("</head>\n<body>\n").append(DrillTrack.PATTERNS);
    out.append("<main>\n");
    element("h1", report.title());
    element(
        "p",
        "Kubernetes %s with %s; each outage is watched for %s of simulated time."
            .formatted(
                report.cluster().cluster().minorVersion(),
                report.nodes(),
                DrillWords.clock(report.until())));
    if (!report.outages().isEmpty()) {
      writeOverview();
    }
    writeNotes();
    for (int i = 0; i < report.outages().size(); i++) {
      write(i, report.outages().get(i));
    }
    if (report.remedy().isPresent()) {
      write(report.remedy().get());
    }
    out.append(
        "<p class=\"faint\">Bulkhead %s</p>\n</main>\n</body>\n</html>\n"
            .formatted(shown(report.judged().toolVersion())));
  }

  private void element(String name, String text) throws IOException {
    out.append("<%s>%s</%s>\n".formatted(name, shown(text), name));
  }

  /** Each outage in a line, with where to read on. */
  private void writeOverview() throws IOException {
    boolean isRemedied = report.remedy().isPresent();
    out.append(
        "<div class=\"box\" tabindex=\"0\" role=\"region\" aria-label=\"overview\">\n<table class=\"index\">\n");
    out.append("<thead><tr><th scope=\"col\">outage</th><th scope=\"col\">comes to</th>");
    out.append(isRemedied ? "<th scope=\"col\"><a href=\"#remedy\">after the remedy</a></th>" : "");
    out.append("</tr></thead>\n<tbody>\n");
    for (int i = 0; i < report.outages().size(); i++) {
      Drilled drilled = report.outages().get(i).drilled();
      out.append(
          "<tr><td><a href=\"#outage-%d\">%s</a></td><td data-label=\"comes to\">%s</td>"
              .formatted(i + 1, shown(drilled.scenario().name()), badge(drilled.judgement())));
      if (isRemedied) {
        out.append(
            "<td data-label=\"after the remedy\">%s</td>"
                .formatted(after(i).map(each -> badge(each.judgement())).orElse("")));
      }
      out.append("</tr>\n");
    }
    out.append("</tbody>\n</table>\n</div>\n");
  }

  private Optional<Drilled> after(int outage) {
    return report
        .remedy()
        .filter(remedy -> outage < remedy.after().size())
        .map(remedy -> remedy.after().get(outage));
  }

  /** A verdict in colour, sign and words. */
  static String badge(Judgement judgement) {
    String form =
        switch (judgement) {
          case Judgement.Unaffected _ -> "unaffected\"><b>✓</b>";
          case Judgement.Heals _ -> "heals\"><b>!</b>";
          case Judgement.NeverHeals _ -> "never\"><b>×</b>";
          case Judgement.Depends _ -> "depends\"><b>?</b>";
        };
    return "<span class=\"badge %s %s</span>".formatted(form, shown(judgement.words()));
  }

  private void writeNotes() throws IOException {
    if (!report.callbacks().isEmpty()) {
      out.append("<h3>What the API server calls out to</h3>\n<ul>\n");
      for (String callback : report.callbacks()) {
        element("li", callback);
      }
      out.append("</ul>\n");
    }
    for (ReportedSource source : report.judged().sources()) {
      for (String note : source.notes()) {
        element("small", "note: " + note);
      }
      for (ReportedSource.Problem problem : source.problems()) {
        element("p", "%s: %s".formatted(source.name(), problem.cause()));
      }
    }
    for (String note : report.judged().notes()) {
      element("p", note);
    }
  }

  private void write(int index, DrillReport.Outage outage) throws IOException {
    Drilled drilled = outage.drilled();
    out.append(
        "<section id=\"outage-%d\" aria-labelledby=\"outage-%d-name\">\n<h2 id=\"outage-%d-name\">%s%s</h2>\n"
            .formatted(
                index + 1,
                index + 1,
                index + 1,
                badge(drilled.judgement()),
                shown(drilled.scenario().name())));
    if (drilled.judgement() instanceof Judgement.Depends(_, _, var conditions)) {
      element("p", "It is so if " + DrillWords.list(conditions) + ".");
    }
    out.append(figures.lanes(drilled));
    writeStory(drilled);
    write(drilled.chain());
    writeRunbook(outage.runbook());
    out.append("</section>\n");
  }

  /** The timeline in words. */
  private void writeStory(Drilled drilled) throws IOException {
    out.append("<details>\n<summary>The timeline as a table</summary>\n<table>\n");
    out.append("<caption>%s</caption>\n".formatted(shown(drilled.scenario().name())));
    out.append(
        "<thead><tr><th scope=\"col\">time</th><th scope=\"col\">lane</th><th scope=\"col\">what happens</th></tr></thead>\n<tbody>\n");
    for (Passage passage : Passage.of(drilled.moments())) {
      out.append(
          "<tr><td class=\"clock\">%s</td><td>%s</td><td>%s</td></tr>\n"
              .formatted(
                  DrillWords.clock(passage.at()), passage.lane(), shown(passage.sentence())));
    }
    out.append("</tbody>\n</table>\n</details>\n");
  }

  /** The chain of causes; where it is a loop, the last one leads back to the first. */
  private void write(Chain chain) throws IOException {
    if (chain.links().isEmpty()) {
      return;
    }
    out.append(chain.isLoop() ? "<h3>The loop</h3>\n" : "<h3>Why</h3>\n");
    out.append("<ol class=\"chain%s\">\n".formatted(chain.isLoop() ? " loop" : ""));
    for (Chain.Link link : chain.links()) {
      out.append(
          "<li%s>%s%s</li>\n"
              .formatted(
                  link.hooks().isEmpty() ? "" : " class=\"asked\"",
                  shown(link.text()),
                  link.hooks().isEmpty()
                      ? ""
                      : "<small>%s</small>"
                          .formatted(
                              shown(
                                  "hooks: "
                                      + String.join(
                                          ", ",
                                          link.hooks().stream().map(Object::toString).toList())))));
    }
    out.append("</ol>\n");
    if (chain.isLoop()) {
      out.append("<p class=\"loop-says\">… and so on: the last rests on the first again.</p>\n");
    }
  }

  private void writeRunbook(List<Step> steps) throws IOException {
    if (steps.isEmpty()) {
      return;
    }
    out.append("<h3>When it has happened</h3>\n<ol class=\"steps\">\n");
    for (Step step : steps) {
      out.append("<li>%s".formatted(shown(step.why())));
      writeCommands(step.commands());
      out.append("</li>\n");
    }
    out.append("</ol>\n");
  }

  private void writeCommands(List<String> commands) throws IOException {
    if (!commands.isEmpty()) {
      out.append(
          "<pre>%s</pre>"
              .formatted(String.join("\n", commands.stream().map(DrillHtml::shown).toList())));
    }
  }

  private void write(Remedy remedy) throws IOException {
    out.append("<section id=\"remedy\" aria-labelledby=\"remedy-name\">\n");
    out.append("<h2 id=\"remedy-name\">The smallest change found</h2>\n<ol class=\"steps\">\n");
    for (Change change : remedy.changes()) {
      out.append(
          "<li>%s.<small>Lost: %s</small>".formatted(shown(change.title()), shown(change.lost())));
      writeCommands(change.patch().lines().toList());
      out.append("</li>\n");
    }
    out.append("</ol>\n");
    if (remedy.values().isPresent()) {
      write(remedy.values().get());
    }
    out.append("<h3>Before and after, simulated again</h3>\n");
    for (int i = 0; i < report.outages().size(); i++) {
      Drilled before = report.outages().get(i).drilled();
      Optional<Drilled> after = after(i);
      if (after.isPresent()) {
        out.append(figures.pair(i, before, after.get()));
      }
    }
    out.append("</section>\n");
  }

  /** The same by values of the chart. */
  private void write(Remedy.ChartValues values) throws IOException {
    element("h3", "Or by values of the chart %s".formatted(values.chart()));
    writeCommands(values.yaml().lines().toList());
    for (String lost : values.lost()) {
      element("small", "Lost: " + lost);
    }
  }
}
