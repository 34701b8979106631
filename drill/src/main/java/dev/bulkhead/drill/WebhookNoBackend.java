package dev.bulkhead.drill;

import dev.bulkhead.admission.Backend;
import dev.bulkhead.admission.Destination;
import dev.bulkhead.model.Node;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether there is anybody to answer, once for each destination. */
final class WebhookNoBackend implements WebhookJudge {
  /** Labels, too, are what a controller may give its pods at run time. */
  private static final Set<String> MAKE = Set.of("create", "update", "patch");

  @Override
  public Stream<Verdict> judge(WebhookCluster cluster) {
    var callers = new LinkedHashMap<Destination, List<WebhookCaller>>();
    WebhookCaller.of(cluster.callbacks())
        .forEach(
            caller ->
                callers
                    .computeIfAbsent(caller.destination(), any -> new ArrayList<>())
                    .add(caller));
    return callers.entrySet().stream()
        .map(entry -> judge(entry.getKey(), entry.getValue(), cluster));
  }

  private static Verdict judge(
      Destination destination, List<WebhookCaller> callers, WebhookCluster cluster) {
    var worst = callers.stream().filter(one -> !one.isIgnored()).findFirst();
    var caller = worst.orElse(callers.getFirst());
    var claim =
        new Claim(
            WebhookBackendRules.NO_BACKEND,
            Subject.of(caller.declared()).withAspect(destination.toString()),
            caller.at());
    String who = WebhookWords.few(callers.stream().map(WebhookCaller::name).toList());
    Severity severity = worst.isPresent() ? Severity.ERROR : Severity.WARNING;
    return switch (cluster.backend(destination)) {
      case Backend.Pods pods -> port(pods, claim, who, severity);
      case Backend.Elsewhere(var _, var why) -> elsewhere(claim, who, why);
      case Backend.ServiceMissing missing -> missing(missing, claim, who, severity, cluster);
      case Backend.Unselected none -> unselected(none, claim, who, severity, cluster);
    };
  }

  private static Verdict elsewhere(Claim claim, String who, String why) {
    return claim.unproven(
        "Who answers %s is not known: %s.".formatted(who, why),
        "Name the manifests or the chart of the backend as a further source.",
        List.of());
  }

  private static Verdict port(Backend.Pods backend, Claim claim, String who, Severity severity) {
    String wanted = Integer.toString(backend.destination().port());
    List<Node> ports = backend.service().root().items("spec", "ports");
    boolean isOpen =
        ports.isEmpty()
            || ports.stream()
                .anyMatch(port -> port.text("port").filter(wanted::equals).isPresent());
    if (isOpen) {
      return claim.proven(
          "%s selects the pods of %s."
              .formatted(backend.destination(), backend.pods().getFirst().owner().key()),
          List.of());
    }
    return violated(
        claim,
        severity,
        "%s is called at port %s of %s, which has %s."
            .formatted(
                who,
                wanted,
                backend.destination(),
                WebhookWords.few(
                    ports.stream().map(port -> port.text("port").orElse("none")).toList())),
        "Name a port that the Service has, as port beside its name; without one it is 443.");
  }

  /** Whoever may create Services or workloads may make them at run time. */
  private static boolean mayBeMade(WebhookCluster cluster, String group, String resource) {
    return new WebhookAccess(cluster.inventory()).mayAnybody(MAKE, group, resource);
  }

  private static Verdict missing(
      Backend.ServiceMissing missing,
      Claim claim,
      String who,
      Severity severity,
      WebhookCluster cluster) {
    if (mayBeMade(cluster, "", "services")) {
      return elsewhere(
          claim,
          who,
          "no source holds %s, and a role allows to create it".formatted(missing.destination()));
    }
    return violated(
        claim,
        severity,
        "%s is answered by %s, but the sources, which hold workloads of that namespace, hold no such Service."
            .formatted(who, missing.destination()),
        "Name the Service of the release, by the same template as the Service itself.");
  }

  private static Verdict unselected(
      Backend.Unselected none, Claim claim, String who, Severity severity, WebhookCluster cluster) {
    if (mayBeMade(cluster, "apps", "deployments")
        || mayBeMade(cluster, "apps", "daemonsets")
        || mayBeMade(cluster, "", "pods")) {
      return elsewhere(
          claim,
          who,
          "%s selects no workload of the sources, and a role allows to make or label some"
              .formatted(none.destination()));
    }
    return violated(
        claim,
        severity,
        "%s is answered by %s, whose selector (%s) selects no workload of the sources."
            .formatted(
                who,
                none.destination(),
                none.service()
                    .root()
                    .mapping("spec", "selector")
                    .map(Node.Mapping::texts)
                    .map(Object::toString)
                    .orElse("")),
        "Give the Service the labels of the pod template as its selector.");
  }

  private static Verdict violated(Claim claim, Severity severity, String message, String remedy) {
    return new Verdict.Violated(claim, severity, capitalised(message), remedy, List.of());
  }

  /** A hook's name stays as it is; what begins with a word of ours begins the sentence. */
  private static String capitalised(String message) {
    return message.startsWith("the ") ? "T" + message.substring(1) : message;
  }
}
