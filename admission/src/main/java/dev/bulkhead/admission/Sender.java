package dev.bulkhead.admission;

import java.util.List;

/** Who sends the requests that keep a cluster alive. */
public enum Sender {
  KUBELET("the kubelet"),
  SCHEDULER("the scheduler"),
  CONTROLLER_MANAGER("the controller manager"),
  NODE_CONTROLLER("the node lifecycle controller"),
  TAINT_EVICTION("the taint eviction controller"),
  NODE_IPAM("the node IPAM controller"),
  CLOUD_NODE("the cloud node controller"),
  NETWORK_AGENT("the CNI agent"),
  REPLICASET("the ReplicaSet controller"),
  DEPLOYMENT("the Deployment controller"),
  DAEMONSET("the DaemonSet controller"),
  STATEFULSET("the StatefulSet controller"),
  JOB("the Job controller"),
  ENDPOINTSLICE("the EndpointSlice controller"),
  SERVICE_ACCOUNT("the service account controller"),
  NAMESPACE("the namespace controller"),
  GARBAGE("the garbage collector"),
  APPROVER("the certificate approver"),
  DISRUPTION("the disruption controller"),
  AUTOSCALER("the horizontal pod autoscaler"),
  ATTACH_DETACH("the attach-detach controller"),
  DRAIN("whoever drains a node"),
  API_SERVER("the API server"),
  AGENT("the distribution's agent"),
  OPERATOR("an operator that elects a leader"),
  PERSON("a person");

  private static final String SYSTEM = "kube-system";

  private final String words;

  Sender(String words) {
    this.words = words;
  }

  /**
   * Who that is to the API server; controllers have service accounts of their own ({@code
   * --use-service-account-credentials}, as kubeadm sets it).
   *
   * @param node on which the kubelet or agent runs
   */
  public User user(String node) {
    return switch (this) {
      case KUBELET -> User.node(node);
      case SCHEDULER -> User.component("system:kube-scheduler");
      case CONTROLLER_MANAGER -> User.component("system:kube-controller-manager");
      case API_SERVER -> User.apiServer();
      case NODE_CONTROLLER, NODE_IPAM -> controller("node-controller");
      case TAINT_EVICTION -> controller("taint-eviction-controller");
      case CLOUD_NODE -> controller("cloud-controller-manager");
      case NETWORK_AGENT -> controller("cni");
      case REPLICASET -> controller("replicaset-controller");
      case DEPLOYMENT -> controller("deployment-controller");
      case DAEMONSET -> controller("daemon-set-controller");
      case STATEFULSET -> controller("statefulset-controller");
      case JOB -> controller("job-controller");
      case ENDPOINTSLICE -> controller("endpointslice-controller");
      case SERVICE_ACCOUNT -> controller("service-account-controller");
      case NAMESPACE -> controller("namespace-controller");
      case GARBAGE -> controller("generic-garbage-collector");
      case APPROVER -> controller("certificate-controller");
      case DISRUPTION -> controller("disruption-controller");
      case AUTOSCALER -> controller("horizontal-pod-autoscaler");
      case ATTACH_DETACH -> controller("attachdetach-controller");
      case OPERATOR -> User.serviceAccount("operators", "operator");
      case DRAIN, AGENT, PERSON ->
          new User("kubernetes-admin", List.of("system:masters", "system:authenticated"));
    };
  }

  private static User controller(String name) {
    return User.serviceAccount(SYSTEM, name);
  }

  /** As sentences name it. */
  @Override
  public String toString() {
    return words;
  }
}
