package dev.bulkhead.drill;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What simulating a scenario came to.
 *
 * @param moments what happened, in order
 * @param tallies what was refused, late or delayed, in the order in which it began
 * @param harms what is wrong in the end and would not be without the hooks
 * @param chain the causes of the first harm that has any; a loop where there is one
 */
public record Drilled(
    Scenario scenario,
    Judgement judgement,
    List<Moment> moments,
    List<Tally> tallies,
    List<Harm> harms,
    Chain chain) {
  public Drilled {
    moments = List.copyOf(moments);
    tallies = List.copyOf(tallies);
    harms = List.copyOf(harms);
  }

  /** When the last thing got better or was refused; the end of what there is to tell. */
  public Duration settled() {
    return Stream.concat(
            moments.stream().filter(each -> each.mark() == Mark.BETTER).map(Moment::at),
            tallies.stream().map(Tally::last))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }
}
