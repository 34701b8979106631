package dev.bulkhead.report;

import dev.bulkhead.drill.Change;
import dev.bulkhead.drill.Drilled;
import dev.bulkhead.drill.Judgement;
import dev.bulkhead.drill.Rollout;
import dev.bulkhead.model.Userinfo;
import java.io.IOException;
import java.util.List;

/** A staged plan for bringing webhooks into a cluster, in Markdown; each stage was simulated. */
public final class DrillRollout {
  private final DrillReport report;
  private final Rollout rollout;
  private final Appendable out;

  private DrillRollout(DrillReport report, Rollout rollout, Appendable out) {
    this.report = report;
    this.rollout = rollout;
    this.out = out;
  }

  /**
   * Writes the plan.
   *
   * @throws IOException where the destination refuses a character
   */
  public static void write(DrillReport report, Rollout rollout, Appendable out) throws IOException {
    new DrillRollout(report, rollout, out).write();
  }

  private void write() throws IOException {
    line("# Rollout by stages: " + shown(report.title()));
    line("");
    line(
        "Every stage was simulated on Kubernetes %s with %s, each outage for %s. Go on to the next stage when the webhooks have answered for some days without an alert, and have the commands of the stage before at hand. The commands change webhooks that are registered as the sources state them; at a first install, write the same into what you install."
            .formatted(
                report.cluster().cluster().minorVersion(),
                shown(report.nodes()),
                DrillWords.clock(report.until())));
    line("");
    line("| stage | outages that heal | that never heal |");
    line("| --- | ---: | ---: |");
    int number = 1;
    for (Rollout.Stage stage : rollout.stages()) {
      line("| %d. %s | %s |".formatted(number++, stage.name(), counts(stage)));
    }
    if (rollout.stuck().isPresent()) {
      Rollout.Stage stuck = rollout.stuck().get();
      line("| %s: **not proposed** | %s |".formatted(stuck.name(), counts(stuck)));
    }
    writeFirst();
    number = 1;
    for (Rollout.Stage stage : rollout.stages()) {
      writeStage("## Stage %d: %s".formatted(number++, stage.name()), stage);
    }
    if (rollout.stuck().isPresent()) {
      writeStuck(rollout.stuck().get());
    }
  }

  private static String counts(Rollout.Stage stage) {
    long broken =
        stage.after().stream()
            .filter(each -> each.judgement().badness() == Judgement.WORST)
            .count();
    return "%d | %d".formatted(stage.after().size() - broken, broken);
  }

  private void writeFirst() throws IOException {
    if (rollout.first().isEmpty()) {
      return;
    }
    line("");
    line("## Before the first stage");
    line("");
    line(
        "As the sources state them, the webhooks would leave the cluster broken. Change this first:");
    line("");
    for (Change change : rollout.first()) {
      line("- %s.".formatted(shown(change.title())));
      line("  Lost: %s".formatted(shown(change.lost())));
    }
    writeCode(rollout.first().stream().map(Change::patch).toList());
  }

  private void writeStage(String heading, Rollout.Stage stage) throws IOException {
    line("");
    line(heading);
    line("");
    line(stage.purpose());
    if (stage.purpose().contains(Rollout.LABEL)) {
      line("Let a namespace take part:");
      writeCode(
          List.of(
              "kubectl label namespace NAMESPACE %s=%s".formatted(Rollout.LABEL, Rollout.VALUE)));
    }
    line("");
    line("The webhooks:");
    writeCode(stage.patches());
    writeOutcomes(stage);
  }

  private void writeOutcomes(Rollout.Stage stage) throws IOException {
    line("");
    line("Simulated:");
    line("");
    for (Drilled drilled : stage.after()) {
      line(
          "- **%s** %s"
              .formatted(shown(drilled.judgement().words()), shown(drilled.scenario().name())));
    }
  }

  private void writeStuck(Rollout.Stage stuck) throws IOException {
    line("");
    line("## Not proposed: " + stuck.name());
    line("");
    line(
        "An outage would never heal, and no change was found that heals it. Stay at the stage before, or change the webhooks and drill again.");
    writeOutcomes(stuck);
  }

  /** A block whose fence is longer than any within. */
  private void writeCode(List<String> lines) throws IOException {
    String code = String.join("\n", lines.stream().map(DrillRollout::plain).toList());
    String fence = "```";
    while (code.contains(fence)) {
      fence += "`";
    }
    line("");
    line(fence + "sh");
    line(code);
    line(fence);
  }

  private void line(String text) throws IOException {
    out.append(text).append('\n');
  }

  private static String plain(String text) {
    return String.join(
        "\n", text.lines().map(each -> Printable.escape(Userinfo.concealed(each))).toList());
  }

  private static String shown(String text) {
    return MatrixMarkdown.escape(Userinfo.concealed(text));
  }
}
