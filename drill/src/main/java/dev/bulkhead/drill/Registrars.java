package dev.bulkhead.drill;

import dev.bulkhead.admission.Backend;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds who may register webhooks while it runs, as far as roles show, where the sources show none
 * that it answers: Kyverno and others make their configurations from policies.
 */
record Registrars(Scene scene) {
  private static final Set<String> KINDS =
      Set.of("validatingwebhookconfigurations", "mutatingwebhookconfigurations");

  private static final Set<String> POLICIES = Set.of("Fail", "Ignore");

  private static final String REMEDY =
      "Name what a cluster has registered as a further source: kubectl get"
          + " validatingwebhookconfigurations,mutatingwebhookconfigurations -o yaml.";

  private static final String GROUP = "admissionregistration.k8s.io";

  /** One verdict for each such workload. */
  List<Verdict> verdicts() {
    var answering = new HashSet<KubernetesObject>();
    scene
        .backends()
        .values()
        .forEach(
            backend -> {
              if (backend instanceof Backend.Pods pods) {
                pods.pods().forEach(pod -> answering.add(pod.owner()));
              }
            });
    var permissions = new Permissions(scene.inventory());
    Stream<Verdict> registrars =
        scene.inventory().objects().stream()
            .filter(PodTemplate::isWorkload)
            .filter(object -> !answering.contains(object))
            .flatMap(object -> PodTemplate.of(object).stream())
            .filter(pod -> isLasting(pod.owner()))
            .flatMap(
                pod ->
                    permissions
                        .roleThat(pod, Registrars::registers)
                        .map(role -> verdict(pod, role))
                        .stream());
    return Stream.of(empty(), malformed(), registrars).flatMap(one -> one).toList();
  }

  /** Configurations that somebody fills in while it runs. */
  private Stream<Verdict> empty() {
    return Stream.of(Hook.Type.values())
        .flatMap(type -> scene.inventory().ofKind(type.kind()).stream())
        .filter(object -> object.root().items("webhooks").isEmpty())
        .map(
            object ->
                new Claim(
                        DrillRules.OUTAGE_NOT_SURVIVED,
                        Subject.of(object).withAspect("is filled in at run time"),
                        object.root().at())
                    .unproven(
                        "%s states no webhook, so that somebody fills it in while it runs."
                            .formatted(object.key()),
                        REMEDY,
                        List.of()));
  }

  /** Webhooks that no API server would take: what they do is anybody's guess. */
  private Stream<Verdict> malformed() {
    return scene.callbacks().hooks().stream()
        .filter(hook -> !POLICIES.contains(hook.node().text("failurePolicy").orElse("Fail")))
        .map(
            hook ->
                new Claim(
                        DrillRules.OUTAGE_NOT_SURVIVED,
                        Subject.of(hook.declared()).withAspect(hook.name() + " is malformed"),
                        hook.node().at())
                    .unproven(
                        "%s states the failurePolicy %s, which no API server takes."
                            .formatted(hook, hook.node().text("failurePolicy").orElse("")),
                        "Write Fail or Ignore.",
                        List.of()));
  }

  private static boolean isLasting(KubernetesObject owner) {
    return Set.of("Deployment", "DaemonSet", "StatefulSet").contains(owner.key().kind());
  }

  private static boolean registers(Node rule) {
    return Permissions.has(rule, "apiGroups", Set.of(GROUP))
        && Permissions.has(rule, "resources", KINDS)
        && Permissions.has(rule, "verbs", Set.of("create", "*"));
  }

  private static Verdict verdict(PodTemplate pod, KubernetesObject role) {
    var owner = pod.owner();
    return new Claim(
            DrillRules.OUTAGE_NOT_SURVIVED,
            Subject.of(owner).withAspect("registers webhooks while it runs"),
            owner.root().at())
        .unproven(
            "%s may register webhooks while it runs, and the sources show none that it answers."
                .formatted(owner.key()),
            REMEDY,
            List.of(new Fact("role", role.key().toString())));
  }
}
