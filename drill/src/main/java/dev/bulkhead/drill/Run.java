package dev.bulkhead.drill;

import java.util.List;
import java.util.Set;

/**
 * What one simulation came to.
 *
 * @param harms what is not as it should be at the end
 * @param causes why, as far as requests are refused for it
 * @param doubts what it depended on which hooks are called
 */
record Run(
    List<Moment> moments,
    List<Tally> tallies,
    List<Harm> harms,
    Causes causes,
    Set<String> doubts) {
  Run {
    moments = List.copyOf(moments);
    tallies = List.copyOf(tallies);
    harms = List.copyOf(harms);
    doubts = Set.copyOf(doubts);
  }
}
