package dev.bulkhead.report;

import dev.bulkhead.drill.Drilled;
import dev.bulkhead.drill.Remedy;
import dev.bulkhead.drill.Step;
import dev.bulkhead.drill.Topology;
import dev.bulkhead.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a drill has to say.
 *
 * @param judged sources, settings, the verdicts and what they come to as a whole
 * @param title what was drilled
 * @param cluster the cluster that outages were simulated on
 * @param until how long each was watched
 * @param callbacks what the API server calls out to, a line per backend
 * @param outages in the order in which they were simulated
 * @param remedy what would make all of them heal, where some do not and something was found
 */
public record DrillReport(
    Report judged,
    String title,
    Topology cluster,
    Duration until,
    List<String> callbacks,
    List<Outage> outages,
    Optional<Remedy> remedy) {
  public DrillReport {
    callbacks = List.copyOf(callbacks);
    outages = List.copyOf(outages);
  }

  /**
   * One outage.
   *
   * @param runbook what to do when it has happened; no step where it heals by itself
   */
  public record Outage(Drilled drilled, Verdict verdict, List<Step> runbook) {
    public Outage {
      runbook = List.copyOf(runbook);
    }
  }

  /** What is not known of what there is to drill. */
  public List<Verdict> gaps() {
    return judged.findings().stream()
        .map(Finding::verdict)
        .filter(
            verdict ->
                outages.stream()
                    .noneMatch(outage -> outage.verdict().claim().equals(verdict.claim())))
        .toList();
  }

  /** {@code 3 control-plane, 3 workers}. */
  public String nodes() {
    return String.join(
        ", ", cluster.pools().stream().map(pool -> pool.count() + " " + pool.name()).toList());
  }
}
