package dev.bulkhead.drill;

import static dev.bulkhead.verdict.Rule.Proof.TEXT;
import static dev.bulkhead.verdict.Severity.ERROR;
import static dev.bulkhead.verdict.Severity.NOTICE;
import static dev.bulkhead.verdict.Severity.WARNING;

import dev.bulkhead.verdict.Rule;
import java.util.List;

/** The rules about who answers webhooks. */
final class WebhookBackendRules {
  /** Nobody answers. */
  static final Rule NO_BACKEND =
      new Rule(
          "webhook-no-backend",
          ERROR,
          TEXT,
          "a webhook, a conversion or an aggregated API names a Service that does not exist, selects"
              + " no pods, or lacks the port",
          """
          Every call fails from the first one on: "service not found", or "no endpoints available". \
          It happens when a release is installed under another name or in another namespace than a \
          template took for granted. Of an aggregated API, while nobody answers, no namespace of the \
          cluster can be deleted. A warning where the policy is Ignore; unproven where the sources \
          do not hold the backend.""",
          """
          clientConfig: { service: { name: webhook-service, namespace: guard } }
          # and the Service is called guard-webhook-service""",
          "clientConfig: { service: { name: guard-webhook-service, namespace: guard } }");

  /** One pod answers. */
  static final Rule SINGLE_REPLICA =
      new Rule(
          "webhook-single-replica",
          WARNING,
          TEXT,
          "fewer than two pods answer a webhook with failurePolicy Fail or a conversion",
          """
          Each drain, eviction, crash and upgrade of the one pod is an outage of what it guards; \
          when its node dies, one of five minutes and more. With Fail, everything that the webhook \
          is called for is refused that long. Under an autoscaler, its least number counts. A \
          DaemonSet is not meant. A notice where only custom resources are guarded.""",
          "kind: Deployment\nspec: { replicas: 1 }",
          "kind: Deployment\nspec: { replicas: 2 }");

  /** A drain may take all pods. */
  static final Rule NO_BUDGET =
      new Rule(
          "webhook-no-disruption-budget",
          WARNING,
          TEXT,
          "several pods answer a webhook with failurePolicy Fail, and no PodDisruptionBudget selects"
              + " them",
          """
          Nodes are drained several at a time when a pool is upgraded or scaled down. Without a \
          budget all pods may be evicted at once, and whatever the webhook is called for is refused \
          until new ones answer. Not asked where only custom resources are guarded; a notice where \
          nothing is that keeps the cluster itself alive.""",
          "kind: Deployment   # replicas: 3, and no PodDisruptionBudget",
          """
          kind: PodDisruptionBudget
          spec: { maxUnavailable: 1, selector: { matchLabels: { app: guard } } }""");

  /** No drain takes any pod. */
  static final Rule BUDGET_BLOCKS =
      new Rule(
          "webhook-budget-blocks-drains",
          WARNING,
          TEXT,
          "a PodDisruptionBudget over the pods that answer a webhook allows no eviction at all",
          """
          A budget of minAvailable as high as the number of pods, or of maxUnavailable 0, refuses \
          every eviction: a drain of their nodes hangs, and with it the upgrade of the cluster, \
          until somebody deletes pod or budget by hand.""",
          """
          kind: PodDisruptionBudget
          spec: { minAvailable: 1, selector: { matchLabels: { app: guard } } }   # replicas: 1""",
          """
          kind: PodDisruptionBudget
          spec: { maxUnavailable: 1, selector: { matchLabels: { app: guard } } }   # replicas: 2""");

  /** All pods may land on one node. */
  static final Rule NOT_SPREAD =
      new Rule(
          "webhook-not-spread",
          WARNING,
          TEXT,
          "the pods that answer a webhook with failurePolicy Fail may all run on one node",
          """
          Several replicas help only against what strikes one of them. Without an anti-affinity or \
          a spread constraint over kubernetes.io/hostname (or zones), the scheduler may put all on \
          one node, and that node's end is the outage. A notice where the spread is only preferred, \
          and where nothing is guarded that keeps the cluster itself alive.""",
          "spec: { replicas: 2, template: { spec: { containers: [] } } }",
          """
          topologySpreadConstraints:
            - { maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: guard } } }""");

  /** It runs among what it guards. */
  static final Rule NOT_ISOLATED =
      new Rule(
          "webhook-not-isolated",
          NOTICE,
          TEXT,
          "the pods that answer a webhook run on any node, though what they guard keeps the nodes alive",
          """
          What keeps nodes alive should not hang on pods that run on the same nodes, beside \
          workloads that may fill them. A small pool of nodes with a taint of its own, which these \
          pods tolerate and select, stays when the others are replaced.""",
          "spec: { containers: [] }   # no nodeSelector, no affinity",
          """
          nodeSelector: { infra: "true" }
          tolerations: [{ key: infra, operator: Exists, effect: NoSchedule }]""");

