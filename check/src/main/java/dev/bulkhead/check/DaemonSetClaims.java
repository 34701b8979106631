package dev.bulkhead.check;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is claimed of a DaemonSet that looks like a controller or a webhook's server: that it needs
 * to run on each node. Nothing is claimed of others, nor of those that land on some nodes alone,
 * nor of those that take traffic from outside of the cluster or from their own node alone, which
 * are well placed on each node.
 */
record DaemonSetClaims(Inventory inventory) {
  /**
   * The options by which controllers are told to elect a leader (controller-runtime, client-go).
   */
  private static final Pattern ELECTS =
      Pattern.compile("--?(?:enable-)?leader-elect(?:ion)?(?:=true)?|--?election-id(?:=.*)?");

  private static final Set<String> HOOKS =
      Set.of("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration");

  private static final Set<String> OF_ANY_NODE = Set.of("kubernetes.io/os", "kubernetes.io/arch");

  private static final Set<String> WHEREABOUTS =
      Set.of("spec.nodeName", "status.hostIP", "status.hostIPs");

  private static final Set<String> OF_ANY_POD = Set.of("NET_BIND_SERVICE", "CAP_NET_BIND_SERVICE");

  private static final Set<String> WEB = Set.of("80", "443");

  private static final Set<String> FROM_OUTSIDE = Set.of("LoadBalancer", "NodePort");

  /** A sign that one or a few pods would do. */
  private record Sign(String what, Location at) {}

  /** The verdict on an object, where there is something to say. */
  Optional<Verdict> judge(KubernetesObject object) {
    if (!object.key().kind().equals("DaemonSet") || !PodTemplate.isWorkload(object)) {
      return Optional.empty();
    }
    return PodTemplate.of(object).stream().findFirst().flatMap(pod -> judge(object, pod));
  }

  private Optional<Verdict> judge(KubernetesObject object, PodTemplate pod) {
    Map<String, String> labels =
        pod.template().mapping("metadata", "labels").map(Node.Mapping::texts).orElse(Map.of());
    if (isForSomeNodes(pod) || services(labels, object).anyMatch(this::bringsTraffic)) {
      return Optional.empty();
    }
    return leader(pod)
        .or(() -> webhook(labels, object))
        .map(
            sign -> {
              var kind = object.root().get("kind").map(Node::at).orElse(object.root().at());
              var claim = new Claim(Rules.DAEMONSET_UNNEEDED, Subject.of(object), kind);
              return host(pod)
                  .map(use -> claim.proven("It uses %s of each node.".formatted(use), List.of()))
                  .orElseGet(
                      () ->
                          claim.violated(
                              "It runs on every node, uses nothing of the nodes, and %s."
                                  .formatted(sign.what()),
                              "Run it as a Deployment of two or three replicas, spread over nodes.",
                              List.of(new Fact("sign", sign.what() + " at " + sign.at()))));
            });
  }

  /** Whether the pods land on a part of the nodes alone: on those of the control plane, say. */
  private static boolean isForSomeNodes(PodTemplate pod) {
    boolean isChosen =
        pod
            .spec()
            .mapping("nodeSelector")
            .map(Node.Mapping::texts)
            .orElse(Map.of())
            .keySet()
            .stream()
            .anyMatch(label -> !OF_ANY_NODE.contains(label));
    return isChosen
        || pod.spec()
            .mapping("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution")
            .isPresent();
  }

