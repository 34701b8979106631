package dev.bulkhead.drill;

import dev.bulkhead.admission.Callbacks;
import dev.bulkhead.admission.Equivalents;
import dev.bulkhead.admission.Matching;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Origin;
import dev.bulkhead.render.YamlReader;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A cluster that a test builds: nodes, what runs, which hooks there are.
 *
 * @param topology its nodes
 * @param manifests of hooks and of what runs besides
 */
record Given(Topology topology, String manifests) {
  static final KubernetesVersion NEWEST = KubernetesVersion.of(1, 34, 0);

  /** The backend of {@link #hook}, with one replica. */
  static final Target.Pods GUARD = new Target.Pods("deployment", "guard", "guard");

  /** Three nodes of a control plane, three workers, and nothing besides. */
  static Given cluster() {
    return new Given(Topology.usual(NEWEST), "");
  }

  /** The same on other nodes. */
  Given on(Pool... pools) {
    return new Given(topology.with(List.of(pools)), manifests);
  }

  /** The same on another cluster. */
  Given on(Topology other) {
    return new Given(other, manifests);
  }

  /** The same with more manifests. */
  Given with(String more) {
    return new Given(topology, manifests + more.strip() + "\n---\n");
  }

  /** The same with a backend of that many replicas. */
  Given guarded(int replicas) {
    return with(
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: guard}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: guard, namespace: guard}
        spec: {selector: {app: guard}, ports: [{port: 443}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: guard, namespace: guard}
        spec:
          replicas: %d
          selector: {matchLabels: {app: guard}}
          template:
            metadata: {labels: {app: guard}}
            spec: {containers: [{name: guard, image: "registry.example/guard:1"}]}
        """
            .formatted(replicas));
  }

  /** The same with a hook that fails after 30 s. */
  Given hook(String rule) {
    return hook("Fail", 30, rule);
  }

  /**
   * The same with a hook.
   *
   * @param rule {@code UPDATE nodes}; the group is any
   */
  Given hook(String policy, int seconds, String rule) {
    String[] words = rule.split(" ", -1);
    return with(
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingWebhookConfiguration
        metadata: {name: guard}
        webhooks:
          - name: guard.example.com
            failurePolicy: %s
            timeoutSeconds: %d
            sideEffects: None
            admissionReviewVersions: [v1]
            clientConfig: {service: {name: guard, namespace: guard}}
            rules: [{apiGroups: ["*"], apiVersions: ["*"], operations: ["%s"], resources: ["%s"]}]
        """
            .formatted(policy, seconds, words[0], words[1]));
  }

  /** A hook that does not look at the namespace of its backend. */
  Given hookElsewhere(String rule) {
    String[] words = rule.split(" ", -1);
    return with(
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingWebhookConfiguration
        metadata: {name: guard}
        webhooks:
          - name: guard.example.com
            failurePolicy: Fail
            sideEffects: None
            admissionReviewVersions: [v1]
            clientConfig: {service: {name: guard, namespace: guard}}
            namespaceSelector:
              matchExpressions:
                - {key: kubernetes.io/metadata.name, operator: NotIn, values: [guard]}
            rules: [{apiGroups: ["*"], apiVersions: ["*"], operations: ["%s"], resources: ["%s"]}]
        """
            .formatted(words[0], words[1]));
  }

  private Inventory inventory() {
    var origin = Origin.of("test.yaml", "test.yaml");
    return Inventory.of(
        YamlReader.read(manifests, dev.bulkhead.render.Placement.of("test.yaml"))
            .mappings()
            .stream()
            .map(root -> KubernetesObject.of(root, origin))
            .toList());
  }

  /** The drill of it, each outage watched for an hour. */
  Drill drill() {
    var inventory = inventory();
    return Drill.of(inventory, Callbacks.of(inventory), topology, Duration.ofHours(1));
  }

  /** What it comes to that targets go down. */
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

  /** What one simulation comes to, all that is wrong in the end included. */
  Run run(Scenario scenario) {
    var inventory = inventory();
    var callbacks = Callbacks.of(inventory);
    var scene = Scene.of(inventory, callbacks, topology.provider());
    var matching = new Matching(topology.cluster(), Equivalents.of(topology.cluster(), inventory));
    return Simulation.run(
        scene,
        topology,
        scenario,
        new World.Hooked(matching, callbacks.hooks(), request -> false, true),
        true,
        Duration.ofHours(1));
  }

  /** Targets that every cluster has. */
  static Set<Target> everywhere() {
    return Set.of(
        new Target.Node("worker-1"),
        new Target.Node("control-plane-1"),
        new Target.Zone("zone-a"),
        new Target.AllNodes(),
        new Target.ApiServer());
  }
}
