package dev.bulkhead.drill;

import dev.bulkhead.admission.AdmissionRequest;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Resource;
import dev.bulkhead.admission.Rule;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Subject;
import java.util.List;
import java.util.Locale;

/** Where a hook states what a verdict rests on. */
final class WebhookPlaces {
  private WebhookPlaces() {}

  /** The claim that a hook keeps a rule. */
  static Claim claim(dev.bulkhead.verdict.Rule rule, Hook hook, Location at) {
    String aspect =
        hook.atRunTime()
            ? hook.name() + ", " + hook.type().name().toLowerCase(Locale.ROOT)
            : hook.name();
    return new Claim(rule, Subject.of(hook.declared()).withAspect(aspect), at);
  }

  /** Where a field of the hook stands, or its name where it has no such field. */
  static Location field(Hook hook, String... path) {
    return hook.node().find(path).map(Node::at).orElseGet(() -> name(hook));
  }

  private static Location name(Hook hook) {
    return hook.node().find("name").map(Node::at).orElse(hook.node().at());
  }

  /** The entry of a rule's resources by which the hook is called for a request. */
  static Location of(Hook hook, AdmissionRequest request) {
    List<Node> items = hook.node().items("rules");
    for (int i = 0; i < Math.min(items.size(), hook.rules().size()); i++) {
      for (Node resource : items.get(i).items("resources")) {
        if (resource instanceof Node.Scalar entry
            && covers(hook.rules().get(i), entry.text(), request)) {
          return entry.at();
        }
      }
    }
    return field(hook, "rules");
  }

  /** Whether one entry of a rule covers a request under whichever version it is sent. */
  private static boolean covers(Rule rule, String entry, AdmissionRequest request) {
    Resource resource = request.resource();
    return rule.groups().stream()
        .flatMap(group -> rule.versions().stream().map(version -> resource.as(group, version)))
        .anyMatch(
            other ->
                new Rule(
                        rule.operations(),
                        rule.groups(),
                        rule.versions(),
                        List.of(entry),
                        rule.scope(),
                        rule.at())
                    .covers(request.operation(), other));
  }
}
