package dev.bulkhead.report;

import dev.bulkhead.airgap.k0s.plan.Addition;
import dev.bulkhead.airgap.k0s.plan.Gate;
import dev.bulkhead.airgap.k0s.plan.Instruction;
import dev.bulkhead.airgap.k0s.plan.MachineBundle;
import dev.bulkhead.airgap.k0s.plan.Mend;
import dev.bulkhead.airgap.k0s.plan.NodeGroup;
import dev.bulkhead.airgap.k0s.plan.StepOutcome;
import dev.bulkhead.model.Userinfo;
import dev.bulkhead.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A plan of an upgrade as one page of HTML that needs nothing else: no script, no font, no image.
 * The table of steps and machines, what is missing, what mends it, the runbook.
 */
public final class PlanHtml {
  private final PlanReport report;
  private final Appendable out;

  private PlanHtml(PlanReport report, Appendable out) {
    this.report = report;
    this.out = out;
  }

  /**
   * Writes the page.
   *
   * @throws IOException where the destination refuses a character
   */
  public static void write(PlanReport report, Appendable out) throws IOException {
    new PlanHtml(report, out).write();
  }

  private static String shown(String text) {
    return HtmlPage.escape(Userinfo.concealed(text));
  }

  private void write() throws IOException {
    out.append(HtmlPage.HEAD);
    out.append("<title>%s</title>\n".formatted(shown(report.title())));
    out.append(PlanStyle.STYLE).append("</head>\n<body>\n<main>\n");
    element("h1", report.title());
    element("p", report.settings());
    boolean fails = report.fails();
    out.append(
        "<p class=\"conclusion %s\"><b>%s</b> %s</p>\n"
            .formatted(fails ? "bad" : "good", fails ? "×" : "✓", shown(report.conclusion())));
    for (String note : report.judged().notes()) {
      element("small", "note: " + note);
    }
    writeSteps();
    writeMachines();
    writeMissing();
    writeOthers();
    writeMend(report.plan().mend());
    writeRunbook();
    out.append(
        "<p class=\"faint\">Bulkhead %s</p>\n</main>\n</body>\n</html>\n"
            .formatted(shown(report.judged().toolVersion())));
  }

  private void element(String name, String text) throws IOException {
    out.append("<%s>%s</%s>\n".formatted(name, shown(text), name));
  }

  private void head(String... columns) throws IOException {
    out.append("<thead><tr>");
    for (String column : columns) {
      out.append("<th scope=\"col\">%s</th>".formatted(shown(column)));
    }
    out.append("</tr></thead>\n<tbody>\n");
  }

