package dev.bulkhead.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes down what happens, in order. */
final class Chronicle {
  /** More than a reader can take in; what comes after is told by the state at the end. */
  private static final int MOST = 20_000;

  private final Agenda agenda;
  private final List<Moment> moments = new ArrayList<>();

  Chronicle(Agenda agenda) {
    this.agenda = agenda;
  }

  void tell(Lane lane, Mark mark, String subject, String text) {
    if (moments.size() < MOST) {
      moments.add(new Moment(Duration.ofMillis(agenda.now()), lane, mark, subject, text));
    }
  }

  List<Moment> moments() {
    return List.copyOf(moments);
  }
}
