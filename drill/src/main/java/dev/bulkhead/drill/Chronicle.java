package dev.bulkhead.drill;

import dev.bulkhead.admission.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes down what happens, in order; what happens to many alike is told once. */
final class Chronicle {
  /** More than a reader can take in; what comes after is told by the state at the end. */
  private static final int MOST = 20_000;

  /** Within that time the same is told of several at once. */
  private static final long ALIKE = 60_000;

  /** That many are told of one by one. */
  private static final int FEW = 3;

  private final Agenda agenda;
  private final List<Group> groups = new ArrayList<>();
  private final Map<Kind, Group> latest = new HashMap<>();

  private record Kind(Lane lane, Mark mark, String text, Standing standing) {}

  /** The same of several. */
  private static final class Group {
    private final Kind kind;
    private final long first;
    private final List<Moment> moments = new ArrayList<>();

    Group(Kind kind, long first) {
      this.kind = kind;
      this.first = first;
    }
  }

  Chronicle(Agenda agenda) {
    this.agenda = agenda;
  }

  /** Something happens that is known from Kubernetes' sources. */
  void tell(Lane lane, Mark mark, String subject, String text) {
    tell(lane, mark, subject, text, Standing.READ);
  }

  /** Something happens. */
  void tell(Lane lane, Mark mark, String subject, String text, Standing standing) {
    var kind = new Kind(lane, mark, text, standing);
    Group group = latest.get(kind);
    if (group == null || agenda.now() - group.first > ALIKE) {
      if (groups.size() == MOST) {
        return;
      }
      group = new Group(kind, agenda.now());
      groups.add(group);
      latest.put(kind, group);
    }
    group.moments.add(
        new Moment(Duration.ofMillis(agenda.now()), lane, mark, subject, text, standing));
  }

  /** What happened; at one time in the order in which it was told. */
  List<Moment> moments() {
    var moments = new ArrayList<Moment>();
    for (Group group : groups) {
      List<String> subjects = group.moments.stream().map(Moment::subject).distinct().toList();
      if (subjects.size() <= FEW) {
        moments.addAll(group.moments);
      } else {
        moments.add(told(group, subjects));
      }
    }
    moments.sort((one, other) -> one.at().compareTo(other.at()));
    return List.copyOf(moments);
  }

  private static Moment told(Group group, List<String> subjects) {
    long last = group.moments.getLast().at().toMillis() - group.first;
    String within = last < 1_000 ? "" : ", the last one %d s later".formatted(last / 1_000);
    return new Moment(
        Duration.ofMillis(group.first),
        group.kind.lane(),
        group.kind.mark(),
        "each of " + Words.list(subjects, 2),
        group.kind.text() + within,
        group.kind.standing());
  }
}
