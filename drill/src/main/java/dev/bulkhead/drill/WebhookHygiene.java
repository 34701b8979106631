package dev.bulkhead.drill;

import dev.bulkhead.admission.Backends;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How well those stand who answer what would be refused without them; nothing of others. */
final class WebhookHygiene implements WebhookJudge {
  private static final Set<String> OF_ANY_NODE = Set.of("kubernetes.io/os", "kubernetes.io/arch");

  @Override
  public Stream<Verdict> judge(WebhookCluster cluster) {
    var replicas = new WebhookReplicas(cluster.inventory());
    var access = new WebhookAccess(cluster.inventory());
    return WebhookServer.of(cluster).stream()
        .flatMap(server -> judge(server, server.stakes(cluster), replicas, access));
  }

  private static Stream<Verdict> judge(
      WebhookServer server,
      WebhookServer.Stakes stakes,
      WebhookReplicas replicas,
      WebhookAccess access) {
    return switch (stakes) {
      case NOTHING -> Stream.empty();
      case CUSTOM -> single(server, Severity.NOTICE, replicas).stream();
      case WORKLOADS -> asked(server, Severity.NOTICE, replicas, access);
      case CLUSTER ->
          Stream.concat(
              asked(server, Severity.WARNING, replicas, access), Stream.of(isolated(server)));
    };
  }

  private static Stream<Verdict> asked(
      WebhookServer server, Severity severity, WebhookReplicas replicas, WebhookAccess access) {
    return Stream.of(
            single(server, Severity.WARNING, replicas).stream(),
            severalPods(server, severity, replicas),
            Stream.of(
                WebhookMemory.of(server, severity, access),
                priority(server, severity),
                probe(server, severity)))
        .flatMap(all -> all);
  }

  private static Optional<Verdict> single(
      WebhookServer server, Severity severity, WebhookReplicas replicas) {
    if (server.isDaemon()) {
      return Optional.of(
          claim(WebhookBackendRules.SINGLE_REPLICA, server, kind(server))
              .proven("It runs on each node.", List.of()));
    }
    return replicas
        .of(server)
        .map(
            count -> {
              var claim = claim(WebhookBackendRules.SINGLE_REPLICA, server, count.at());
              return count.pods() > 1
                  ? claim.proven("At least %d pods answer.".formatted(count.pods()), List.of())
                  : violated(
                      claim,
                      severity,
                      "%s pod answers %s (%s), so that each drain or upgrade of it is an outage."
                          .formatted(
                              count.pods() == 1 ? "One" : "No", server.answers(), count.why()),
                      "Run two or more replicas, spread over nodes.");
            });
  }

  /** What is asked only of several pods, each of which any node may run. */
  private static Stream<Verdict> severalPods(
      WebhookServer server, Severity severity, WebhookReplicas replicas) {
    if (server.isDaemon()) {
      return Stream.empty();
    }
    return replicas.of(server).stream()
        .flatMap(
            count ->
                Stream.of(
                        budget(server, count, severity, replicas),
                        drain(server, count, replicas),
                        spread(server, count, severity))
                    .flatMap(Optional::stream));
  }

  private static Optional<Verdict> budget(
      WebhookServer server,
      WebhookReplicas.Count count,
      Severity severity,
      WebhookReplicas replicas) {
    if (count.pods() < 2) {
      return Optional.empty();
    }
    var claim = claim(WebhookBackendRules.NO_BUDGET, server, count.at());
    return Optional.of(
        replicas.budgets(server).stream()
            .findFirst()
            .map(budget -> claim.proven("%s selects them.".formatted(budget.key()), List.of()))
            .orElseGet(
                () ->
                    violated(
                        claim,
                        severity,
                        "%d pods answer %s, and no PodDisruptionBudget selects them, so that drains may take all at once."
                            .formatted(count.pods(), server.answers()),
                        "Add a PodDisruptionBudget with maxUnavailable: 1 whose selector matches %s."
                            .formatted(Backends.labels(server.pod())))));
  }

  private static Optional<Verdict> drain(
      WebhookServer server, WebhookReplicas.Count count, WebhookReplicas replicas) {
    return replicas.budgets(server).stream()
        .findFirst()
        .map(
            budget -> {
              var blocking = WebhookReplicas.blocking(budget, count.pods());
              var claim =
                  new Claim(
                      WebhookBackendRules.BUDGET_BLOCKS,
                      Subject.of(budget),
                      blocking.map(Node::at).orElse(budget.root().at()));
              return blocking.isEmpty()
                  ? claim.proven("It lets go of a pod of %d.".formatted(count.pods()), List.of())
                  : claim.violated(
                      "It lets go of no pod: %s of %s with %s, so that drains of their nodes hang."
                          .formatted(bound(budget), server.owner().key(), count.why()),
                      "Run two or more replicas, and allow maxUnavailable: 1.",
                      List.of());
            });
  }

