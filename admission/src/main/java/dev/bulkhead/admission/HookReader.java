package dev.bulkhead.admission;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.List;

/** Reads hooks as a configuration states them, with the defaults of its API version. */
final class HookReader {
  private static final int DEFAULT_TIMEOUT = 10;

  /** Of {@code v1beta1}, which clusters served up to 1.21. */
  private static final int OLD_TIMEOUT = 30;

  private HookReader() {}

  /** The hooks of a configuration object. */
  static List<Hook> read(Hook.Type type, KubernetesObject configuration) {
    var hooks = new ArrayList<Hook>();
    for (Node item : configuration.root().items("webhooks")) {
      if (item instanceof Node.Mapping node) {
        hooks.add(read(type, configuration.key().name(), hooks.size(), configuration, node, false));
      }
    }
    return hooks;
  }

  /** One hook of the form that configurations have. */
  static Hook read(
      Hook.Type type,
      String configuration,
      int position,
      KubernetesObject declared,
      Node.Mapping node,
      boolean atRunTime) {
    boolean isOld = declared.key().version().equals("v1beta1") && !atRunTime;
    return new Hook(
        type,
        configuration,
        position,
        declared,
        atRunTime,
        node,
        node.text("name").orElse("webhook " + position + " of " + configuration),
        node.items("rules").stream().map(Rule::of).toList(),
        Selector.of(node.mapping("namespaceSelector")),
        Selector.of(node.mapping("objectSelector")),
        Conditions.of(node.items("matchConditions")),
        matchPolicy(node, isOld),
        failurePolicy(node, isOld),
        timeout(node, isOld),
        type == Hook.Type.MUTATING
            && node.text("reinvocationPolicy").filter("IfNeeded"::equals).isPresent(),
        node.mapping("clientConfig").map(Destination::of).orElseGet(Destination.Unstated::new));
  }

  private static Hook.MatchPolicy matchPolicy(Node.Mapping node, boolean isOld) {
    String policy = node.text("matchPolicy").orElse(isOld ? "Exact" : "Equivalent");
    return policy.equals("Exact") ? Hook.MatchPolicy.EXACT : Hook.MatchPolicy.EQUIVALENT;
  }

  private static Hook.FailurePolicy failurePolicy(Node.Mapping node, boolean isOld) {
    String policy = node.text("failurePolicy").orElse(isOld ? "Ignore" : "Fail");
    return policy.equals("Ignore") ? Hook.FailurePolicy.IGNORE : Hook.FailurePolicy.FAIL;
  }

  private static int timeout(Node.Mapping node, boolean isOld) {
    long seconds =
        node.scalar("timeoutSeconds")
            .flatMap(Node.Scalar::integer)
            .orElse(isOld ? (long) OLD_TIMEOUT : DEFAULT_TIMEOUT);
    return Math.clamp(seconds, 1, 30);
  }
}
