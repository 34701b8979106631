package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.airgap.k0s.K0sVersion;
import java.util.List;

/** What has to hold between the steps of an upgrade, and the commands that show it. */
final class Gates {
  /** So many machines are named in a command; of more, all are listed. */
  private static final int MOST_NAMES = 12;

  private Gates() {}

  static Gate apiAnswers(String controller) {
    return new Gate(
        "the API server of %s answers ok".formatted(controller),
        "k0s kubectl get --raw /readyz   # on " + controller);
  }

  /**
   * @param isJoined whether one more has come to those that were
   */
  static Gate members(int members, boolean isJoined, String controller) {
    return new Gate(
        "etcd has %s%s"
            .formatted(
                many(members, "member"),
                members == 2 && isJoined ? "; from here on both are needed, until one leaves" : ""),
        "k0s etcd member-list   # on " + controller);
  }

  static Gate membersWithout(String gone, int members, String controller) {
    return new Gate(
        "etcd has %s, and %s is none of them".formatted(many(members, "member"), gone),
        "k0s etcd member-list   # on " + controller);
  }

  /** k0s writes the addresses of all controllers there; balancers on machines follow it. */
  static Gate addresses(int controllers) {
    return new Gate(
        "the cluster's API has %s".formatted(many(controllers, "endpoint")),
        "kubectl get endpoints kubernetes -n default");
  }

  /** A kubelet tells Kubernetes' version with k0s' name, and without k0s' own count. */
  static Gate ready(List<NodeGroup> machines, K0sVersion target) {
    List<String> names = machines.stream().flatMap(group -> group.names().stream()).toList();
    return new Gate(
        "%s Ready, with VERSION v%d.%d.%d+k0s"
            .formatted(
                names.size() == 1
                    ? names.getFirst() + " is"
                    : "each of %s is".formatted(Step.names(machines)),
                target.major(),
                target.minor(),
                target.patch()),
        names.size() <= MOST_NAMES
            ? "kubectl get nodes " + String.join(" ", names)
            : "kubectl get nodes");
  }

  /** Only a pod's state has capitals in it. */
  static Gate nothingWaits() {
    return new Gate(
        "no pod waits for an image (nothing is printed)",
        "kubectl get pods -A | grep -E 'Image|Creat|RunContainer|Init:|PodInit'");
  }

  /** What the leader applies has been applied: the pods' template names the image. */
  static Gate applied(Need need, String workload) {
    return new Gate(
        "%s is asked to run %s".formatted(Consequence.component(need.key()), need.image()),
        "kubectl -n %s get %s -o jsonpath='{.spec.template.spec.containers[*].image}'"
            .formatted(namespace(need.key()), workload));
  }

  /** Machines, behind a command that is typed on them. */
  static String each(List<NodeGroup> machines) {
    boolean isOne = machines.size() == 1 && machines.getFirst().count() == 1;
    return (isOne ? "" : "each of ") + Step.names(machines);
  }

  private static String many(int number, String noun) {
    return "%d %s%s".formatted(number, noun, number == 1 ? "" : "s");
  }

  static String namespace(ImageKey key) {
    return key == ImageKey.PUSHGATEWAY ? "k0s-system" : "kube-system";
  }
}
