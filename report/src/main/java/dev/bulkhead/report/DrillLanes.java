package dev.bulkhead.report;

import dev.bulkhead.drill.Drilled;
import dev.bulkhead.drill.Harm;
import dev.bulkhead.drill.Lane;
import dev.bulkhead.drill.Mark;
import dev.bulkhead.drill.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The timeline of an outage as rows of lanes: who, what befell them, and from when to when. */
final class DrillLanes {
  /** Of several to whom the same happens within this time one row is made. */
  private static final Duration TOGETHER = Duration.ofSeconds(30);

  private DrillLanes() {}

  /**
   * Some to whom the same happens.
   *
   * @param subjects who; the empty string for nobody in particular
   * @param harm what is wrong with them in the end, a clause; the empty string for nothing
   * @param periods in which something is wrong with them
   */
  record Row(
      Lane lane, List<String> subjects, List<Moment> moments, String harm, List<Period> periods) {
    Row {
      subjects = List.copyOf(subjects);
      moments = List.copyOf(moments);
      periods = List.copyOf(periods);
    }
  }

  /**
   * Something is wrong.
   *
   * @param isOpen whether it is still wrong in the end
   * @param text what is, a clause
   */
  record Period(Duration from, Duration to, boolean isOpen, String text) {}

  private record Who(Lane lane, String subject) {}

  /** All rows, lane by lane, in the order in which things begin. */
  static List<Row> of(Drilled drilled, Duration until) {
    Map<Who, List<Moment>> stories = new LinkedHashMap<>();
    for (Moment moment : drilled.moments()) {
      if (moment.mark() != Mark.REFUSED && moment.mark() != Mark.DELAYED) {
        stories
            .computeIfAbsent(new Who(moment.lane(), moment.subject()), any -> new ArrayList<>())
            .add(moment);
      }
    }
    for (Harm harm : drilled.harms()) {
      stories.computeIfAbsent(new Who(harm.lane(), harm.subject()), any -> new ArrayList<>());
    }
    var rows = new ArrayList<Row>();
    stories.forEach((who, moments) -> add(rows, row(who, moments, drilled, until)));
    rows.sort((one, other) -> one.lane().compareTo(other.lane()));
    return rows;
  }

  private static Row row(Who who, List<Moment> moments, Drilled drilled, Duration until) {
    String harm =
        drilled.harms().stream()
            .filter(each -> each.lane() == who.lane() && each.subject().equals(who.subject()))
            .findFirst()
            .map(Harm::state)
            .orElse("");
    return new Row(
        who.lane(), List.of(who.subject()), moments, harm, periods(moments, harm, until));
  }

  /** From getting worse to getting better; what nothing ends lasts only where harm is left. */
  private static List<Period> periods(List<Moment> moments, String harm, Duration until) {
    var periods = new ArrayList<Period>();
    Optional<Moment> worse = Optional.empty();
    for (Moment moment : moments) {
      if (moment.mark() == Mark.WORSE && worse.isEmpty()) {
        worse = Optional.of(moment);
      } else if (moment.mark() == Mark.BETTER && worse.isPresent()) {
        Moment begin = worse.get();
        periods.add(new Period(begin.at(), moment.at(), false, begin.text()));
        worse = Optional.empty();
      }
    }
    if (!harm.isEmpty()) {
      Duration from =
          worse.map(Moment::at).orElse(moments.isEmpty() ? until : moments.getLast().at());
      periods.add(new Period(from, until, true, harm));
    }
    return periods;
  }

  private static void add(List<Row> rows, Row row) {
    for (int i = 0; i < rows.size(); i++) {
      Row other = rows.get(i);
      if (isSame(other, row)) {
        var all = new ArrayList<>(other.subjects());
        all.addAll(row.subjects());
        rows.set(i, new Row(other.lane(), all, other.moments(), other.harm(), other.periods()));
        return;
      }
    }
    rows.add(row);
  }

  private static boolean isSame(Row one, Row other) {
    if (one.lane() != other.lane()
        || !one.harm().equals(other.harm())
        || one.moments().size() != other.moments().size()) {
      return false;
    }
    for (int i = 0; i < one.moments().size(); i++) {
      Moment here = one.moments().get(i);
      Moment there = other.moments().get(i);
      if (here.mark() != there.mark()
          || !here.text().equals(there.text())
          || here.at().minus(there.at()).abs().compareTo(TOGETHER) > 0) {
        return false;
      }
    }
    return true;
  }
}
