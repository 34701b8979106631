package dev.bulkhead.report;

import dev.bulkhead.drill.Chain;
import dev.bulkhead.drill.Drilled;
import dev.bulkhead.drill.Harm;
import dev.bulkhead.drill.Judgement;
import dev.bulkhead.drill.Mark;
import dev.bulkhead.drill.Passage;
import dev.bulkhead.drill.Step;
import dev.bulkhead.model.Userinfo;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A drill for people at a terminal: what each outage does, minute by minute, and what to do. */
public final class DrillText {
  /** A story longer than this is cut; the end is what matters, and is told apart. */
  private static final int MOST_PASSAGES = 24;

  private static final int MOST_REFUSED = 12;

  private final DrillReport report;
  private final Paint paint;
  private final boolean isWhole;
  private final TextLines out;
  private final TextBlock blocks;
  private final Set<String> told = new HashSet<>();

  private DrillText(DrillReport report, boolean coloured, boolean isWhole, Appendable out) {
    this.report = report;
    this.paint = coloured ? Paint.COLOURED : Paint.PLAIN;
    this.isWhole = isWhole;
    this.out = new TextLines(out);
    this.blocks = new TextBlock(this.out, paint, SourceLines.NONE, 100);
  }

  /**
   * Writes the report; the last line is the summary.
   *
   * @param coloured whether colours are used
   * @param isWhole whether nothing is cut
   * @throws IOException where the destination refuses a character
   */
  public static void write(DrillReport report, boolean coloured, boolean isWhole, Appendable out)
      throws IOException {
    new DrillText(report, coloured, isWhole, out).write();
  }

  private void write() throws IOException {
    out.line(0, paint.bold(shown(report.title())));
    out.line(
        1,
        "on Kubernetes %s with %s; each outage is watched for %s"
            .formatted(
                report.cluster().cluster().minorVersion(),
                report.nodes(),
                DrillWords.clock(report.until())));
    for (ReportedSource source : report.judged().sources()) {
      for (String note : source.notes()) {
        out.line(1, "note: " + shown(note));
      }
      for (ReportedSource.Problem problem : source.problems()) {
        blocks.write(problem, source.name());
      }
    }
    for (String note : report.judged().notes()) {
      out.line(1, "note: " + shown(note));
    }
    for (String callback : report.callbacks()) {
      out.line(1, shown(callback));
    }
    for (Verdict gap : report.gaps()) {
      out.line(1, paint.unproven("unproven") + "  " + shown(gap.message()));
      if (gap instanceof Verdict.Unproven unproven) {
        out.line(2, "remedy: " + shown(unproven.remedy()));
      }
    }
    writeOutages();
    if (report.remedy().isPresent()) {
      new DrillRemedyText(out, paint).write(report.remedy().get());
    }
    out.gap();
    out.line(0, summary());
  }

  /** Outages that go alike are told once. */
  private void writeOutages() throws IOException {
    Map<List<Object>, List<DrillReport.Outage>> alike = new LinkedHashMap<>();
    for (DrillReport.Outage outage : report.outages()) {
      Drilled drilled = outage.drilled();
      List<Object> key =
          drilled.judgement() instanceof Judgement.Unaffected
              ? List.of("unaffected")
              : List.of(drilled.scenario().name());
      alike.computeIfAbsent(key, any -> new ArrayList<>()).add(outage);
    }
    for (List<DrillReport.Outage> same : alike.values()) {
      out.gap();
      if (same.getFirst().drilled().judgement() instanceof Judgement.Unaffected) {
        for (DrillReport.Outage outage : same) {
          out.line(
              0, paint.proven("unaffected") + "  " + shown(outage.drilled().scenario().name()));
        }
      } else {
        write(same.getFirst());
      }
    }
  }

  private void write(DrillReport.Outage outage) throws IOException {
    Drilled drilled = outage.drilled();
    out.line(
        0,
        DrillRemedyText.label(drilled.judgement(), paint)
            + "  "
            + paint.bold(shown(drilled.scenario().name())));
    if (drilled.judgement() instanceof Judgement.Depends(_, _, var conditions)) {
      out.line(1, "if " + shown(DrillWords.list(conditions)));
    }
    writeRefused(drilled);
    writeStory(drilled);
    writeHarms(drilled);
    writeChain(drilled.chain());
    writeRunbook(outage.runbook());
  }

  /** What was told of an outage before is not told again. */
  private void writeRefused(Drilled drilled) throws IOException {
    List<DrillWords.Refused> all = DrillWords.refused(drilled.tallies());
    List<DrillWords.Refused> worth =
        isWhole ? all : all.stream().filter(DrillWords.Refused::isVital).toList();
    if (worth.isEmpty()) {
      return;
    }
    List<DrillWords.Refused> fresh =
        worth.stream().filter(one -> isWhole || told.add(one.what())).toList();
    out.line(1, isWhole ? "what hooks refuse or hold" : "refused, of what a cluster lives on");
    if (fresh.size() < worth.size()) {
      out.line(2, "%s as above".formatted(count(worth.size() - fresh.size(), "kind")));
    }
    int most = isWhole ? fresh.size() : Math.min(fresh.size(), MOST_REFUSED);
    for (DrillWords.Refused refused : fresh.subList(0, most)) {
      write(refused);
    }
    int others = all.size() - worth.size() + fresh.size() - most;
    if (others > 0) {
      out.line(
          2,
          paint.faint("… and %s of requests (--show all)".formatted(count(others, "other kind"))));
    }
  }

