package dev.bulkhead.drill;

import static dev.bulkhead.verdict.Rule.Proof.TEXT;
import static dev.bulkhead.verdict.Severity.ERROR;
import static dev.bulkhead.verdict.Severity.WARNING;

import dev.bulkhead.verdict.Rule;
import java.util.List;

/** The rules about what webhooks are called for. */
final class WebhookReachRules {
  /** What must start first waits for what starts later. */
  static final Rule DEADLOCK =
      new Rule(
          "webhook-deadlock",
          ERROR,
          TEXT,
          "the pods that answer a webhook with failurePolicy Fail need, in order to start, a node or"
              + " another webhook that needs their answer first",
          """
          When all of them are away at once (a node pool replaced, a power cut, a cluster started \
          from zero), nothing moves: the node waits for the webhook's answer before it can run pods, \
          and the webhook's pods wait for a node; or the pods of two webhooks wait for each other's \
          answer, each of which exempts its own namespace alone. "failed calling webhook" it says \
          everywhere, until a person deletes a configuration. Not meant: pods that use the host's \
          network and tolerate every taint.""",
          """
          # the webhook of namespace a
          rules: [{ operations: [CREATE], apiGroups: [""], apiVersions: [v1], resources: [pods] }]
          namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system, a] }] }
          # that of namespace b, the same but for values: [kube-system, b]""",
          """
          # in both
          namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system, a, b] }] }""");

  /** Its own pods wait for its answer. */
  static final Rule OWN_PODS =
      new Rule(
          "webhook-intercepts-own-pods",
          ERROR,
          TEXT,
          "a webhook with failurePolicy Fail is called for what its own pods need in order to start",
          """
          As soon as no pod answers, no pod can be created that would: the ReplicaSet's request is \
          sent to the webhook that it is to bring back. The same goes for the requests that follow \
          (binding to a node, the service account's token, the pod's status, the endpoints of the \
          Service, the lease of the leader). One restart too many, and only deleting the \
          configuration helps.""",
          """
          failurePolicy: Fail
          rules: [{ operations: [CREATE], apiGroups: [""], apiVersions: [v1], resources: [pods] }]
          clientConfig: { service: { name: hook, namespace: guard } }""",
          """
          namespaceSelector:
            matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [guard] }]""");

  /** Nodes cannot be changed. */
  static final Rule NODES =
      new Rule(
          "webhook-blocks-nodes",
          ERROR,
          TEXT,
          "a webhook with failurePolicy Fail is called for what nodes need in order to join and to stay",
          """
          While nobody answers, a new or restarted node gets no network range, its taints are not \
          removed, it cannot be uncordoned, and it stays NotReady or unschedulable; the webhook's \
          own pod then finds no node. So clusters stayed down after a restart of their nodes \
          (projectcapsule/capsule issues 597, 719, 758, 1135). A namespaceSelector does not help: \
          nodes live in no namespace. A rule for nodes is not called for nodes/status, so that \
          heartbeats pass; nodes/* is.""",
          """
          failurePolicy: Fail
          rules: [{ operations: [UPDATE], apiGroups: [""], apiVersions: [v1], resources: [nodes] }]""",
          """
          failurePolicy: Ignore
          # or a ValidatingAdmissionPolicy, which the API server decides by itself; or
          matchConditions:
            - name: not-the-cluster-itself
              expression: >-
                !request.userInfo.groups.exists(g, g in ['system:nodes', 'system:serviceaccounts:kube-system'])
                && !request.userInfo.username.matches('^system:(kube-|apiserver)')""");

  /** Heartbeats and leaders stop. */
  static final Rule LEASES =
      new Rule(
          "webhook-blocks-leases",
          ERROR,
          TEXT,
          "a webhook with failurePolicy Fail is called for the leases of nodes or of the control plane",
          """
          Nodes renew a lease every ten seconds, the controller manager and the scheduler every two. \
          Refused for ten seconds, the controller manager and the scheduler exit, and nothing heals \
          by itself any more: no controller is left that would bring the webhook's pods back \
          (open-policy-agent/gatekeeper issue 3829). Nobody wants leases reviewed; they come along \
          with a wildcard.""",
          """
          failurePolicy: Fail
          rules: [{ operations: ["*"], apiGroups: ["*"], apiVersions: ["*"], resources: ["*"] }]""",
          """
          rules: [{ operations: [CREATE], apiGroups: [""], apiVersions: [v1], resources: [services] }]""");

  /** The control plane cannot do its work. */
  static final Rule CONTROL_PLANE =
      new Rule(
          "webhook-blocks-control-plane",
          ERROR,
          TEXT,
          "a webhook with failurePolicy Fail is called for what the control plane writes in"
              + " kube-system or for itself",
          """
          DNS, the CNI's agents, kube-proxy and often the control plane itself are pods of \
          kube-system. While nobody answers, they are not created, bound or marked ready, and what \
          depends on them, the webhook's own pods among it, does not come back. A warning where \
          only what degrades workloads is refused.""",
          """
          failurePolicy: Fail
          rules: [{ operations: [CREATE], apiGroups: [""], apiVersions: [v1], resources: [pods] }]""",
          """
          namespaceSelector:
            matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system] }]""");

