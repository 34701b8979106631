package dev.bulkhead.drill;

import dev.bulkhead.admission.Hook;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether configurations go when the release goes that answers them; one verdict for each. */
final class WebhookLifetime implements WebhookJudge {
  private static final String HOOK = "helm.sh/hook";
  private static final String POLICY = "helm.sh/resource-policy";

  /** Why a configuration stays. */
  private record Stay(String why, String remedy, Location at) {}

  @Override
  public Stream<Verdict> judge(WebhookCluster cluster) {
    var byConfiguration = new LinkedHashMap<String, List<Hook>>();
    for (Hook hook : cluster.hooks()) {
      if (hook.fails()) {
        byConfiguration
            .computeIfAbsent(hook.type() + "/" + hook.configuration(), any -> new ArrayList<>())
            .add(hook);
      }
    }
    boolean isCleared =
        cluster.inventory().ofKind("Job").stream().anyMatch(WebhookLifetime::runsAtTheEnd);
    return byConfiguration.values().stream().map(hooks -> judge(hooks, isCleared));
  }

  /** Whether Helm runs it before the release is removed, so that it may remove configurations. */
  private static boolean runsAtTheEnd(KubernetesObject job) {
    return job.origin().hook().toString().contains("-delete")
        || job.annotations().getOrDefault(HOOK, "").contains("-delete");
  }

  private static Verdict judge(List<Hook> hooks, boolean isCleared) {
    Hook first = hooks.getFirst();
    Optional<Stay> stay = stay(first);
    var claim =
        new Claim(
            WebhookBackendRules.OUTLIVES,
            Subject.of(first.declared()).withAspect(first.type().kind()),
            stay.map(Stay::at).orElse(first.declared().root().at()));
    return stay.map(reason -> stays(claim, hooks, reason, isCleared))
        .orElseGet(() -> claim.proven("It is an ordinary object of its source.", List.of()));
  }

  private static Verdict stays(Claim claim, List<Hook> hooks, Stay stay, boolean isCleared) {
    boolean isMinor = isCleared || hooks.stream().allMatch(WebhookKinds::isOfCustomAlone);
    return new Verdict.Violated(
        claim,
        isMinor ? Severity.NOTICE : Severity.WARNING,
        "%s %s stays when the release is removed%s, since %s; nobody then answers %s."
            .formatted(
                hooks.getFirst().type().kind(),
                hooks.getFirst().configuration(),
                isCleared ? ", unless its pre-delete Job removes it" : "",
                stay.why(),
                WebhookWords.few(hooks.stream().map(Hook::name).toList())),
        stay.remedy(),
        List.of());
  }

  private static Optional<Stay> stay(Hook hook) {
    var declared = hook.declared();
    Location kind = declared.root().get("kind").map(Node::at).orElse(declared.root().at());
    if (hook.atRunTime()) {
      return Optional.of(
          new Stay(
              "a controller writes it at run time, from %s".formatted(declared.key()),
              "Delete the configuration before its controller is removed or scaled down.",
              kind));
    }
    String events = declared.annotations().getOrDefault(HOOK, declared.origin().hook().toString());
    if (!events.isEmpty()) {
      return Optional.of(
          new Stay(
              "it is a hook of the release (%s), which Helm does not delete".formatted(events),
              "Make it an ordinary object of the chart, or delete it by a pre-delete Job.",
              kind));
    }
    return "keep".equals(declared.annotations().get(POLICY))
        ? Optional.of(
            new Stay(
                "Helm is told to keep it (%s: keep)".formatted(POLICY),
                "Take the annotation away.",
                declared.root().find("metadata", "annotations", POLICY).map(Node::at).orElse(kind)))
        : Optional.empty();
  }
}
