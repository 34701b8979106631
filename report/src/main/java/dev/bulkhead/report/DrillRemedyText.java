package dev.bulkhead.report;

import dev.bulkhead.drill.Change;
import dev.bulkhead.drill.Drilled;
import dev.bulkhead.drill.Judgement;
import dev.bulkhead.drill.Reinforcement;
import dev.bulkhead.drill.Remedy;
import dev.bulkhead.model.Userinfo;
import dev.bulkhead.verdict.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What makes all outages heal, for people at a terminal. */
record DrillRemedyText(TextLines out, Paint paint) {
  /** Writes all that was found. */
  void write(Remedy remedy) throws IOException {
    out.gap();
    long unhealed =
        remedy.after().stream()
            .filter(each -> each.judgement() instanceof Judgement.NeverHeals)
            .count();
    out.line(
        0,
        paint.bold("the smallest change found")
            + (unhealed == 0 ? "; after it every outage heals, simulated again" : ""));
    for (Change change : remedy.changes()) {
      out.line(1, shown(change.title()) + ".");
      out.line(2, paint.faint("lost: " + shown(change.lost())));
      for (String line : change.patch().lines().toList()) {
        out.line(2, shown(line));
      }
    }
    writeAfter(remedy.after());
    if (remedy.values().isPresent()) {
      write(remedy.values().get());
    }
    if (remedy.reinforcement().isPresent()) {
      write(remedy.reinforcement().get());
    }
  }

  private void write(Reinforcement reinforcement) throws IOException {
    out.line(0, paint.bold("or, with nothing lost") + ", simulated again");
    for (int i = 0; i < reinforcement.titles().size(); i++) {
      out.line(1, shown(reinforcement.titles().get(i)) + ".");
      out.line(2, shown(reinforcement.patches().get(i)));
    }
    writeAfter(reinforcement.after());
  }

  private void write(Remedy.ChartValues values) throws IOException {
    out.line(
        0,
        paint.bold("the same by values of the chart %s".formatted(shown(values.chart())))
            + ", rendered and simulated again");
    for (String line : values.yaml().lines().toList()) {
      out.line(2, shown(line));
    }
    for (String lost : values.lost()) {
      out.line(2, paint.faint("lost: " + shown(lost)));
    }
    writeAfter(values.after());
  }

  private void writeAfter(List<Drilled> after) throws IOException {
    Map<String, List<Drilled>> byJudgement = new LinkedHashMap<>();
    for (Drilled each : after) {
      byJudgement.computeIfAbsent(each.judgement().words(), any -> new ArrayList<>()).add(each);
    }
    for (List<Drilled> same : byJudgement.values()) {
      out.line(
          1,
          "then %s: %s"
              .formatted(
                  label(same.getFirst().judgement(), paint),
                  same.size() == after.size()
                      ? "all outages"
                      : shown(
                          String.join(
                              "; ", same.stream().map(each -> each.scenario().name()).toList()))));
    }
  }

  /** What an outage comes to, in its colour. */
  static String label(Judgement judgement, Paint paint) {
    return switch (judgement) {
      case Judgement.Unaffected one -> paint.proven(one.words());
      case Judgement.Heals one -> paint.violated(Severity.WARNING, one.words());
      case Judgement.NeverHeals one -> paint.violated(Severity.ERROR, one.words());
      case Judgement.Depends one -> paint.unproven(one.words());
    };
  }

  private static String shown(String text) {
    return Printable.escape(Userinfo.concealed(text));
  }
}
