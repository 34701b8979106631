package dev.bulkhead.admission;

import java.util.Set;

/**
 * The requests that keep a cluster alive, each with who sends it, how long the sender waits, and
 * what follows when it is refused. Numbers are those of the table in docs/drill.md, which also
 * names the sources.
 */
public enum Vital {
  NODE_LEASE,
  NODE_STATUS,
  NODE_REGISTRATION,
  CSI_NODE,
  POD_STATUS,
  POD_END,
  MIRROR_POD,
  POD_TOKEN,
  CONTROLLER_TOKEN,
  CERTIFICATE_REQUEST,
  CERTIFICATE_APPROVAL,
  CERTIFICATE_SIGNING,
  TOKEN_REVIEW,
  ACCESS_REVIEW,
  LEADER_LEASE,
  SCHEDULER_LEASE,
  OPERATOR_LEASE,
  POD_BINDING,
  NODE_CONDITION,
  NODE_TAINT,
  POD_NOT_READY,
  POD_EVICTION_MARK,
  POD_EVICTION,
  NODE_POD_CIDR,
  CLOUD_NODE,
  CLOUD_NODE_STATUS,
  NETWORK_NODE,
  NETWORK_NODE_STATUS,
  POD_CREATION,
  DAEMON_POD_CREATION,
  STATEFUL_POD_CREATION,
  POD_REMOVAL,
  REPLICASET_CREATION,
  REPLICASET_UPDATE,
  WORKLOAD_STATUS,
  ENDPOINT_SLICE,
  ENDPOINT_SLICE_CREATION,
  SERVICE_ACCOUNT_CREATION,
  ROOT_CA_CREATION,
  NAMESPACE_CONTENT,
  NAMESPACE_STATUS,
  NAMESPACE_FINALIZE,
  GARBAGE_REPLICASET,
  GARBAGE_POD,
  QUOTA_STATUS,
  BUDGET_STATUS,
  EVICTION,
  CORDON,
  API_SERVER_LEASE,
  API_SERVER_ROLES,
  API_SERVER_FLOWS,
  API_SERVER_CONFIG,
  API_SERVER_ENDPOINTS,
  API_SERVER_APISERVICES,
  AGENT_NAMESPACE,
  AGENT_NODE,
  SCALE,
  VOLUME_ATTACHMENT,
  EVENT;

  /** Requests whose object is of a subresource, without labels. */
  private static final Set<String> UNLABELLED =
      Set.of("serviceaccounts/token", "pods/binding", "pods/eviction", "deployments/scale");

  private VitalTable.Entry entry() {
    return VitalTable.of(this);
  }

  /** Where the objects of a request live. */
  public enum Place {
    /** In no namespace. */
    CLUSTER(""),
    /** {@code kube-system}. */
    SYSTEM("kube-system"),
    /** The Namespace {@code kube-system} is the object itself. */
    SYSTEM_ITSELF("kube-system"),
    /** {@code kube-node-lease}. */
    NODE_LEASE("kube-node-lease"),
    /** {@code default}. */
    DEFAULT("default"),
    /** Wherever there are pods: in each namespace. */
    POD("");

    private final String namespace;

    Place(String namespace) {
      this.namespace = namespace;
    }

    /** The namespace, where it is always the same. */
    public String namespace() {
      return namespace;
    }
  }

  /** The number of its row in the table of docs/drill.md. */
  public int row() {
    return entry().row();
  }

  /** How much hangs on it. */
  public Tier tier() {
    return entry().tier();
  }

  /** Who sends it. */
  public Sender sender() {
    return entry().sender();
  }

  /** What it does. */
  public Operation operation() {
    return entry().operation();
  }

  /** What it goes to. */
  public Resource resource() {
    return entry().resource();
  }

  /** Where its objects live. */
  public Place place() {
    return entry().place();
  }

  /** How long the sender waits for an answer, in seconds; 34 is the API server's own budget. */
  public int limitSeconds() {
    return entry().limitSeconds();
  }

  /** How well it is known that this is sent. */
  public Standing standing() {
    return entry().standing();
  }

  /** What follows when it is refused, a clause. */
  public String consequence() {
    return entry().consequence();
  }

  /**
   * The request.
   *
   * @param namespace the labels of the namespace it goes to; ignored where it goes to none
   * @param name of the namespace
   * @param labels of the object
   * @param node on which the sender runs, where that matters
   */
  public AdmissionRequest request(String name, Labels namespace, Labels labels, String node) {
    var resource = resource();
    String path = resource.name() + "/" + resource.subresource();
    Labels own = UNLABELLED.contains(path) ? Labels.none(resource.toString()) : labels;
    Content content =
        resource.isNamespace() ? new Content.Labelled(namespace) : new Content.Labelled(own);
    boolean isInNamespace = resource.namespaced() || resource.isNamespace();
    return new AdmissionRequest(
        operation(),
        resource,
        isInNamespace ? name : "",
        "",
        namespace,
        operation() == Operation.DELETE ? new Content.None() : content,
        operation() == Operation.CREATE ? new Content.None() : content,
        sender().user(node));
  }

  /** {@code UPDATE nodes/status}. */
  @Override
  public String toString() {
    return operation() + " " + resource();
  }
}
