package dev.bulkhead.drill;

import dev.bulkhead.admission.Backend;
import dev.bulkhead.admission.Conversion;
import dev.bulkhead.admission.Destination;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.model.Container;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.PodTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Pods that answer, with everything that they answer.
 *
 * @param backend one of the ways to them; there may be several Services
 */
record WebhookServer(Backend.Pods backend, List<Hook> hooks, List<Conversion> conversions) {
  WebhookServer {
    hooks = List.copyOf(hooks);
    conversions = List.copyOf(conversions);
  }

  /** What their outage has refused. */
  enum Stakes {
    /** Nothing: whatever they answer is ignored. */
    NOTHING,
    /** Requests for custom resources. */
    CUSTOM,
    /** Requests for Kubernetes' own objects. */
    WORKLOADS,
    /** Requests without which the cluster dies. */
    CLUSTER
  }

  /** All that the sources show. */
  static List<WebhookServer> of(WebhookCluster cluster) {
    var servers = new LinkedHashMap<List<ObjectKey>, Draft>();
    for (Hook hook : cluster.hooks()) {
      draft(hook.destination(), cluster, servers).ifPresent(draft -> draft.hooks().add(hook));
    }
    for (Conversion conversion : cluster.callbacks().conversions()) {
      draft(conversion.destination(), cluster, servers)
          .ifPresent(draft -> draft.conversions().add(conversion));
    }
    return servers.values().stream()
        .map(draft -> new WebhookServer(draft.backend(), draft.hooks(), draft.conversions()))
        .toList();
  }

  private record Draft(Backend.Pods backend, List<Hook> hooks, List<Conversion> conversions) {}

  private static Optional<Draft> draft(
      Destination destination, WebhookCluster cluster, Map<List<ObjectKey>, Draft> servers) {
    if (!(cluster.backend(destination) instanceof Backend.Pods backend)) {
      return Optional.empty();
    }
    var owners = backend.pods().stream().map(pod -> pod.owner().key()).toList();
    return Optional.of(
        servers.computeIfAbsent(
            owners, _ -> new Draft(backend, new ArrayList<>(), new ArrayList<>())));
  }

  /** The workload that they belong to; the first, where there are several. */
  KubernetesObject owner() {
    return pod().owner();
  }

  /** What tells them from others. */
  ObjectKey name() {
    return owner().key();
  }

  /** The first of the templates that they are made from. */
  PodTemplate pod() {
    return backend.pods().getFirst();
  }

  Stakes stakes(WebhookCluster cluster) {
    List<Hook> failing = failing().toList();
    if (failing.stream().anyMatch(hook -> cluster.reach(hook).isVital())) {
      return Stakes.CLUSTER;
    }
    if (failing.stream().anyMatch(hook -> !WebhookKinds.isOfCustomAlone(hook))) {
      return Stakes.WORKLOADS;
    }
    return failing.isEmpty() && conversions.isEmpty() ? Stakes.NOTHING : Stakes.CUSTOM;
  }

  /** The hooks without whose answer requests are refused. */
  Stream<Hook> failing() {
    return hooks.stream().filter(Hook::fails);
  }

  /** Whether they run on each node, whatever is asked for. */
  boolean isDaemon() {
    return backend.pods().stream().anyMatch(pod -> pod.owner().key().kind().equals("DaemonSet"));
  }

  /** {@code a.example, b.example and 3 more}. */
  String answers() {
    List<String> names =
        failing().findAny().isPresent()
            ? failing().map(Hook::name).toList()
            : conversions.stream().map(one -> "the conversion of " + one).toList();
    return WebhookWords.few(names);
  }

  /**
   * The containers that listen where the Service sends to; all, where the manifests do not say
   * which.
   */
  List<Container> listening() {
    List<Container> all =
        pod().containers().stream().filter(one -> one.role() != Container.Role.INIT).toList();
    Optional<String> target = targetPort();
    List<Container> named =
        all.stream()
            .filter(
                container ->
                    container.node().items("ports").stream()
                        .anyMatch(port -> target.filter(name -> isPort(port, name)).isPresent()))
            .toList();
    return named.isEmpty() ? all : named;
  }

  private static boolean isPort(Node port, String target) {
    return port.text("name").filter(target::equals).isPresent()
        || port.text("containerPort").filter(target::equals).isPresent();
  }

  private Optional<String> targetPort() {
    String wanted = Integer.toString(backend.destination().port());
    return backend.service().root().items("spec", "ports").stream()
        .filter(port -> port.text("port").filter(wanted::equals).isPresent())
        .findFirst()
        .map(port -> port.text("targetPort").orElse(wanted));
  }
}
