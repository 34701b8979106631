package dev.bulkhead.drill;

import dev.bulkhead.admission.Vital;
import dev.bulkhead.model.Node;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether nodes that join need the answer of pods that need such a node. */
final class WebhookColdStart implements WebhookJudge {
  /**
   * What must pass before a new node runs pods: its own registration, its network, a controller
   * manager and a scheduler, and the agents of kube-system.
   */
  private static final Set<Vital> JOINING =
      EnumSet.of(
          Vital.NODE_REGISTRATION,
          Vital.NODE_STATUS,
          Vital.CSI_NODE,
          Vital.CERTIFICATE_REQUEST,
          Vital.CERTIFICATE_APPROVAL,
          Vital.CERTIFICATE_SIGNING,
          Vital.NODE_TAINT,
          Vital.NODE_POD_CIDR,
          Vital.CLOUD_NODE,
          Vital.LEADER_LEASE,
          Vital.SCHEDULER_LEASE,
          Vital.CONTROLLER_TOKEN,
          Vital.DAEMON_POD_CREATION,
          Vital.POD_TOKEN);

  @Override
  public Stream<Verdict> judge(WebhookCluster cluster) {
    return WebhookServer.of(cluster).stream()
        .filter(server -> server.failing().findAny().isPresent())
        .map(server -> judge(server, cluster));
  }

  private static Verdict judge(WebhookServer server, WebhookCluster cluster) {
    Optional<Verdict> loop =
        startsAnywhere(server)
            ? Optional.empty()
            : server
                .failing()
                .map(cluster::reach)
                .flatMap(reach -> loop(server, reach).stream())
                .findFirst();
    return loop.orElseGet(
        () -> {
          var hook = server.failing().findFirst().orElseThrow();
          return claim(cluster.reach(hook))
              .proven("No node that joins waits for its answer.", List.of());
        });
  }

  private static Claim claim(WebhookReach reach) {
    var hook = reach.hook();
    Claim claim =
        WebhookPlaces.claim(WebhookReachRules.DEADLOCK, hook, WebhookPlaces.field(hook, "rules"));
    return new Claim(
        claim.rule(),
        claim.subject().withAspect(hook.name() + ", nodes that join"),
        claim.location());
  }

  private static Optional<Verdict> loop(WebhookServer server, WebhookReach reach) {
    List<WebhookHit> hits =
        reach.ofCluster().filter(hit -> hit.isCertain() && JOINING.contains(hit.vital())).toList();
    if (hits.isEmpty()) {
      return Optional.empty();
    }
    var claim = claim(reach);
    var at = WebhookPlaces.of(reach.hook(), hits.getFirst().request());
    return Optional.of(
        new Claim(claim.rule(), claim.subject(), at)
            .violated(
                "When all nodes are replaced or started anew, none can run pods before %s is answered (%s), and the pods of %s, which answer it, need a node: %s."
                    .formatted(
                        reach.hook().name(),
                        WebhookWords.few(hits.stream().map(WebhookHit::words).toList()),
                        server.name(),
                        WebhookWords.fewClauses(
                            hits.stream().map(hit -> hit.vital().consequence()).toList())),
                WebhookRemedies.of(hits),
                hits.stream().map(WebhookHit::fact).toList()));
  }

  /** Whether its pods use the host's network and tolerate every taint: nodes need not be ready. */
  private static boolean startsAnywhere(WebhookServer server) {
    return server.backend().pods().stream()
        .allMatch(
            pod ->
                pod.spec().scalar("hostNetwork").filter(Node.Scalar::isTrue).isPresent()
                    && pod.spec().items("tolerations").stream()
                        .anyMatch(
                            one ->
                                one.text("operator").filter("Exists"::equals).isPresent()
                                    && one.text("key").isEmpty()
                                    && one.text("effect").isEmpty()));
  }
}
