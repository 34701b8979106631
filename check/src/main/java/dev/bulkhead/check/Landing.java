package dev.bulkhead.check;

import dev.bulkhead.model.Node;
import dev.bulkhead.model.Platform;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * On which platforms a pod can land: its node selector, its required node affinity and {@code
 * spec.os} are read as far as they speak of operating system and architecture; every other
 * requirement counts as one that some node meets.
 */
final class Landing {
  private static final Set<String> OS_KEYS = Set.of("kubernetes.io/os", "beta.kubernetes.io/os");
  private static final Set<String> ARCHITECTURE_KEYS =
      Set.of("kubernetes.io/arch", "beta.kubernetes.io/arch");

  private Landing() {}

  /** The given platforms on which the pod can land, in the given order. */
  static List<Platform> of(Node.Mapping podSpec, List<Platform> platforms) {
    return platforms.stream().filter(platform -> admits(podSpec, platform)).toList();
  }

  private static boolean admits(Node.Mapping podSpec, Platform platform) {
    return podSpec.text("os", "name").map(platform.os()::equals).orElse(true)
        && podSpec
            .mapping("nodeSelector")
            .map(Node.Mapping::texts)
            .map(
                selector ->
                    selector.entrySet().stream()
                        .allMatch(
                            label ->
                                valueOn(platform, label.getKey())
                                    .map(label.getValue()::equals)
                                    .orElse(true)))
            .orElse(true)
        && affinityAdmits(podSpec, platform);
  }

  /** Terms are alternatives; the expressions of a term must all hold. */
  private static boolean affinityAdmits(Node.Mapping podSpec, Platform platform) {
    List<Node> terms =
        podSpec.items(
            "affinity",
            "nodeAffinity",
            "requiredDuringSchedulingIgnoredDuringExecution",
            "nodeSelectorTerms");
    return terms.isEmpty()
        || terms.stream()
            .anyMatch(
                term ->
                    term.items("matchExpressions").stream()
                        .allMatch(expression -> holds(expression, platform)));
  }

  private static boolean holds(Node expression, Platform platform) {
    Optional<String> value = expression.text("key").flatMap(key -> valueOn(platform, key));
    if (value.isEmpty()) {
      return true;
    }
    boolean listed =
        expression.items("values").stream()
            .anyMatch(item -> item.text().filter(value.get()::equals).isPresent());
    return switch (expression.text("operator").orElse("")) {
      case "In" -> listed;
      case "NotIn" -> !listed;
      case "DoesNotExist" -> false;
      default -> true;
    };
  }

  /** A node's value for a label that its platform decides. */
  private static Optional<String> valueOn(Platform platform, String label) {
    if (OS_KEYS.contains(label)) {
      return Optional.of(platform.os());
    }
    return ARCHITECTURE_KEYS.contains(label)
        ? Optional.of(platform.architecture())
        : Optional.empty();
  }
}