  private static Optional<Sign> leader(PodTemplate pod) {
    for (Container container : pod.containers()) {
      for (String list : List.of("command", "args")) {
        for (Node word : container.node().items(list)) {
          if (word instanceof Node.Scalar scalar && ELECTS.matcher(scalar.text()).matches()) {
            return Optional.of(
                new Sign("elects one leader (%s)".formatted(scalar.text()), scalar.at()));
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Sign> webhook(Map<String, String> labels, KubernetesObject daemons) {
    List<KubernetesObject> services = services(labels, daemons).toList();
    for (KubernetesObject object : inventory.objects()) {
      for (Node.Mapping service : hookServices(object)) {
        if (services.stream().anyMatch(one -> isNamed(one, service))) {
          return Optional.of(
              new Sign("serves the webhooks of %s".formatted(object.key()), service.at()));
        }
      }
    }
    return Optional.empty();
  }

  /** The services that an object sends reviews to. */
  private static List<Node.Mapping> hookServices(KubernetesObject object) {
    if (!HOOKS.contains(object.key().kind())) {
      return List.of();
    }
    var services = new ArrayList<Node.Mapping>();
    for (Node hook : object.root().items("webhooks")) {
      if (hook instanceof Node.Mapping mapping) {
        mapping.mapping("clientConfig", "service").ifPresent(services::add);
      }
    }
    return services;
  }

  /** Namespaces match where both are stated. */
  private static boolean isNamed(KubernetesObject service, Node.Mapping reference) {
    String namespace = reference.text("namespace").orElse("");
    return reference.text("name").filter(service.key().name()::equals).isPresent()
        && (namespace.isEmpty()
            || service.key().namespace().isEmpty()
            || namespace.equals(service.key().namespace()));
  }

  /** The services that select the pods. */
  private Stream<KubernetesObject> services(Map<String, String> labels, KubernetesObject daemons) {
    return inventory.ofKind("Service").stream()
        .filter(
            service ->
                service.key().namespace().isEmpty()
                    || daemons.key().namespace().isEmpty()
                    || service.key().namespace().equals(daemons.key().namespace()))
        .filter(
            service -> {
              Map<String, String> selector =
                  service
                      .root()
                      .mapping("spec", "selector")
                      .map(Node.Mapping::texts)
                      .orElse(Map.of());
              return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
            });
  }

  /**
   * Whether a service brings what users send, not only reviews and the reading of metrics; or what
   * comes from the pod's own node.
   */
  private boolean bringsTraffic(KubernetesObject service) {
    boolean isFromOutside =
        service.root().text("spec", "type").filter(FROM_OUTSIDE::contains).isPresent();
    boolean isForWeb =
        service.root().items("spec", "ports").stream()
            .anyMatch(port -> port.text("port").filter(WEB::contains).isPresent());
    boolean isFromNode =
        service.root().text("spec", "internalTrafficPolicy").filter("Local"::equals).isPresent();
    return isFromOutside
        || isFromNode
        || (isForWeb
            && inventory.objects().stream()
                .flatMap(object -> hookServices(object).stream())
                .noneMatch(reference -> isNamed(service, reference)));
  }

  /** What the pods use of their node, if anything. */
  private static Optional<String> host(PodTemplate pod) {
    for (String field : List.of("hostNetwork", "hostPID", "hostIPC")) {
      if (pod.spec().scalar(field).filter(Node.Scalar::isTrue).isPresent()) {
        return Optional.of("the %s".formatted(field));
      }
    }
    for (Node volume : pod.spec().items("volumes")) {
      if (volume instanceof Node.Mapping mapping && mapping.get("hostPath").isPresent()) {
        return Optional.of("a path (hostPath)");
      }
    }
    return pod.containers().stream().flatMap(one -> host(one).stream()).findFirst();
  }

  private static Optional<String> host(Container container) {
    boolean isPrivileged =
        container
            .node()
            .scalar("securityContext", "privileged")
            .filter(Node.Scalar::isTrue)
            .isPresent();
    if (isPrivileged) {
      return Optional.of("everything (privileged)");
    }
    if (container.node().items("ports").stream()
        .anyMatch(port -> port.text("hostPort").isPresent())) {
      return Optional.of("a port (hostPort)");
    }
    if (container.node().items("securityContext", "capabilities", "add").stream()
        .anyMatch(DaemonSetClaims::isOfNode)) {
      return Optional.of("the kernel (capabilities)");
    }
    return whereabouts(container);
  }

  /** Whether a capability may be for more than the pod's own network. */
  private static boolean isOfNode(Node capability) {
    return !(capability instanceof Node.Scalar scalar)
        || !OF_ANY_POD.contains(scalar.text().toUpperCase(Locale.ROOT));
  }

  /** That a container is told on which node it runs: it works for that one. */
  private static Optional<String> whereabouts(Container container) {
    return container.node().items("env").stream()
        .flatMap(variable -> variable.text("valueFrom", "fieldRef", "fieldPath").stream())
        .filter(WHEREABOUTS::contains)
        .map("the name or address (%s)"::formatted)
        .findFirst();
  }
}
