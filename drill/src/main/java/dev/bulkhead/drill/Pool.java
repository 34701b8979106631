package dev.bulkhead.drill;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Nodes that are alike.
 *
 * @param name {@code control-plane}, {@code workers}
 * @param taints what each of them carries
 */
public record Pool(String name, int count, List<Taint> taints) {
  /** The pool whose nodes run the API server. */
  public static final String CONTROL_PLANE = "control-plane";

  private static final Taint CONTROL_PLANE_TAINT =
      new Taint("node-role.kubernetes.io/control-plane", "", "NoSchedule");

  public Pool {
    taints =
        name.equals(CONTROL_PLANE) && taints.isEmpty()
            ? List.of(CONTROL_PLANE_TAINT)
            : List.copyOf(taints);
  }

  /** Whether its nodes run the API server. */
  public boolean isControlPlane() {
    return name.equals(CONTROL_PLANE);
  }

  /** What a node of it is called: {@code worker-2} of {@code workers}. */
  String nodeName(int number) {
    String singular =
        name.endsWith("s") && !name.endsWith("ss") ? name.substring(0, name.length() - 1) : name;
    return singular + "-" + number;
  }

  /** Whether one of its nodes has that name. */
  boolean hasNode(String node) {
    return IntStream.rangeClosed(1, count).anyMatch(number -> nodeName(number).equals(node));
  }

  /** Whether one of its nodes is in that zone. */
  boolean hasNodeIn(String zone) {
    return IntStream.rangeClosed(1, count).anyMatch(number -> Topology.zone(number).equals(zone));
  }

  /** The labels of a node of it: the usual ones, its role, and one for each taint with a value. */
  Map<String, String> labels(String nodeName, String zone) {
    var labels = new LinkedHashMap<String, String>();
    labels.put("kubernetes.io/hostname", nodeName);
    labels.put("kubernetes.io/os", "linux");
    labels.put("kubernetes.io/arch", "amd64");
    labels.put("topology.kubernetes.io/zone", zone);
    labels.put("node-role.kubernetes.io/" + name, "");
    for (Taint taint : taints) {
      if (!taint.value().isEmpty()) {
        labels.put(taint.key(), taint.value());
      }
    }
    return labels;
  }
}
