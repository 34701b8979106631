package dev.bulkhead.report;

import dev.bulkhead.airgap.k0s.plan.Addition;
import dev.bulkhead.airgap.k0s.plan.Gate;
import dev.bulkhead.airgap.k0s.plan.Instruction;
import dev.bulkhead.airgap.k0s.plan.MachineBundle;
import dev.bulkhead.airgap.k0s.plan.Mend;
import dev.bulkhead.airgap.k0s.plan.NodeGroup;
import dev.bulkhead.airgap.k0s.plan.PlanRules;
import dev.bulkhead.airgap.k0s.plan.Shortfall;
import dev.bulkhead.airgap.k0s.plan.StepOutcome;
import dev.bulkhead.model.Userinfo;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** A plan of an upgrade for people at a terminal: what each step comes to, and what to type. */
public final class PlanText {
  private static final int MOST_COLUMNS = 12;
  private static final int WIDEST_TITLE = 64;
  private static final int COMPONENT = 28;

  private final PlanReport report;
  private final Paint paint;
  private final TextLines out;
  private String lastFailure = "";

  private PlanText(PlanReport report, boolean coloured, Appendable out) {
    this.report = report;
    this.paint = coloured ? Paint.COLOURED : Paint.PLAIN;
    this.out = new TextLines(out);
  }

  /**
   * Writes the report; the last line says what all comes to.
   *
   * @param coloured whether colours are used
   * @throws IOException where the destination refuses a character
   */
  public static void write(PlanReport report, boolean coloured, Appendable out) throws IOException {
    new PlanText(report, coloured, out).write();
  }

  private void write() throws IOException {
    out.line(0, paint.bold(shown(report.title())));
    out.line(1, shown(report.settings()));
    for (String note : report.judged().notes()) {
      out.line(1, "note: " + shown(note));
    }
    writeMachines();
    writeSteps();
    writeMissing();
    writeOthers();
    writeMend(report.plan().mend());
    writeRunbook();
    out.gap();
    out.line(
        0,
        report.fails()
            ? paint.violated(Severity.ERROR, shown(report.conclusion()))
            : shown(report.conclusion()));
    out.line(0, summary());
  }

  private void writeMachines() throws IOException {
    out.gap();
    List<NodeGroup> machines = report.plan().upgrade().fleet().withKubelets();
    int widest = machines.stream().mapToInt(nodes -> machine(nodes).length()).max().orElse(0);
    int platforms = machines.stream().mapToInt(nodes -> platforms(nodes).length()).max().orElse(0);
    for (NodeGroup nodes : machines) {
      String files =
          nodes.files().isEmpty()
              ? "nothing is stated of what lies there"
              : nodes.files().stream().map(PlanText::file).collect(Collectors.joining(", "));
      out.line(
          1,
          "%s  %s  %s  %s"
              .formatted(
                  TextCell.padded(PlanReport.label(nodes), 7),
                  TextCell.padded(machine(nodes), widest),
                  TextCell.padded(platforms(nodes), platforms),
                  shown(files)));
    }
  }