  private void writeSteps() throws IOException {
    List<NodeGroup> columns = report.plan().upgrade().fleet().withKubelets();
    element("h2", "Steps and machines");
    out.append(
        "<div class=\"box\" tabindex=\"0\" role=\"region\" aria-label=\"steps and machines\">\n<table class=\"steps-table\">\n");
    out.append("<thead><tr><th scope=\"col\"></th><th scope=\"col\">step</th>");
    for (NodeGroup nodes : columns) {
      out.append(
          "<th scope=\"col\" title=\"%s\">%s</th>"
              .formatted(shown(nodes.name()), shown(PlanReport.label(nodes))));
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (StepOutcome outcome : report.plan().outcomes()) {
      write(outcome, columns);
    }
    out.append("</tbody>\n</table>\n</div>\n");
    element(
        "small",
        "✓ all images are there; ×n misses n of them; !n misses n that may land elsewhere; ? not"
            + " known; · has no part in the step.");
  }

  private void write(StepOutcome outcome, List<NodeGroup> columns) throws IOException {
    out.append(
        "<tr%s><td class=\"clock\">%d</td><th scope=\"row\">%s"
            .formatted(
                outcome.fails() ? " class=\"fails\"" : "",
                outcome.step().number(),
                shown(outcome.step().title())));
    if (outcome.worst().isPresent()) {
      var worst = outcome.worst().get();
      out.append(
          "<small>fails: %s: %s (%s)</small>"
              .formatted(
                  shown(worst.consequence()),
                  shown(worst.absence()),
                  shown(worst.failure().toString())));
    }
    out.append("</th>");
    for (NodeGroup nodes : columns) {
      Optional<PlanReport.Cell> cell = PlanReport.cell(outcome, nodes);
      out.append(
          "<td class=\"cell %s\">%s</td>"
              .formatted(
                  cell.map(PlanHtml::style).orElse("none"),
                  cell.map(PlanReport.Cell::text).orElse("·")));
    }
    out.append("</tr>\n");
  }

  private static String style(PlanReport.Cell cell) {
    if (cell.missing() > 0) {
      return cell.isFatal() ? "bad" : "warn";
    }
    return cell.unknown() > 0 ? "open" : "good";
  }

  private void writeMachines() throws IOException {
    element("h2", "Machines and their bundles");
    out.append("<table>\n");
    head("", "machines", "platform", "bundles");
    for (NodeGroup nodes : report.plan().upgrade().fleet().withKubelets()) {
      out.append(
          "<tr><td>%s</td><th scope=\"row\">%s%s</th><td>%s</td><td>%s</td></tr>\n"
              .formatted(
                  shown(PlanReport.label(nodes)),
                  shown(nodes.name()),
                  nodes.isNew() ? " <small>joins</small>" : "",
                  shown(
                      nodes.platforms().stream()
                          .map(Object::toString)
                          .collect(Collectors.joining(", "))),
                  nodes.files().isEmpty()
                      ? "nothing is stated"
                      : nodes.files().stream()
                          .map(PlanHtml::file)
                          .collect(Collectors.joining("<br>"))));
    }
    out.append("</tbody>\n</table>\n");
  }

  private static String file(MachineBundle file) {
    return shown(file.name()) + (file.isRead() ? "" : " (stated, not read)");
  }

  private void writeMissing() throws IOException {
    if (report.missing().isEmpty()) {
      return;
    }
    element("h2", "What is missing, in the order in which it is missed");
    for (PlanReport.Missing missing : report.missing()) {
      element("h3", missing.nodes().name());
      out.append(
          "<div class=\"box\" tabindex=\"0\" role=\"region\" aria-label=\"missing images\">\n<table>\n");
      head("component", "image", "so", "why it is asked for", "steps");
      for (PlanReport.Absent absent : missing.images()) {
        var shortfall = absent.shortfall();
        out.append(
            "<tr><th scope=\"row\">%s</th><td><code>%s</code><small>%s</small></td><td>%s</td><td>%s</td><td>%s</td></tr>\n"
                .formatted(
                    shown(shortfall.component()),
                    shown(shortfall.need().image()),
                    shown(shortfall.failure().toString()),
                    shown(shortfall.consequence()),
                    shown(shortfall.need().asked()),
                    shown(absent.span())));
      }
      out.append("</tbody>\n</table>\n</div>\n");
    }
  }

  private void writeOthers() throws IOException {
    if (report.others().isEmpty()) {
      return;
    }
    element("h2", "Besides");
    out.append("<ul class=\"verdicts\">\n");
    for (Finding finding : report.others()) {
      String label =
          finding.verdict() instanceof Verdict.Unproven
              ? "unproven"
              : finding.severity().toString();
      out.append(
          "<li><span class=\"badge %s\">%s</span> <b>%s</b> %s<small>%s</small></li>\n"
              .formatted(
                  label,
                  label,
                  shown(finding.claim().rule().id()),
                  shown(finding.verdict().message()),
                  shown(JsonReport.remedyOf(finding.verdict()))));
    }
    out.append("</ul>\n");
  }

  private void writeMend(Mend mend) throws IOException {
    if (mend.missing() == 0) {
      return;
    }
    element("h2", "What mends it, played again");
    out.append("<ol>\n");
    item("As it is, %s missing.".formatted(images(mend.missing())));
    if (!mend.stale().isEmpty()) {
      item(
          "Without the %d images of the settings that nobody chose, %s missing%s."
              .formatted(
                  mend.stale().size(),
                  images(mend.afterStripping()),
                  mend.afterStripping() == 0 ? "" : ", of both releases, since either may lead"));
    }
    for (Addition addition : mend.additions()) {
      item(
          (addition.isAtHand()
                  ? "With %s on %s, too, which holds: ".formatted(addition.path(), addition.nodes())
                  : "With a bundle on %s of what none of those named holds: "
                      .formatted(addition.nodes()))
              + String.join(", ", addition.images())
              + ".");
    }
    if (!mend.additions().isEmpty()) {
      item("With all of that, %s missing.".formatted(images(mend.afterAll())));
    }
    for (String remedy : mend.instead()) {
      item("Where no bundle helps: " + remedy);
    }
    out.append("</ol>\n");
  }

  private void item(String text) throws IOException {
    element("li", text);
  }

  private static String images(int number) {
    return number == 0
        ? "nothing is"
        : number == 1 ? "1 image is" : "%d images are".formatted(number);
  }

  private void writeRunbook() throws IOException {
    element("h2", "Runbook");
    out.append("<ol class=\"steps\">\n");
    for (Instruction instruction : report.plan().runbook()) {
      out.append("<li>%s".formatted(shown(instruction.title())));
      if (!instruction.commands().isEmpty()) {
        out.append(
            "<pre>%s</pre>"
                .formatted(
                    instruction.commands().stream()
                        .map(PlanHtml::shown)
                        .collect(Collectors.joining("\n"))));
      }
      out.append("<ul class=\"gates\">\n");
      for (Gate gate : instruction.gates()) {
        out.append(
            "<li>Do not go on until %s%s</li>\n"
                .formatted(
                    shown(gate.until()),
                    gate.command().isEmpty()
                        ? ""
                        : ": <pre>%s</pre>".formatted(shown(gate.command()))));
      }
      out.append("</ul></li>\n");
    }
    out.append("</ol>\n");
  }
}
