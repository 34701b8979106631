package dev.bulkhead.drill;

import dev.bulkhead.admission.AdmissionRequest;
import dev.bulkhead.admission.Callbacks;
import dev.bulkhead.admission.Equivalents;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Matching;
import dev.bulkhead.admission.Provider;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.verdict.Verdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Simulates outages on a cluster that the sources and a topology describe.
 *
 * <p>Each scenario is simulated with all hooks and without any: what is wrong in both is none of
 * their doing. Where it depends on something that nobody can tell which hooks are called, it is
 * simulated both ways.
 */
public final class Drill {
  /** So many nodes of a kind show what more of them would. */
  private static final int ENOUGH = 3;

  private final Scene scene;
  private final Topology topology;
  private final Matching matching;
  private final Predicate<AdmissionRequest> excluded;
  private final Duration until;
  private final Map<Scenario, List<Harm>> anyway = new HashMap<>();

  private Drill(
      Scene scene, Topology topology, Predicate<AdmissionRequest> excluded, Duration until) {
    this.scene = scene;
    this.topology = topology;
    this.matching =
        new Matching(topology.cluster(), Equivalents.of(topology.cluster(), scene.inventory()));
    this.excluded = excluded;
    this.until = until;
  }

  /**
   * A drill.
   *
   * @param callbacks what the API server calls out to, as the sources state it
   * @param until how long each outage is watched
   */
  public static Drill of(
      Inventory inventory, Callbacks callbacks, Topology topology, Duration until) {
    Provider provider = topology.provider();
    Callbacks inForce = callbacks.withHooks(provider.rewrite(callbacks.hooks()));
    return new Drill(
        Scene.of(inventory, inForce, provider),
        topology,
        request -> provider.excludes(request).isYes(),
        until);
  }

  /** The scenarios that are simulated where nobody names one. */
  public List<Scenario> usual() {
    return Scenarios.usual(scene);
  }

  /** The scenarios for targets that somebody named, all of them down at once. */
  public static List<Scenario> scenarios(List<Target> targets) {
    return Scenarios.of(targets);
  }

  /** Simulates one outage. */
  public Drilled run(Scenario scenario) {
    return run(scenario, scene.callbacks().hooks(), topology);
  }

  /** The smallest change that was found after which all of these scenarios heal. */
  public Optional<Remedy> remedy(List<Drilled> results) {
    List<Drilled> failing =
        results.stream().filter(each -> each.judgement().badness() == Judgement.WORST).toList();
    if (failing.isEmpty()) {
      return Optional.empty();
    }
    Drill small = smaller();
    List<Hook> all = scene.callbacks().hooks();
    var search =
        new Remedies(
            all,
            hooks ->
                failing.stream()
                    .noneMatch(
                        each ->
                            small.judge(
                                    each.scenario(),
                                    small.simulate(each.scenario(), hooks, small.topology, true))
                                instanceof Judgement.NeverHeals));
    return search
        .find(failing)
        .map(changes -> remedy(changes, results))
        .filter(
            remedy ->
                remedy.after().stream()
                    .noneMatch(each -> each.judgement() instanceof Judgement.NeverHeals));
  }

  private Remedy remedy(List<Change> changes, List<Drilled> results) {
    List<Hook> hooks =
        scene.callbacks().hooks().stream()
            .flatMap(hook -> Remedies.changed(hook, changes).stream())
            .toList();
    return new Remedy(
        changes,
        results.stream().map(each -> run(each.scenario(), hooks, topology)).toList(),
        Optional.empty(),
        reinforcement(results));
  }