  private static String platforms(NodeGroup nodes) {
    return nodes.platforms().stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private static String machine(NodeGroup nodes) {
    return nodes.name() + (nodes.isNew() ? " (joins)" : "");
  }

  private static String file(MachineBundle file) {
    return file.isRead() ? file.name() : file.name() + " (stated, not read)";
  }

  /** The table of steps and machines. */
  private void writeSteps() throws IOException {
    List<NodeGroup> columns = report.plan().upgrade().fleet().withKubelets();
    boolean hasColumns = columns.size() <= MOST_COLUMNS;
    out.gap();
    int title = titleWidth();
    String head = TextCell.padded("step", title + 4);
    if (hasColumns) {
      head += columns.stream().map(c -> column(PlanReport.label(c))).collect(Collectors.joining());
    }
    out.line(1, paint.faint(head.stripTrailing()));
    for (StepOutcome outcome : report.plan().outcomes()) {
      write(outcome, title, hasColumns ? columns : List.of());
    }
    out.line(
        1,
        paint.faint(
            "✓ all there   ×n misses n images   !n misses n that may land elsewhere   ? not known"
                + "   · not there"));
  }

  private static String failure(Shortfall worst) {
    return "%s: %s (%s)".formatted(worst.consequence(), worst.absence(), worst.failure());
  }

  private int titleWidth() {
    int widest =
        report.plan().outcomes().stream()
            .mapToInt(outcome -> Printable.width(shown(outcome.step().title())))
            .max()
            .orElse(0);
    return Math.min(WIDEST_TITLE, widest);
  }

  private static String column(String text) {
    return " " + TextCell.padded(text, 6);
  }

  private void write(StepOutcome outcome, int title, List<NodeGroup> columns) throws IOException {
    var line = new StringBuilder();
    line.append("%2d  ".formatted(outcome.step().number()));
    line.append(TextCell.padded(TextCell.beginningOf(shown(outcome.step().title()), title), title));
    for (NodeGroup nodes : columns) {
      String text = PlanReport.cell(outcome, nodes).map(PlanReport.Cell::text).orElse("·");
      String padded = column(text);
      line.append(
          text.startsWith("×")
              ? paint.violated(Severity.ERROR, padded)
              : text.startsWith("!") ? paint.violated(Severity.WARNING, padded) : padded);
    }
    out.line(1, line.toString().stripTrailing());
    String failure = outcome.worst().map(PlanText::failure).orElse("");
    if (!failure.isEmpty()) {
      boolean isToldAlready = failure.equals(lastFailure);
      out.line(
          3,
          paint.violated(Severity.ERROR, "fails")
              + (isToldAlready ? " for the same reason" : ": " + shown(failure)));
    }
    lastFailure = failure;
  }

  private void writeMissing() throws IOException {
    for (PlanReport.Missing missing : report.missing()) {
      out.gap();
      out.line(
          0,
          paint.bold("missing on " + shown(missing.nodes().name()))
              + paint.faint(
                  ", in the order in which it is missed (%s)"
                      .formatted(PlanRules.IMAGE_NOT_IN_BUNDLE.id())));
      for (PlanReport.Absent absent : missing.images()) {
        var shortfall = absent.shortfall();
        out.line(
            1,
            "%s%s  %s"
                .formatted(
                    TextCell.padded(shown(shortfall.component()), COMPONENT),
                    paint.bold(shown(shortfall.need().image())),
                    paint.faint("%s, %s".formatted(shortfall.failure(), absent.span()))));
        out.line(2, shown("%s; %s".formatted(shortfall.consequence(), shortfall.need().asked())));
      }
    }
  }

  private void writeOthers() throws IOException {
    if (report.others().isEmpty()) {
      return;
    }
    out.gap();
    for (Finding finding : report.others()) {
      String label =
          finding.verdict() instanceof Verdict.Unproven
              ? paint.unproven("unproven")
              : paint.violated(finding.severity(), finding.severity().toString());
      out.line(0, "%s %s".formatted(label, paint.bold(finding.claim().rule().id())));
      out.line(1, shown(finding.verdict().message()));
      out.line(1, "remedy: " + shown(JsonReport.remedyOf(finding.verdict())));
      out.line(1, paint.faint("id: " + finding.id()));
    }
  }

  private void writeMend(Mend mend) throws IOException {
    if (mend.missing() == 0) {
      return;
    }
    out.gap();
    out.line(0, paint.bold("what mends it, played again"));
    out.line(1, "as it is: %s missing".formatted(images(mend.missing())));
    if (!mend.stale().isEmpty()) {
      out.line(
          1,
          "without the %d images of %s that nobody chose: %s missing%s"
              .formatted(
                  mend.stale().size(),
                  shown(report.plan().upgrade().settings().cluster().file()),
                  images(mend.afterStripping()),
                  mend.afterStripping() == 0 ? "" : ", of both releases, since either may lead"));
    }
    for (Addition addition : mend.additions()) {
      out.line(
          1,
          addition.isAtHand()
              ? "with %s on %s, too: it holds %s of them"
                  .formatted(
                      shown(addition.path()),
                      shown(addition.nodes().name()),
                      addition.images().size())
              : "with a bundle on %s of these, which none of the bundles named holds:"
                  .formatted(shown(addition.nodes().name())));
      if (!addition.isAtHand()) {
        for (String image : addition.images()) {
          out.line(3, shown(image));
        }
      }
    }
    if (!mend.additions().isEmpty()) {
      out.line(1, "with all of that: %s missing".formatted(images(mend.afterAll())));
    }
    for (String remedy : mend.instead()) {
      out.line(1, "where no bundle helps: " + shown(remedy));
    }
  }

  private static String images(int number) {
    return number == 0 ? "nothing is" : PlanReport.count(number, "image");
  }

  private void writeRunbook() throws IOException {
    out.gap();
    out.line(0, paint.bold("runbook"));
    int number = 0;
    for (Instruction instruction : report.plan().runbook()) {
      number++;
      out.line(1, "%d. %s".formatted(number, shown(instruction.title())));
      for (String command : instruction.commands()) {
        out.line(4, shown(command));
      }
      for (Gate gate : instruction.gates()) {
        boolean hasCommand = !gate.command().isEmpty();
        out.line(
            2, paint.faint("do not go on until ") + shown(gate.until()) + (hasCommand ? ":" : ""));
        if (hasCommand) {
          out.line(4, shown(gate.command()));
        }
      }
    }
  }

  private String summary() {
    var counts = report.judged().counts();
    return "%d proven, %d violated (%d errors, %d warnings, %d notices), %d unproven"
        .formatted(
            counts.proven(),
            counts.violated(),
            counts.errors(),
            counts.warnings(),
            counts.notices(),
            counts.unproven());
  }

  private static String shown(String text) {
    return Printable.escape(Userinfo.concealed(text));
  }
}