  private void write(DrillWords.Refused refused) throws IOException {
    String standing = refused.standing().words();
    out.line(
        2,
        "%s %s %sby %s%s"
            .formatted(
                paint.bold(shown(refused.request())),
                paint.faint("of " + refused.vital().sender()),
                isWhole ? refused.fate() + " " : "",
                shown(refused.by()),
                standing.isEmpty() ? "" : " (" + standing + ")"));
    out.line(
        3,
        paint.faint(
            "%s: %s; so %s"
                .formatted(
                    refused.when(), shown(refused.reason()), refused.vital().consequence())));
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private void writeStory(Drilled drilled) throws IOException {
    List<Passage> story =
        Passage.of(drilled.moments()).stream()
            .filter(passage -> isWhole || !isTold(passage))
            .toList();
    out.line(1, "what happens");
    int most = isWhole ? story.size() : Math.min(MOST_PASSAGES, story.size());
    for (Passage passage : story.subList(0, most)) {
      out.line(
          2,
          "%8s  %s  %s"
              .formatted(
                  DrillWords.clock(passage.at()), sign(passage.mark()), shown(passage.sentence())));
    }
    if (story.size() > most) {
      out.line(
          2, paint.faint("          … and %d more (--show all)".formatted(story.size() - most)));
    }
  }

  /** Refusals stand in a list of their own. */
  private static boolean isTold(Passage passage) {
    return passage.mark() == Mark.REFUSED || passage.mark() == Mark.DELAYED;
  }

  private String sign(Mark mark) {
    return switch (mark) {
      case FAULT -> paint.bold("!");
      case REFUSED -> paint.violated(Severity.ERROR, "×");
      case DELAYED -> paint.violated(Severity.WARNING, "~");
      case WORSE -> paint.violated(Severity.WARNING, "-");
      case BETTER -> paint.proven("+");
    };
  }

  private void writeHarms(Drilled drilled) throws IOException {
    if (drilled.harms().isEmpty()) {
      return;
    }
    out.line(1, "after %s, and not without the hooks".formatted(DrillWords.clock(report.until())));
    Map<String, List<String>> byState = new LinkedHashMap<>();
    for (Harm harm : drilled.harms()) {
      String known = harm.standing().words();
      String state = known.isEmpty() ? harm.state() : harm.state() + " (" + known + ")";
      byState.computeIfAbsent(state, any -> new ArrayList<>()).add(harm.subject());
    }
    for (var entry : byState.entrySet()) {
      out.line(2, shown(DrillWords.list(entry.getValue()) + ": " + entry.getKey()));
    }
  }

  private void writeChain(Chain chain) throws IOException {
    if (chain.links().isEmpty()) {
      return;
    }
    out.line(1, chain.isLoop() ? "the loop" : "because");
    for (int i = 0; i < chain.links().size(); i++) {
      out.line(2, shown((i == 0 ? "" : "because ") + chain.links().get(i).text()));
    }
    if (chain.isLoop() && !chain.links().isEmpty()) {
      out.line(2, shown("because " + chain.links().getFirst().text()) + " ↺");
    }
  }

  private void writeRunbook(List<Step> steps) throws IOException {
    if (steps.isEmpty()) {
      return;
    }
    out.line(1, "when it has happened");
    for (int i = 0; i < steps.size(); i++) {
      out.line(2, "%d. %s".formatted(i + 1, shown(steps.get(i).why())));
      for (String command : steps.get(i).commands()) {
        out.line(4, shown(command));
      }
    }
  }

  private String summary() {
    var counts = report.judged().counts();
    if (report.outages().isEmpty()) {
      return counts.unproven() == 0 ? "Nothing was drilled." : "Nothing could be drilled.";
    }
    var parts = new ArrayList<String>();
    add(parts, counts.errors(), "never heals", "never heal");
    add(
        parts,
        counts.warnings(),
        "heals after requests were refused",
        "heal after requests were refused");
    add(parts, counts.unproven(), "is unproven", "are unproven");
    add(parts, counts.proven(), "leaves the cluster unaffected", "leave the cluster unaffected");
    return count(report.outages().size(), "outage") + ": " + String.join(", ", parts);
  }

  private static void add(List<String> parts, int number, String one, String several) {
    if (number > 0) {
      parts.add(number + " " + (number == 1 ? one : several));
    }
  }

  private static String shown(String text) {
    return Printable.escape(Userinfo.concealed(text));
  }
}
