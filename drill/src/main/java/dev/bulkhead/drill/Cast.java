package dev.bulkhead.drill;

import dev.bulkhead.admission.Backends;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Operation;
import dev.bulkhead.admission.Resource;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.PodTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who plays: what the sources show, and what every cluster has besides.
 *
 * @param home the namespace of objects that state none
 */
record Cast(Inventory inventory, List<Hook> hooks, List<Space> spaces, String home) {
  private static final Map<String, Workload.Kind> KINDS =
      Map.of(
          "Deployment", Workload.Kind.DEPLOYMENT,
          "ReplicaSet", Workload.Kind.DEPLOYMENT,
          "ReplicationController", Workload.Kind.DEPLOYMENT,
          "Pod", Workload.Kind.DEPLOYMENT,
          "StatefulSet", Workload.Kind.STATEFUL_SET,
          "DaemonSet", Workload.Kind.DAEMON_SET);

  /** More of one workload say nothing more. */
  private static final int MOST_REPLICAS = 1_000;

  private static final Set<String> NETWORK_PATHS =
      Set.of("/etc/cni/net.d", "/opt/cni/bin", "/etc/cni/net.d/", "/opt/cni/bin/");

  /** How workloads are called that stand for pods which hooks select. */
  static final String SELECTED = "selected";

  private static final Resource PODS = Resource.inNamespaces("", "v1", "pods", "Pod");

  private static final Location NOWHERE = Location.somewhereIn("the simulated cluster");

  /** Everything that runs. */
  List<Scene.Work> works() {
    var works = new ArrayList<Scene.Work>();
    for (KubernetesObject object : inventory.objects()) {
      Workload.Kind kind = KINDS.get(object.key().kind());
      if (kind != null && PodTemplate.isWorkload(object)) {
        PodTemplate.of(object).stream().findFirst().ifPresent(pod -> works.add(shown(pod, kind)));
      }
    }
    boolean hasNetwork = works.stream().anyMatch(work -> work.shape().network());
    Stream<Scene.Work> unseen =
        usual(!hasNetwork).stream().filter(work -> works.stream().noneMatch(work::isLike));
    return Stream.concat(unseen, works.stream()).toList();
  }

  private Scene.Work shown(PodTemplate pod, Workload.Kind kind) {
    KubernetesObject owner = pod.owner();
    Labels labels = Labels.all("pods of " + owner.key(), Backends.labels(pod));
    Shape shape = Shape.of(pod, labels);
    if (kind == Workload.Kind.DAEMON_SET) {
      shape = shape.tolerating(DAEMON);
      if (isNetwork(pod)) {
        var permissions = new Permissions(inventory);
        shape =
            shape.asNetwork(
                permissions.mayWrite(pod, "nodes"), permissions.mayWrite(pod, "nodes/status"));
      }
    }
    String namespace = owner.key().namespace().isEmpty() ? home : owner.key().namespace();
    return new Scene.Work(
        Optional.of(owner),
        kind,
        space(namespace),
        owner.key().name(),
        replicas(owner),
        false,
        shape);
  }

  private Space space(String name) {
    return spaces.stream().filter(space -> space.name().equals(name)).findFirst().orElseThrow();
  }

  /** An autoscaler keeps at least its minimum. */
  private int replicas(KubernetesObject owner) {
    long stated = owner.root().scalar("spec", "replicas").flatMap(Node.Scalar::integer).orElse(1L);
    long least =
        inventory.ofKind("HorizontalPodAutoscaler").stream()
            .filter(scaler -> scales(scaler, owner))
            .map(
                scaler ->
                    scaler
                        .root()
                        .scalar("spec", "minReplicas")
                        .flatMap(Node.Scalar::integer)
                        .orElse(1L))
            .findFirst()
            .orElse(stated);
    return Math.clamp(least, 0, MOST_REPLICAS);
  }

  private static boolean scales(KubernetesObject scaler, KubernetesObject owner) {
    return scaler
            .root()
            .text("spec", "scaleTargetRef", "name")
            .filter(owner.key().name()::equals)
            .isPresent()
        && scaler
            .root()
            .text("spec", "scaleTargetRef", "kind")
            .filter(owner.key().kind()::equals)
            .isPresent();
  }

