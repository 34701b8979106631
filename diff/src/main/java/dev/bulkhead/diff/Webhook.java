package dev.bulkhead.diff;

import dev.bulkhead.model.Node;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * One webhook of a configuration, with the defaults of its API version.
 *
 * @param isOld whether its configuration is of {@code v1beta1}, where failing requests pass
 */
record Webhook(Node node, boolean isOld) {
  /** What a cluster lives on, and what comes of it when such requests fail. */
  private static final SequencedMap<Permission.OnRequests, String> VITAL = new LinkedHashMap<>();

  static {
    String unready = "nodes stop being ready";
    vital("coordination.k8s.io", "leases", "UPDATE", unready);
    vital("", "nodes/status", "UPDATE", unready);
    vital("", "nodes", "UPDATE", "no node can be tainted, cordoned or labelled");
    vital("", "pods", "CREATE", "no pod can be created, not even in kube-system");
    vital("", "pods/binding", "CREATE", "no pod can be scheduled, not even in kube-system");
    vital("", "pods/status", "UPDATE", "the state of no pod is written, not even in kube-system");
  }

  private static void vital(String group, String resource, String verb, String outage) {
    VITAL.put(new Permission.OnRequests(group, resource, verb), outage);
  }

  Permissions reach() {
    return Permissions.ofWebhook(node);
  }

  String failurePolicy() {
    return node.text("failurePolicy").orElse(isOld ? "Ignore" : "Fail");
  }

  /** How many seconds a request waits for it at most. */
  String timeout() {
    return node.text("timeoutSeconds").orElse(isOld ? "30" : "10");
  }

  boolean isFailing() {
    return failurePolicy().equals("Fail");
  }

  /**
   * What fails of what a cluster lives on while the webhook does not answer; nothing where it lets
   * requests pass then.
   */
  SequencedSet<String> outages() {
    var outages = new LinkedHashSet<String>();
    if (isFailing()) {
      Permissions reach = reach();
      VITAL.forEach(
          (request, outage) -> {
            boolean isReached = reach.all().stream().anyMatch(each -> each.covers(request));
            if (isReached && !isExempt(request)) {
              outages.add(outage);
            }
          });
    }
    return outages;
  }

  /** Nodes lie in no namespace, so no selector of namespaces exempts them. */
  private boolean isExempt(Permission.OnRequests request) {
    return !request.resource().startsWith("nodes")
        && node.get("namespaceSelector")
            .map(LabelSelector::new)
            .filter(selector -> !selector.selects(LabelSelector.KUBE_SYSTEM))
            .isPresent();
  }

  /** What limits it to some objects: {@code its objectSelector}. */
  Optional<String> limit() {
    if (isLimiting("objectSelector")) {
      return Optional.of("its objectSelector");
    }
    return node.items("matchConditions").isEmpty()
        ? Optional.empty()
        : Optional.of("its matchConditions");
  }

  /** Whether a selector is there that does not select everything. */
  boolean isLimiting(String selector) {
    return node.mapping(selector).filter(each -> !new LabelSelector(each).isAll()).isPresent();
  }

  /** {@code CREATE of pods, namespaceSelector {…}}. */
  String described() {
    var text = new StringBuilder(reach().toString());
    for (String field : List.of("namespaceSelector", "objectSelector")) {
      if (isLimiting(field)) {
        text.append(" (%s %s)".formatted(field, Shown.of(node.find(field))));
      }
    }
    return text.toString();
  }

  /** The outages, as a clause; empty where there are none. */
  String consequence() {
    SequencedSet<String> outages = outages();
    if (outages.isEmpty()) {
      return "";
    }
    return "while it does not answer, %s%s"
        .formatted(Shown.list(outages), limit().map(", as far as %s goes"::formatted).orElse(""));
  }

  /** How much it hurts that this webhook takes the place of another, or of none. */
  Hurt hurt(Optional<Webhook> before) {
    if (!isFailing()) {
      return Hurt.WORTH_KNOWING;
    }
    boolean isWorse =
        limit().isEmpty()
            && !before
                .filter(each -> each.limit().isEmpty())
                .map(Webhook::outages)
                .orElseGet(LinkedHashSet::new)
                .containsAll(outages());
    return isWorse ? Hurt.BREAKS : Hurt.CAN_HURT;
  }
}