  private static String bound(KubernetesObject budget) {
    return budget
        .root()
        .text("spec", "maxUnavailable")
        .map(most -> "maxUnavailable: " + most)
        .orElseGet(() -> "minAvailable: " + budget.root().text("spec", "minAvailable").orElse("?"));
  }

  private static Optional<Verdict> spread(
      WebhookServer server, WebhookReplicas.Count count, Severity severity) {
    if (count.pods() < 2 || server.backend().pods().size() > 1) {
      return Optional.empty();
    }
    var claim = claim(WebhookBackendRules.NOT_SPREAD, server, count.at());
    return Optional.of(
        switch (WebhookSpread.of(server.pod())) {
          case REQUIRED -> claim.proven("They are kept on different nodes.", List.of());
          case PREFERRED ->
              violated(
                  claim,
                  Severity.NOTICE,
                  "The %d pods that answer %s are only preferred to run on different nodes."
                      .formatted(count.pods(), server.answers()),
                  "Require it: a topologySpreadConstraint over kubernetes.io/hostname with whenUnsatisfiable: DoNotSchedule.");
          case NONE ->
              violated(
                  claim,
                  severity,
                  "The %d pods that answer %s may all run on one node."
                      .formatted(count.pods(), server.answers()),
                  "Add a topologySpreadConstraint over kubernetes.io/hostname, or a podAntiAffinity, whose selector matches their labels.");
        });
  }

  private static Verdict priority(WebhookServer server, Severity severity) {
    Optional<Node.Scalar> name =
        server.pod().spec().scalar("priorityClassName").filter(scalar -> !scalar.text().isEmpty());
    var claim =
        claim(
            WebhookBackendRules.UNSCHEDULABLE,
            server,
            name.map(Node.Scalar::at).orElse(server.pod().spec().at()));
    return name.map(
            one -> claim.proven("Its priority class is %s.".formatted(one.text()), List.of()))
        .orElseGet(
            () ->
                violated(
                    claim,
                    severity,
                    "The pods that answer %s have no priorityClassName, so that they wait behind all others when nodes are full."
                        .formatted(server.answers()),
                    "Set priorityClassName: system-cluster-critical."));
  }

  private static Verdict probe(WebhookServer server, Severity severity) {
    boolean isProbed =
        server.listening().stream().anyMatch(one -> one.node().get("readinessProbe").isPresent());
    Location at =
        server.listening().stream().findFirst().map(one -> one.node().at()).orElse(kind(server));
    var claim = claim(WebhookBackendRules.READINESS, server, at);
    return isProbed
        ? claim.proven("It has a readinessProbe.", List.of())
        : violated(
            claim,
            severity,
            "What answers %s has no readinessProbe, so that calls reach it before it listens."
                .formatted(server.answers()),
            "Add a readinessProbe that fails until the webhook's server answers with its certificate.");
  }

  private static Verdict isolated(WebhookServer server) {
    PodTemplate pod = server.pod();
    boolean isPlaced =
        pod.spec().mapping("nodeSelector").map(Node.Mapping::texts).stream()
                .flatMap(labels -> labels.keySet().stream())
                .anyMatch(label -> !OF_ANY_NODE.contains(label))
            || pod.spec()
                .mapping(
                    "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution")
                .isPresent();
    var claim = claim(WebhookBackendRules.NOT_ISOLATED, server, pod.spec().at());
    return isPlaced
        ? claim.proven("It is kept on nodes of its own.", List.of())
        : claim.violated(
            "The pods that answer %s run on any node, while their answer keeps nodes or the control plane alive."
                .formatted(server.answers()),
            "Keep them on a small pool of nodes with a taint, by nodeSelector and tolerations.",
            List.of());
  }

  private static Verdict violated(Claim claim, Severity severity, String message, String remedy) {
    return new Verdict.Violated(claim, severity, message, remedy, List.of());
  }

  private static Claim claim(Rule rule, WebhookServer server, Location at) {
    return new Claim(rule, Subject.of(server.owner()), at);
  }

  private static Location kind(WebhookServer server) {
    return server.owner().root().get("kind").map(Node::at).orElse(server.owner().root().at());
  }
}
