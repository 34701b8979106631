package dev.bulkhead.report;

import dev.bulkhead.diff.Area;
import dev.bulkhead.diff.Change;
import dev.bulkhead.diff.Hurt;
import dev.bulkhead.diff.Subject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Userinfo;
import dev.bulkhead.verdict.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an upgrade changes, for people: by how much it can hurt, then by area. */
public final class UpgradeText {
  /** Of what is only worth knowing, so many lines of each area are shown. */
  private static final int MOST_OF_AREA = 12;

  private static final int MOST_LISTED = 8;
  private static final int WIDTH = 100;

  private final Upgrade upgrade;
  private final Paint paint;
  private final boolean isWhole;
  private final TextLines out;
  private final TextBlock blocks;

  private UpgradeText(Upgrade upgrade, boolean coloured, boolean isWhole, Appendable out) {
    this.upgrade = upgrade;
    this.paint = coloured ? Paint.COLOURED : Paint.PLAIN;
    this.isWhole = isWhole;
    this.out = new TextLines(out);
    this.blocks = new TextBlock(this.out, paint, SourceLines.NONE, WIDTH);
  }

  /**
   * Writes the changes; the last line is the summary.
   *
   * @param coloured whether colours are used
   * @param isWhole whether everything is listed, with its place
   * @throws IOException where the destination refuses a character
   */
  public static void write(Upgrade upgrade, boolean coloured, boolean isWhole, Appendable out)
      throws IOException {
    new UpgradeText(upgrade, coloured, isWhole, out).write();
  }

  private void write() throws IOException {
    out.line(
        0,
        paint.bold(
            "%s → %s".formatted(shown(upgrade.before().name()), shown(upgrade.after().name()))));
    for (String note : upgrade.notes()) {
      out.line(1, "note: " + shown(note));
    }
    for (ReportedSource source : upgrade.sources()) {
      for (ReportedSource.Problem problem : source.problems()) {
        blocks.write(problem, source.name());
      }
    }
    for (Hurt hurt : Hurt.values()) {
      if (upgrade.differences().count(hurt) > 0) {
        write(hurt);
      }
    }
    out.gap();
    out.line(0, summary());
  }

  private void write(Hurt hurt) throws IOException {
    out.gap();
    String title = "%s: %d".formatted(hurt.title(), upgrade.differences().count(hurt));
    out.line(0, paint.violated(severity(hurt), title));
    for (Area area : Area.values()) {
      List<Change> changes =
          upgrade.differences().changes().stream()
              .filter(change -> change.hurt() == hurt && change.area() == area)
              .toList();
      if (!changes.isEmpty()) {
        out.gap();
        out.line(1, paint.bold(area.toString()));
        write(hurt, changes);
      }
    }
  }

  private static Severity severity(Hurt hurt) {
    return switch (hurt) {
      case BREAKS -> Severity.ERROR;
      case CAN_HURT -> Severity.WARNING;
      case WORTH_KNOWING -> Severity.NOTICE;
    };
  }

  /** What is said of several subjects is said once. */
  private void write(Hurt hurt, List<Change> changes) throws IOException {
    SequencedMap<String, List<Change>> bySentence = new LinkedHashMap<>();
    for (Change change : changes) {
      bySentence.computeIfAbsent(change.sentence(), key -> new ArrayList<>()).add(change);
    }
    boolean isShort = hurt == Hurt.WORTH_KNOWING && !isWhole;
    String last = "";
    int written = 0;
    for (List<Change> same : bySentence.values()) {
      if (isShort && written == MOST_OF_AREA) {
        out.line(2, "… and %d more (--show all).".formatted(bySentence.size() - written));
        return;
      }
      String heading = heading(same);
      if (isShort) {
        out.line(2, "%s: %s".formatted(paint.bold(heading), shown(same.getFirst().sentence())));
      } else {
        writeBlock(heading.equals(last) ? "" : heading, same.getFirst());
      }
      last = heading;
      written++;
    }
  }

  private void writeBlock(String heading, Change change) throws IOException {
    if (!heading.isEmpty()) {
      out.line(2, paint.bold(heading));
    }
    out.line(3, shown(change.sentence()));
    String place = place(change.before(), change.after());
    if (!place.isEmpty()) {
      out.line(3, paint.faint(place));
    }
  }

  /** The subjects, each with its parts: {@code Deployment a (container x, container y), b}. */
  private String heading(List<Change> same) {
    SequencedMap<Subject, Set<String>> parts = new LinkedHashMap<>();
    for (Change change : same) {
      Set<String> of = parts.computeIfAbsent(change.subject(), subject -> new LinkedHashSet<>());
      if (!change.part().isEmpty()) {
        of.add(shown(change.part()));
      }
    }
    var subjects = new ArrayList<String>();
    String kind = "";
    for (var entry : parts.entrySet()) {
      String name = shown(entry.getKey().toString());
      String title = name.startsWith(kind + " ") ? name.substring(kind.length() + 1) : name;
      kind = name.split(" ", 2)[0];
      subjects.add(
          entry.getValue().isEmpty()
              ? title
              : "%s (%s)".formatted(title, listed(entry.getValue())));
    }
    return listed(subjects);
  }

  private String listed(Collection<String> items) {
    int most = isWhole ? items.size() : MOST_LISTED;
    String listed = String.join(", ", items.stream().limit(most).toList());
    return items.size() > most ? "%s and %d more".formatted(listed, items.size() - most) : listed;
  }

  private static String place(@Nullable Location before, @Nullable Location after) {
    if (before == null) {
      return after == null ? "" : "at " + TextBlock.placeOf(after);
    }
    return after == null
        ? "was at " + TextBlock.placeOf(before)
        : "%s → %s".formatted(TextBlock.placeOf(before), TextBlock.placeOf(after));
  }

  private String summary() {
    if (upgrade.differences().changes().isEmpty()) {
      return upgrade.isPartial() ? "Nothing changes in what was read." : "Nothing changes.";
    }
    return "%d that break the upgrade or the cluster, %d that can hurt, %d worth knowing%s"
        .formatted(
            upgrade.differences().count(Hurt.BREAKS),
            upgrade.differences().count(Hurt.CAN_HURT),
            upgrade.differences().count(Hurt.WORTH_KNOWING),
            upgrade.isPartial() ? ", in what was read" : "");
  }

  private static String shown(String text) {
    return Printable.escape(Userinfo.concealed(text));
  }
}