  /** Namespaces can be neither changed nor deleted. */
  static final Rule NAMESPACES =
      new Rule(
          "webhook-blocks-namespaces",
          WARNING,
          TEXT,
          "a webhook with failurePolicy Fail is called for the namespace kube-system, or for the"
              + " status or the finalizers of namespaces",
          """
          Agents of distributions write the namespace kube-system while a control plane starts, and \
          some exit when that is refused (reported of RKE2: open-policy-agent/gatekeeper issue \
          1296). Where namespaces/status or namespaces/finalize is refused, no namespace of the \
          cluster can be deleted; each stays Terminating until somebody answers.""",
          """
          failurePolicy: Fail
          rules: [{ operations: ["*"], apiGroups: [""], apiVersions: [v1], resources: ["namespaces/*"] }]""",
          """
          rules: [{ operations: ["*"], apiGroups: [""], apiVersions: [v1], resources: [namespaces] }]
          namespaceSelector:
            matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system] }]""");

  /** What mends it is refused, too. */
  static final Rule REPAIR =
      new Rule(
          "webhook-blocks-repair",
          WARNING,
          TEXT,
          "a webhook with failurePolicy Fail is called for what a person changes in order to mend"
              + " its outage",
          """
          To bring a backend back, one scales or patches its Deployment, renews its Secret, or \
          switches a conversion off in a CustomResourceDefinition. While nobody answers, exactly \
          these edits are refused, by upgrades with Helm and by GitOps as well. Only deleting the \
          configuration always works: the API server asks no webhook about those.""",
          """
          failurePolicy: Fail
          rules: [{ operations: [UPDATE], apiGroups: [apps], apiVersions: [v1], resources: [deployments] }]
          clientConfig: { service: { name: hook, namespace: guard } }""",
          """
          namespaceSelector:
            matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [guard, kube-system] }]""");

  /** All kinds of objects. */
  static final Rule EVERYTHING =
      new Rule(
          "webhook-matches-everything",
          WARNING,
          TEXT,
          "a webhook's rules take every kind of object, events and leases among them",
          """
          A wildcard takes in what nobody meant: leases, events, tokens, bindings, whatever later \
          versions of Kubernetes add. Each such write then waits for the webhook, and is refused \
          with it under failurePolicy Fail. A notice where the policy is Ignore. Not meant: an \
          objectSelector that takes only objects with a label.""",
          """
          failurePolicy: Fail
          rules: [{ operations: ["*"], apiGroups: ["*"], apiVersions: ["*"], resources: ["*"] }]""",
          """
          rules: [{ operations: [CREATE, UPDATE], apiGroups: ["", apps], apiVersions: [v1], resources: [pods, deployments] }]""");

  /** An exemption that exempts nothing. */
  static final Rule SELECTOR =
      new Rule(
          "webhook-selector-in-vain",
          WARNING,
          TEXT,
          "a namespaceSelector is to exempt namespaces by a label that those do not carry, or stands"
              + " at rules for objects that live in no namespace",
          """
          NotIn and DoesNotExist select what lacks the label. Unless somebody labels kube-system \
          and the webhook's own namespace, they are selected, and no manifest shows that anybody \
          does. The label kubernetes.io/metadata.name is set by the API server on each namespace; \
          an exemption by it holds. Unproven where the sources do not show the namespace. For \
          nodes and other objects without a namespace, the selector does nothing at all.""",
          """
          namespaceSelector:
            matchExpressions: [{ key: guard.example/ignore, operator: DoesNotExist }]
          # and Namespace guard is created without that label""",
          """
          namespaceSelector:
            matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [guard, kube-system] }]""");

  /** Ignored, but too late. */
  static final Rule SLOW_IGNORE =
      new Rule(
          "webhook-slow-ignore",
          ERROR,
          TEXT,
          "webhooks with failurePolicy Ignore take longer to be given up than the sender waits",
          """
          Ignore protects from refusal, not from delay. When a node dies, its pods stay endpoints \
          for about a minute, and each call to them lasts until timeoutSeconds is over; mutating \
          webhooks one after another. Who renews a leader's lease waits five seconds, the kubelet \
          ten, the API server itself 34. A timeout above that equals Fail: the controller manager \
          loses its lease and stops (kubernetes/kubernetes issue 90217, open-policy-agent/gatekeeper \
          issue 870).""",
          """
          failurePolicy: Ignore
          timeoutSeconds: 10
          rules: [{ operations: ["*"], apiGroups: ["*"], apiVersions: ["*"], resources: ["*"] }]""",
          "timeoutSeconds: 2");

  private WebhookReachRules() {}

  static List<Rule> all() {
    return List.of(
        DEADLOCK,
        OWN_PODS,
        NODES,
        LEASES,
        CONTROL_PLANE,
        NAMESPACES,
        REPAIR,
        EVERYTHING,
        SELECTOR,
        SLOW_IGNORE);
  }
}