  /** Whether it sets up the pod network of its node: it writes where the kubelet looks for that. */
  private static boolean isNetwork(PodTemplate pod) {
    boolean isOnHost = pod.spec().scalar("hostNetwork").filter(Node.Scalar::isTrue).isPresent();
    return isOnHost
        && pod.spec().items("volumes").stream()
            .anyMatch(
                volume ->
                    volume.text("hostPath", "path").filter(NETWORK_PATHS::contains).isPresent());
  }

  // --- what every cluster has ---

  /** Tolerates the taint of nodes of the control plane. */
  static final List<Node> CONTROL_PLANE =
      List.of(toleration("node-role.kubernetes.io/control-plane"));

  private static final List<Node> EVERYTHING = List.of(toleration(""));

  private static final List<Node> DAEMON =
      List.of(
          toleration("node.kubernetes.io/not-ready"),
          toleration("node.kubernetes.io/unreachable"),
          toleration("node.kubernetes.io/unschedulable"),
          toleration("node.kubernetes.io/network-unavailable"));

  private static Node toleration(String key) {
    var fields = new LinkedHashMap<String, Node>();
    if (!key.isEmpty()) {
      fields.put("key", text(key));
    }
    fields.put("operator", text("Exists"));
    return new Node.Mapping(fields, NOWHERE);
  }

  private static Node text(String text) {
    return new Node.Scalar(text, Node.Scalar.Type.STRING, NOWHERE);
  }

  private List<Scene.Work> usual(boolean withNetwork) {
    Space system = space(Space.SYSTEM);
    var works = new ArrayList<Scene.Work>();
    if (withNetwork) {
      works.add(
          usual(Workload.Kind.DAEMON_SET, system, "cni", 0, agent("cni").asNetwork(false, false)));
    }
    works.add(usual(Workload.Kind.DAEMON_SET, system, "kube-proxy", 0, agent("kube-proxy")));
    Shape dns =
        Shape.plain(Labels.some("pods of coredns", Map.of("k8s-app", "kube-dns")))
            .tolerating(CONTROL_PLANE);
    works.add(usual(Workload.Kind.DEPLOYMENT, system, "coredns", 2, dns));
    for (Space space : spaces) {
      if (space.isOfTenants()) {
        works.add(ofTenants(space, "web", Map.of("app", "web"), true));
      }
    }
    works.addAll(selected());
    return works;
  }

  private static Scene.Work ofTenants(
      Space space, String name, Map<String, String> labels, boolean share) {
    var shape = Shape.plain(Labels.all("pods of " + space + "/" + name, labels));
    return new Scene.Work(Optional.empty(), Workload.Kind.DEPLOYMENT, space, name, 2, share, shape);
  }

  /** For each selector that opts pods in, a workload that it selects. */
  private List<Scene.Work> selected() {
    var works = new ArrayList<Scene.Work>();
    for (Hook hook : hooks) {
      Optional<Map<String, String>> labels =
          hook.rules().stream().anyMatch(rule -> rule.covers(Operation.CREATE, PODS))
              ? Optin.ofObject(hook.objectSelector())
              : Optional.empty();
      Optional<Space> space =
          spaces.stream()
              .filter(Space::isOfTenants)
              .filter(one -> !hook.namespaceSelector().selects(one.labels()).isNo())
              .findFirst();
      boolean isThere =
          works.stream()
              .anyMatch(work -> labels.filter(work.shape().labels().shown()::equals).isPresent());
      if (labels.isPresent() && space.isPresent() && !isThere) {
        String name = works.isEmpty() ? SELECTED : SELECTED + "-" + (works.size() + 1);
        works.add(ofTenants(space.get(), name, labels.get(), false));
      }
    }
    return works;
  }

  private static Shape agent(String name) {
    Labels labels = Labels.some("pods of " + name, Map.of("k8s-app", name));
    return Shape.plain(labels).tolerating(EVERYTHING).onHost();
  }

  private static Scene.Work usual(
      Workload.Kind kind, Space space, String name, int replicas, Shape shape) {
    return new Scene.Work(Optional.empty(), kind, space, name, replicas, false, shape);
  }
}
