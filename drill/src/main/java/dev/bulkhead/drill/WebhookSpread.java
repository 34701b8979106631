package dev.bulkhead.drill;

import dev.bulkhead.admission.Backends;
import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Selector;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.PodTemplate;
import java.util.Optional;
import java.util.Set;

/** Whether the pods of a workload are kept apart from each other. */
enum WebhookSpread {
  REQUIRED,
  PREFERRED,
  NONE;

  private static final Set<String> APART =
      Set.of("kubernetes.io/hostname", "topology.kubernetes.io/zone");

  static WebhookSpread of(PodTemplate pod) {
    var labels = Labels.all("the pods", Backends.labels(pod));
    boolean isRequired =
        pod
                .spec()
                .items(
                    "affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution")
                .stream()
                .anyMatch(term -> parts(term, labels))
            || constraints(pod, labels, "DoNotSchedule");
    if (isRequired) {
      return REQUIRED;
    }
    boolean isPreferred =
        pod
                .spec()
                .items(
                    "affinity",
                    "podAntiAffinity",
                    "preferredDuringSchedulingIgnoredDuringExecution")
                .stream()
                .flatMap(term -> term.mapping("podAffinityTerm").stream())
                .anyMatch(term -> parts(term, labels))
            || constraints(pod, labels, "ScheduleAnyway");
    return isPreferred ? PREFERRED : NONE;
  }

  private static boolean constraints(PodTemplate pod, Labels labels, String otherwise) {
    return pod.spec().items("topologySpreadConstraints").stream()
        .filter(one -> one.text("whenUnsatisfiable").orElse("DoNotSchedule").equals(otherwise))
        .anyMatch(one -> parts(one, labels));
  }

  /** Whether a term is over nodes or zones, and selects the very pods. */
  private static boolean parts(Node term, Labels labels) {
    return term.text("topologyKey").filter(APART::contains).isPresent()
        && term.mapping("labelSelector")
            .filter(selector -> !Selector.of(Optional.of(selector)).selects(labels).isNo())
            .isPresent();
  }
}
