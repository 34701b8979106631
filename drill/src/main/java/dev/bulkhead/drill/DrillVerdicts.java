package dev.bulkhead.drill;

import dev.bulkhead.admission.Hook;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The verdict on a scenario: that the cluster survives it. */
record DrillVerdicts(Scene scene, Optional<Remedy> remedy) {
  private static final String RUNBOOK = "Follow the runbook that bulkhead drill prints for it.";
  private static final int MOST_NAMED = 3;

  Verdict of(Drilled drilled) {
    KubernetesObject object = object(drilled);
    var claim =
        new Claim(
            DrillRules.OUTAGE_NOT_SURVIVED,
            Subject.of(object).withAspect(drilled.scenario().name()),
            place(drilled, object));
    return switch (drilled.judgement()) {
      case Judgement.Unaffected _ ->
          claim.proven(
              "%s: no request is refused that the cluster lives on."
                  .formatted(drilled.scenario().name()),
              List.of());
      case Judgement.Heals _ ->
          new Verdict.Violated(
              claim, Severity.WARNING, refused(drilled), remedyOfRefusals(drilled), facts(drilled));
      case Judgement.NeverHeals _ ->
          new Verdict.Violated(
              claim, Severity.ERROR, broken(drilled), remedyOfLoop(), facts(drilled));
      case Judgement.Depends(var worst, var best, var conditions) ->
          claim.unproven(
              "%s: it %s if %s; else it is %s."
                  .formatted(
                      drilled.scenario().name(),
                      worst.words(),
                      Words.list(conditions, MOST_NAMED),
                      best.words()),
              "Put what this depends on among the sources: the Namespaces with their labels, or what a"
                  + " live cluster holds.",
              facts(drilled));
    };
  }

  private static String refused(Drilled drilled) {
    List<String> requests = vital(drilled);
    return "%s: %s %s refused or too late (%s); by %s all is well again."
        .formatted(
            drilled.scenario().name(),
            requests.size() == 1
                ? "a request that the cluster lives on"
                : "requests that the cluster lives on",
            requests.size() == 1 ? "is" : "are",
            Words.list(requests, MOST_NAMED),
            Words.clock(drilled.settled()));
  }

  private static List<String> vital(Drilled drilled) {
    return drilled.tallies().stream()
        .filter(Tally::isVital)
        .map(
            tally ->
                tally.namespace().isEmpty()
                    ? tally.vital().toString()
                    : tally.vital() + " in " + tally.namespace())
        .distinct()
        .toList();
  }

  private static String broken(Drilled drilled) {
    return "%s: the cluster does not heal by itself: %s."
        .formatted(
            drilled.scenario().name(),
            Words.list(drilled.harms().stream().map(Harm::toString).toList(), MOST_NAMED));
  }

  private String remedyOfLoop() {
    return remedy
        .map(
            found ->
                Words.list(found.changes().stream().map(Change::title).toList(), MOST_NAMED)
                    + "; that was proved by simulating again.")
        .orElse(RUNBOOK);
  }

  private static String remedyOfRefusals(Drilled drilled) {
    boolean isForMost =
        drilled.tallies().stream()
            .filter(Tally::isVital)
            .anyMatch(
                tally -> tally.namespace().isEmpty() || tally.namespace().equals(Space.SYSTEM));
    return isForMost
        ? "Exempt nodes, the control plane and kube-system from the hooks, and run two replicas of the"
            + " backend on different nodes."
        : "Run two replicas of the backend on different nodes, so that one of them always answers.";
  }

  private static List<Fact> facts(Drilled drilled) {
    return Stream.concat(
            drilled.tallies().stream()
                .filter(Tally::isVital)
                .map(
                    tally ->
                        new Fact(
                            tally.fate().toString(),
                            "%s%s by %s, %d times"
                                .formatted(
                                    tally.vital(),
                                    tally.namespace().isEmpty() ? "" : " in " + tally.namespace(),
                                    String.join(
                                        ", ", tally.hooks().stream().map(Hook::name).toList()),
                                    tally.count()))),
            drilled.harms().stream().map(harm -> new Fact("in the end", harm.toString())))
        .toList();
  }

  private KubernetesObject object(Drilled drilled) {
    return blocking(drilled)
        .map(Hook::declared)
        .or(() -> scene.callbacks().hooks().stream().map(Hook::declared).findFirst())
        .or(() -> scene.callbacks().conversions().stream().map(each -> each.crd()).findFirst())
        .or(() -> scene.callbacks().aggregated().stream().map(each -> each.service()).findFirst())
        .orElseThrow();
  }

  private static Optional<Hook> blocking(Drilled drilled) {
    return Stream.concat(
            drilled.chain().hooks().stream(),
            drilled.tallies().stream()
                .filter(Tally::isVital)
                .flatMap(tally -> tally.hooks().stream()))
        .findFirst();
  }

  private static Location place(Drilled drilled, KubernetesObject object) {
    return blocking(drilled)
        .map(hook -> hook.node().get("rules").map(Node::at).orElse(hook.node().at()))
        .orElse(object.root().at());
  }
}
