package dev.bulkhead.drill;

import dev.bulkhead.admission.Labels;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.PodTemplate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What matters of a workload's pods.
 *
 * @param tolerations as the pod's spec states them
 * @param nodeSelector the labels that a node must have
 * @param spread whether no two of them may share a node
 * @param writesNodes whether it is a CNI agent that must update its Node before the network works
 * @param writesNodeStatus likewise, the Node's status
 */
record Shape(
    Labels labels,
    List<Node> tolerations,
    Map<String, String> nodeSelector,
    boolean hostNetwork,
    boolean spread,
    boolean network,
    boolean writesNodes,
    boolean writesNodeStatus) {
  private static final long USUAL_STAY = 300_000;
  private static final String HOSTNAME = "kubernetes.io/hostname";

  Shape {
    tolerations = List.copyOf(tolerations);
    nodeSelector = Map.copyOf(nodeSelector);
  }

  /** Pods that ask for nothing. */
  static Shape plain(Labels labels) {
    return new Shape(labels, List.of(), Map.of(), false, false, false, false, false);
  }

  /** Pods of a template. */
  static Shape of(PodTemplate pod, Labels labels) {
    var spec = pod.spec();
    return new Shape(
        labels,
        spec.items("tolerations"),
        spec.mapping("nodeSelector").map(Node.Mapping::texts).orElse(Map.of()),
        spec.scalar("hostNetwork").filter(Node.Scalar::isTrue).isPresent(),
        isSpread(spec),
        false,
        false,
        false);
  }

  /** The same as an agent of the pod network. */
  Shape asNetwork(boolean nodes, boolean status) {
    return new Shape(labels, tolerations, nodeSelector, hostNetwork, spread, true, nodes, status);
  }

  /** The same with more tolerations. */
  Shape tolerating(List<Node> more) {
    return new Shape(
        labels,
        Stream.concat(tolerations.stream(), more.stream()).toList(),
        nodeSelector,
        hostNetwork,
        spread,
        network,
        writesNodes,
        writesNodeStatus);
  }

  /** The same, no two of them on one node. */
  Shape spreading() {
    return new Shape(
        labels,
        tolerations,
        nodeSelector,
        hostNetwork,
        true,
        network,
        writesNodes,
        writesNodeStatus);
  }

  /** The same in the network of its node. */
  Shape onHost() {
    return new Shape(
        labels, tolerations, nodeSelector, true, spread, network, writesNodes, writesNodeStatus);
  }

  /** Whether a taint does not keep these pods away. */
  boolean tolerates(Taint taint) {
    for (int i = 0; i < tolerations.size(); i++) {
      if (taint.isToleratedBy(tolerations.get(i))) {
        return true;
      }
    }
    return false;
  }

  /**
   * How long these pods stay on a node that evicts: for ever, as long as they say, or the five
   * minutes that the API server adds to whoever says nothing (DefaultTolerationSeconds).
   *
   * @return milliseconds; {@link Long#MAX_VALUE} for ever
   */
  long stays(Taint taint) {
    return tolerations.stream()
        .filter(taint::isToleratedBy)
        .map(toleration -> toleration.scalar("tolerationSeconds").flatMap(Node.Scalar::integer))
        .mapToLong(seconds -> seconds.map(each -> each * 1_000).orElse(Long.MAX_VALUE))
        .min()
        .orElse(USUAL_STAY);
  }

  private static boolean isSpread(Node.Mapping spec) {
    String[] required = {
      "affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution"
    };
    return spec.items(required).stream()
            .anyMatch(term -> term.text("topologyKey").filter(HOSTNAME::equals).isPresent())
        || spec.items("topologySpreadConstraints").stream()
            .anyMatch(
                rule ->
                    rule.text("topologyKey").filter(HOSTNAME::equals).isPresent()
                        && rule.text("whenUnsatisfiable")
                            .filter("DoNotSchedule"::equals)
                            .isPresent());
  }
}
