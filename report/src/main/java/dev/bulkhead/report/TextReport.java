package dev.bulkhead.report;

import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.Origin;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** A report for people. */
public final class TextReport {
  private static final int MOST_NOTES = 20;

  /** Of more objects nobody reads that nothing is known, mostly for the same reason. */
  private static final int MOST_UNPROVEN = 100;

  /**
   * How it is to look.
   *
   * @param coloured whether colours are used
   * @param detail what is listed, and not only counted
   * @param width how many columns an excerpt may take
   */
  public record Options(boolean coloured, Detail detail, int width) {
    /** Plain, short, a hundred columns wide. */
    public static final Options PLAIN = new Options(false, Detail.BRIEF, 100);
  }

  private record Place(ObjectKey object, Origin origin, String mode) {}

  private final Report report;
  private final Options options;
  private final Paint paint;
  private final TextLines out;
  private final TextBlock blocks;
  private int unprovenObjects;

  private TextReport(Report report, SourceLines source, Options options, Appendable out) {
    this.report = report;
    this.options = options;
    this.paint = options.coloured() ? Paint.COLOURED : Paint.PLAIN;
    this.out = new TextLines(out);
    this.blocks = new TextBlock(this.out, paint, source, options.width());
  }

  /**
   * Writes the report; its last line is the summary.
   *
   * @throws IOException where the destination refuses a character
   */
  public static void write(Report report, SourceLines source, Options options, Appendable out)
      throws IOException {
    new TextReport(report, source, options, out).write();
  }

  private void write() throws IOException {
    var shown = new LinkedHashMap<String, List<Finding>>();
    for (Finding finding : report.findings()) {
      if (options.detail() == Detail.PROVEN || !(finding.verdict() instanceof Verdict.Proven)) {
        String source = finding.claim().subject().origin().source();
        shown.computeIfAbsent(source, key -> new ArrayList<>()).add(finding);
      }
    }
    for (ReportedSource source : report.sources()) {
      List<Finding> findings = shown.remove(source.name());
      writeSource(source, findings == null ? List.of() : findings);
    }
    for (var rest : shown.entrySet()) {
      writeSource(new ReportedSource(rest.getKey(), 0, 0, List.of(), List.of()), rest.getValue());
    }
    writeEnd();
  }

  private void writeSource(ReportedSource source, List<Finding> findings) throws IOException {
    if (findings.isEmpty() && source.notes().isEmpty() && source.problems().isEmpty()) {
      return;
    }
    out.line(0, paint.bold(Printable.escape(source.name())));
    writeNotes(1, source.notes());
    for (ReportedSource.Problem problem : source.problems()) {
      blocks.write(problem, source.name());
    }
    out.gap();
    var objects = new LinkedHashMap<Place, List<Finding>>();
    for (Finding finding : findings) {
      var subject = finding.claim().subject();
      objects
          .computeIfAbsent(
              new Place(subject.object(), subject.origin(), subject.mode()),
              key -> new ArrayList<>())
          .add(finding);
    }
    int untold = 0;
    boolean isInModes = false;
    for (var object : objects.entrySet()) {
      if (!isInModes && !object.getKey().mode().isEmpty()) {
        isInModes = true;
        out.line(1, paint.bold("Only with other values than those given:"));
        out.gap();
      }
      if (isTold(object.getValue())) {
        writeObject(object.getKey(), object.getValue());
      } else {
        untold += object.getValue().size();
      }
    }
    if (untold > 0) {
      out.line(
          1, "%d more claims are unproven; --show unproven lists them, too.".formatted(untold));
      out.gap();
    }
  }

  private boolean isTold(List<Finding> findings) {
    return options.detail() != Detail.BRIEF
        || !findings.stream().allMatch(each -> each.verdict() instanceof Verdict.Unproven)
        || ++unprovenObjects <= MOST_UNPROVEN;
  }

  private void writeNotes(int depth, List<String> notes) throws IOException {
    for (String note : notes.stream().limit(MOST_NOTES).toList()) {
      out.line(depth, "note: " + Printable.escape(note));
    }
    if (notes.size() > MOST_NOTES) {
      out.line(depth, "note: %d more are in --format json.".formatted(notes.size() - MOST_NOTES));
    }
  }

  private void writeObject(Place place, List<Finding> findings) throws IOException {
    String title = paint.bold(Printable.escape(place.object().toString()));
    var hook = place.origin().hook();
    if (hook.isHook()) {
      String mark = hook.isTestOnly() ? "  (test hook: %s; not counted)" : "  (hook: %s)";
      title += mark.formatted(Printable.escape(hook.toString()));
    }
    if (!place.mode().isEmpty()) {
      title += "  with " + paint.bold(Printable.escape(place.mode()));
    }
    out.line(1, title);
    for (Block block : Block.of(findings)) {
      blocks.write(block);
    }
    out.gap();
  }

  private void writeEnd() throws IOException {
    writeNothingFound();
    writeNotes(0, report.notes());
    var defaults = report.settings().stream().filter(Setting::isDefault).toList();
    boolean judged = !report.findings().isEmpty() || !report.notes().isEmpty();
    if (!defaults.isEmpty() && judged) {
      out.line(
          0,
          "Judged with the defaults "
              + String.join(
                  " and ",
                  defaults.stream()
                      .map(setting -> setting.option() + " " + Printable.escape(setting.value()))
                      .toList())
              + ".");
    }
    switch (report.outcome()) {
      case UNREADABLE, UNREAD, UNPROVEN, NO_EVIDENCE, HUNG_UP, INTERRUPTED, TERMINATED ->
          out.line(0, report.outcome().meaning());
      case HOLDS, VIOLATED -> {}
    }
    out.line(0, summary());
  }

  private void writeNothingFound() throws IOException {
    for (ReportedSource source : report.sources()) {
      if (source.workloads() == 0 && source.problems().isEmpty()) {
        out.line(
            0,
            "There are no workloads in %s (%s read)."
                .formatted(
                    Printable.escape(source.name()),
                    source.objects() == 1 ? "1 object" : source.objects() + " objects"));
      }
    }
  }

  private String summary() {
    var counts = report.counts();
    String proven = counts.proven() + " proven";
    String violated = counts.violated() + " violated";
    String unproven = counts.unproven() + " unproven";
    String line =
        String.join(
            ", ",
            counts.proven() > 0 ? paint.proven(proven) : proven,
            counts.violated() > 0 ? paint.violated(worst(), violated) : violated,
            counts.unproven() > 0 ? paint.unproven(unproven) : unproven);
    if (counts.inModes().violated() > 0) {
      line += "; with other values, %d violated".formatted(counts.inModes().violated());
    }
    var tests = counts.inTests();
    return tests.any()
        ? "%s (and in test hooks: %d proven, %d violated, %d unproven)"
            .formatted(line, tests.proven(), tests.violated(), tests.unproven())
        : line;
  }

  private Severity worst() {
    var counts = report.counts();
    if (counts.errors() > 0) {
      return Severity.ERROR;
    }
    return counts.warnings() > 0 ? Severity.WARNING : Severity.NOTICE;
  }
}
