package dev.bulkhead.drill;

import dev.bulkhead.admission.Callbacks;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Provider;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Sources;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A cluster of {@code src/test/resources/incidents}, and what is done to it. */
record Incident(Inventory inventory, UnaryOperator<List<Hook>> change, Topology topology) {
  private static final Path CASES = Path.of("src", "test", "resources", "incidents");
  private static final KubernetesVersion NEWEST = KubernetesVersion.of(1, 34, 0);

  /** The manifests of a case, on three nodes of a control plane and three workers. */
  static Incident of(String name) {
    return read(CASES.resolve(name).toString());
  }

  /** The same for any folder or file. */
  static Incident read(String source) {
    var request = new RenderRequest(List.of(), List.of(), "", "default", NEWEST, List.of());
    var sources =
        new Sources(
            (chart, wanted) -> {
              throw new AssertionError("No chart: " + chart);
            },
            folder -> {
              throw new AssertionError("No kustomization: " + folder);
            },
            InputStream.nullInputStream());
    return new Incident(
        sources.read(source, request).inventory(), hooks -> hooks, Topology.usual(NEWEST));
  }

  /** The same on other nodes. */
  Incident on(Pool... pools) {
    return on(topology.with(List.of(pools)));
  }

  /** The same with an agent of the control plane. */
  Incident with(Topology.Agent agent) {
    return on(topology.with(agent));
  }

  /** The same on another cluster. */
  Incident on(Topology other) {
    return new Incident(inventory, change, other);
  }

  /** The same on a cluster of a provider. */
  Incident at(Provider provider) {
    return on(
        new Topology(
            topology.pools(),
            topology.cluster(),
            provider,
            topology.dropsNoEndpoints(),
            topology.agent()));
  }

  /** The same where connections to a Service without endpoints are dropped. */
  Incident dropping() {
    return on(
        new Topology(
            topology.pools(), topology.cluster(), topology.provider(), true, topology.agent()));
  }

  /** The same at another minor version of Kubernetes. */
  Incident at(int minor) {
    return on(
        new Topology(
            topology.pools(),
            KubernetesVersion.of(1, minor, 0),
            topology.provider(),
            topology.dropsNoEndpoints(),
            topology.agent()));
  }

  /** The same without what one predicate names. */
  Incident without(Predicate<KubernetesObject> left) {
    return new Incident(
        Inventory.of(inventory.objects().stream().filter(left.negate()).toList()),
        change,
        topology);
  }

  /** The same with the hooks that are so named at Ignore. */
  Incident ignoring(String... names) {
    var all = List.of(names);
    return changing(
        hook ->
            all.stream().anyMatch(hook.name()::startsWith)
                ? changed(hook, Hook.FailurePolicy.IGNORE, hook.timeoutSeconds())
                : hook);
  }

  /** The same with the hooks that are so named at Fail. */
  Incident failing(String... names) {
    var all = List.of(names);
    return changing(
        hook ->
            all.stream().anyMatch(hook.name()::startsWith)
                ? changed(hook, Hook.FailurePolicy.FAIL, hook.timeoutSeconds())
                : hook);
  }

  /** The same with another timeout of all hooks. */
  Incident timingOutAfter(int seconds) {
    return changing(hook -> changed(hook, hook.failurePolicy(), seconds));
  }

  /** The same without the hooks that are so named. */
  Incident withoutHooks(String... names) {
    var all = List.of(names);
    return changingAll(
        hooks ->
            hooks.stream()
                .filter(hook -> all.stream().noneMatch(hook.name()::startsWith))
                .toList());
  }

  private Incident changing(UnaryOperator<Hook> each) {
    return changingAll(hooks -> hooks.stream().map(each).toList());
  }

  private Incident changingAll(UnaryOperator<List<Hook>> more) {
    return new Incident(inventory, hooks -> more.apply(change.apply(hooks)), topology);
  }

  private static Hook changed(Hook hook, Hook.FailurePolicy policy, int seconds) {
    return new Hook(
        hook.type(),
        hook.configuration(),
        hook.position(),
        hook.declared(),
        hook.atRunTime(),
        hook.node(),
        hook.name(),
        hook.rules(),
        hook.namespaceSelector(),
        hook.objectSelector(),
        hook.conditions(),
        hook.matchPolicy(),
        policy,
        seconds,
        hook.reinvoked(),
        hook.destination());
  }

  /** What the API server calls out to. */
  Callbacks callbacks() {
    var callbacks = Callbacks.of(inventory);
    return callbacks.withHooks(change.apply(callbacks.hooks()));
  }

  /** The drill of it, each outage watched for an hour. */
  Drill drill() {
    return Drill.of(inventory, callbacks(), topology, Duration.ofHours(1));
  }

  /** What all default scenarios come to. */
  List<Ending> usual() {
    var drill = drill();
    var endings = new ArrayList<Ending>();
    for (Scenario scenario : drill.usual()) {
      endings.add(new Ending(drill.run(scenario)));
    }
    return endings;
  }

  /** What it comes to that targets go down, one by one or all at once. */
  Ending down(Event event, Target... targets) {
    return new Ending(drill().run(new Scenario("down", List.of(targets), event, true)));
  }

  /** What it comes to that targets go down in steady state. */
  Ending down(Target... targets) {
    return down(Event.NONE, targets);
  }

  /** What it comes to that all nodes stop and start again. */
  Ending coldStart() {
    return new Ending(
        drill().run(new Scenario("cold start", List.of(new Target.AllNodes()), Event.NONE, false)));
  }
}
