package dev.bulkhead.drill;

import java.util.List;

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
}