  /** It is evicted first. */
  static final Rule NO_RESOURCES =
      new Rule(
          "webhook-no-resources",
          WARNING,
          TEXT,
          "the container that answers a webhook with failurePolicy Fail requests no memory, or may"
              + " read every object and is limited to less than 256Mi",
          """
          A container without a request is the first to be killed and evicted when its node runs \
          short of memory, and the scheduler puts it where there is no room. That is when the \
          webhook is needed most. A controller that may read everything mostly keeps it all in \
          memory, and a tight limit ends it as the cluster grows. A notice where nothing is guarded \
          that keeps the cluster itself alive.""",
          "resources: {}",
          "resources: { requests: { cpu: 100m, memory: 128Mi }, limits: { memory: 128Mi } }");

  /** It waits behind everything else. */
  static final Rule UNSCHEDULABLE =
      new Rule(
          "webhook-unschedulable-in-crisis",
          WARNING,
          TEXT,
          "the pods that answer a webhook with failurePolicy Fail have no priority class",
          """
          After the loss of nodes, those that are left are full. Pods of the lowest priority wait \
          Pending behind all others, and may be preempted where they run; meanwhile what they guard \
          is refused. A notice where nothing is guarded that keeps the cluster itself alive.""",
          "spec: { containers: [] }   # no priorityClassName",
          "spec: { priorityClassName: system-cluster-critical }");

  /** Endpoints come before answers. */
  static final Rule READINESS =
      new Rule(
          "webhook-readiness-blind",
          WARNING,
          TEXT,
          "the container that answers a webhook with failurePolicy Fail has no readinessProbe",
          """
          Without a probe a pod is an endpoint as soon as its container runs, before its server \
          listens and its certificate is there, and it stays one when the server hangs. Calls to it \
          are refused at each start and at each upgrade. A notice where nothing is guarded that \
          keeps the cluster itself alive.""",
          "containers: [{ name: manager, ports: [{ containerPort: 9443 }] }]",
          """
          containers:
            - name: manager
              ports: [{ containerPort: 9443 }]
              readinessProbe: { httpGet: { path: /readyz, port: 8081 } }""");

  /** What is left when the release is gone. */
  static final Rule OUTLIVES =
      new Rule(
          "webhook-outlives-backend",
          WARNING,
          TEXT,
          "a webhook with failurePolicy Fail stays registered when the release that answers it is"
              + " removed",
          """
          Helm does not delete objects that are hooks of a release, nor those that it is told to \
          keep, and a configuration that a controller writes at run time belongs to no release. \
          After an uninstallation, or while the controller is scaled down, the configuration stays, \
          nobody answers, and everything that it is called for is refused. A notice where only \
          custom resources are guarded.""",
          """
          kind: ValidatingWebhookConfiguration
          metadata: { annotations: { helm.sh/resource-policy: keep } }""",
          "kind: ValidatingWebhookConfiguration   # an ordinary object of the release");

  /** Trust comes from behind the webhook. */
  static final Rule CA_LOOP =
      new Rule(
          "webhook-ca-loop",
          ERROR,
          TEXT,
          "a webhook's caBundle is empty, and nobody fills it in, or what fills it in is refused by"
              + " the webhook",
          """
          The API server calls only servers whose certificate it trusts. Where the authority is \
          filled in at run time, whoever does so must get through: when the webhook refuses the \
          Secret that holds the certificate, or the pods of the injector, the authority is never \
          filled in, and each call ends in "x509: certificate signed by unknown authority". A \
          warning where only nobody is seen to fill it in, and a notice where the policy is Ignore: \
          the webhook is then never called.""",
          """
          clientConfig: { caBundle: "", service: { name: hook, namespace: guard } }
          # and neither an annotation nor a role that would let anybody fill it in""",
          """
          metadata: { annotations: { cert-manager.io/inject-ca-from: guard/hook } }""");

  /** It converts what it reads. */
  static final Rule OWN_READER =
      new Rule(
          "conversion-by-own-reader",
          NOTICE,
          TEXT,
          "a conversion webhook is answered by pods that may read the custom resource themselves",
          """
          When the stored version changes with an upgrade, the controller reads old objects in the \
          new version, and the API server asks the controller's own pods to convert them. Where it \
          waits for what it reads before it answers, it waits for itself and restarts for ever \
          (longhorn/longhorn issues 9402, 11317). Which version it reads, no manifest says; it is \
          well if that is the stored one, or if its server is up before it reads.""",
          """
          spec: { conversion: { strategy: Webhook } }   # answered by the controller, which lists it""",
          "spec: { conversion: { strategy: None } }   # one served version, or schemas that agree");

  private WebhookBackendRules() {}

  static List<Rule> all() {
    return List.of(
        NO_BACKEND,
        SINGLE_REPLICA,
        NO_BUDGET,
        BUDGET_BLOCKS,
        NOT_SPREAD,
        NOT_ISOLATED,
        NO_RESOURCES,
        UNSCHEDULABLE,
        READINESS,
        OUTLIVES,
        CA_LOOP,
        OWN_READER);
  }
}