  /** Backends that are harder to lose, where that alone makes everything heal. */
  private Optional<Reinforcement> reinforcement(List<Drilled> results) {
    Set<Hook> blamed =
        results.stream()
            .flatMap(each -> each.chain().hooks().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return Reinforcement.find(
            scene,
            blamed,
            changed -> {
              Drill small = on(changed).smaller();
              return results.stream()
                  .allMatch(
                      each -> small.run(each.scenario()).judgement().badness() < Judgement.WORST);
            })
        .map(
            plan ->
                plan.with(
                    results.stream().map(each -> on(plan.scene()).run(each.scenario())).toList()));
  }

  private Drill on(Scene other) {
    return new Drill(other, topology, excluded, until);
  }

  /** The same cluster with other hooks, and with namespaces that those select. */
  public Drill with(List<Hook> hooks) {
    return new Drill(
        Scene.of(scene.inventory(), scene.callbacks().withHooks(hooks), topology.provider()),
        topology,
        excluded,
        until);
  }

  /** All hooks, as the provider lets them be, in the order of their calls. */
  public List<Hook> hooks() {
    return scene.callbacks().hooks();
  }

  /** Who answers calls of the API server. */
  public List<Backing> backings() {
    return Backing.of(scene);
  }

  /**
   * How to bring the hooks into a cluster by stages.
   *
   * @param results what the scenarios come to with the hooks as they are
   */
  public Rollout rollout(List<Drilled> results, Optional<Remedy> remedy) {
    return Rollout.of(this, results.stream().map(Drilled::scenario).toList(), remedy);
  }

  /** The same on fewer nodes of each kind, where trials take less time. */
  private Drill smaller() {
    List<Pool> pools =
        topology.pools().stream()
            .map(pool -> new Pool(pool.name(), Math.min(pool.count(), ENOUGH), pool.taints()))
            .toList();
    return new Drill(scene, topology.with(pools), excluded, until);
  }

  /** The verdicts on scenarios. */
  public List<Verdict> verdicts(List<Drilled> results, Optional<Remedy> remedy) {
    var verdicts = new DrillVerdicts(scene, remedy);
    return results.stream().map(verdicts::of).toList();
  }

  /** That it is not known what may be registered while something runs. */
  public List<Verdict> gaps() {
    return new Registrars(scene).verdicts();
  }

  /** Who answers what, a line each. */
  public List<String> overview() {
    return Overview.of(scene);
  }

  /** What of the targets is not there, a sentence each. */
  public List<String> unknown(List<Target> targets) {
    return Overview.unknown(scene, topology, targets);
  }

  /** What to do when a scenario has happened. */
  public List<Step> runbook(Drilled drilled) {
    return Runbook.of(scene, drilled);
  }

  private Drilled run(Scenario scenario, List<Hook> hooks, Topology cluster) {
    Run worst = simulate(scenario, hooks, cluster, true);
    Judgement judgement = judge(scenario, worst);
    if (!worst.doubts().isEmpty() && judgement.badness() > 0) {
      Judgement best = judge(scenario, simulate(scenario, hooks, cluster, false));
      if (best.badness() < judgement.badness()) {
        judgement =
            new Judgement.Depends(judgement, best, worst.doubts().stream().sorted().toList());
      }
    }
    judgement = withoutRecovery(scenario, judgement);
    List<Harm> harms = caused(scenario, worst);
    return new Drilled(
        scenario, judgement, worst.moments(), worst.tallies(), harms, chain(harms, worst));
  }

  /** Whoever is not among the sources is taken to come back, which nobody can tell. */
  private Judgement withoutRecovery(Scenario scenario, Judgement judgement) {
    List<String> elsewhere = Scenarios.elsewhere(scene, scenario);
    return elsewhere.isEmpty() || !(judgement instanceof Judgement.Heals)
        ? judgement
        : new Judgement.Depends(
            new Judgement.NeverHeals(),
            judgement,
            elsewhere.stream()
                .map(
                    "what answers at %s, which the sources do not show, cannot come back"
                        ::formatted)
                .toList());
  }

  private Run simulate(Scenario scenario, List<Hook> hooks, Topology cluster, boolean counting) {
    return Simulation.run(
        scene,
        cluster,
        scenario,
        new World.Hooked(matching, hooks, excluded, counting),
        true,
        until);
  }

  private Judgement judge(Scenario scenario, Run run) {
    if (!caused(scenario, run).isEmpty()) {
      return new Judgement.NeverHeals();
    }
    return run.tallies().stream().anyMatch(Tally::isVital)
        ? new Judgement.Heals()
        : new Judgement.Unaffected();
  }

  /** What is wrong in the end, less what would be wrong without hooks. */
  private List<Harm> caused(Scenario scenario, Run run) {
    List<Harm> without =
        anyway.computeIfAbsent(
            scenario,
            one ->
                Simulation.run(
                        scene,
                        topology,
                        one,
                        new World.Hooked(matching, List.of(), excluded, false),
                        false,
                        until)
                    .harms());
    return run.harms().stream()
        .filter(harm -> without.stream().noneMatch(harm::isCoveredBy))
        .toList();
  }

  private static Chain chain(List<Harm> harms, Run run) {
    Optional<Chain> loop =
        harms.stream()
            .map(harm -> run.causes().chain(harm.subject()))
            .filter(Chain::isLoop)
            .findFirst();
    return loop.orElseGet(
        () ->
            harms.stream()
                .map(harm -> run.causes().chain(harm.subject()))
                .filter(chain -> !chain.hooks().isEmpty())
                .findFirst()
                .orElseGet(() -> new Chain(List.of(), false)));
  }
}
