package dev.bulkhead.admission;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The condition that Capsule gives a hook which has none of its own and is for some users only
 * (projectcapsule/capsule, {@code pkg/runtime/admission/conditions.go}).
 */
final class CapsuleGate {
  private final SortedSet<String> users = new TreeSet<>();
  private final SortedSet<String> groups = new TreeSet<>();

  private CapsuleGate() {}

  /**
   * The {@code matchConditions} that are added.
   *
   * @param configuration the CapsuleConfiguration
   */
  static Optional<Node> of(Node.Mapping hook, Node.Mapping configuration) {
    var parts = new ArrayList<String>();
    if (isOn(hook, "capsuleUsers")) {
      var users = new CapsuleGate();
      users.add(configuration.items("spec", "users"));
      users.users.addAll(names(configuration.items("spec", "userNames")));
      users.groups.addAll(names(configuration.items("spec", "userGroups")));
      parts.add("request.userInfo.groups.exists(g, g == 'system:serviceaccounts')");
      parts.add(users.expression());
    }
    if (isOn(hook, "administrators")) {
      var administrators = new CapsuleGate();
      administrators.add(configuration.items("spec", "administrators"));
      parts.add(administrators.expression());
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(condition(String.join(" || ", parts), hook));
  }

  private static boolean isOn(Node.Mapping hook, String option) {
    return hook.scalar("opts", option).filter(Node.Scalar::isTrue).isPresent();
  }

  private static Node condition(String expression, Node.Mapping hook) {
    Location at = hook.find("opts").map(Node::at).orElse(hook.at());
    var fields = new LinkedHashMap<String, Node>();
    fields.put("name", new Node.Scalar("capsule-user-gate", Node.Scalar.Type.STRING, at));
    fields.put("expression", new Node.Scalar(expression, Node.Scalar.Type.STRING, at));
    return new Node.Sequence(List.of(new Node.Mapping(fields, at)), at);
  }

  private void add(List<Node> subjects) {
    for (Node subject : subjects) {
      String name = subject.text("name").orElse("");
      switch (subject.text("kind").orElse("")) {
        case "User", "ServiceAccount" -> users.add(name);
        case "Group" -> groups.add(name);
        default -> {}
      }
    }
  }

  private static List<String> names(List<Node> items) {
    return items.stream()
        .filter(Node.Scalar.class::isInstance)
        .map(item -> ((Node.Scalar) item).text())
        .toList();
  }

  private String expression() {
    return "(request.userInfo.username in %s || request.userInfo.groups.exists(g, g in %s))"
        .formatted(list(users), list(groups));
  }

  private static String list(SortedSet<String> names) {
    return "[%s]".formatted(String.join(",", names.stream().map(CapsuleGate::quoted).toList()));
  }

  private static String quoted(String text) {
    return "'"
        + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\t", "\\t")
        + "'";
  }
}
