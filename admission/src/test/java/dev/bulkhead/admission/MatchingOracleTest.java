package dev.bulkhead.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.testkit.Property;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Matching, held against an oracle that is written another way: it spells out all requests that
 * rules cover as text, and all worlds that what is known of labels leaves open.
 */
final class MatchingOracleTest {
  private static final List<String> GROUPS = List.of("", "apps", "events.k8s.io");
  private static final List<String> VERSIONS = List.of("v1", "v1beta1");
  private static final Matching MATCHING = Given.matching();

  /** All requests that a rule covers, spelled out: operation, group, version, path and scope. */
  private static Set<String> covered(Rule rule) {
    var covered = new LinkedHashSet<String>();
    for (Operation operation : Operation.values()) {
      for (String group : GROUPS) {
        for (String version : VERSIONS) {
          for (String path : Drawn.PATHS) {
            boolean isOfCluster = path.startsWith("n");
            boolean fits =
                (rule.operations().contains("*") || rule.operations().contains(operation.name()))
                    && (rule.groups().contains("*") || rule.groups().contains(group))
                    && (rule.versions().contains("*") || rule.versions().contains(version))
                    && rule.resources().stream()
                        .anyMatch(pattern -> spelled(pattern).contains(path))
                    && !(rule.scope() == Rule.Scope.NAMESPACED && isOfCluster)
                    && !(rule.scope() == Rule.Scope.CLUSTER && !isOfCluster);
            if (fits) {
              covered.add("%s %s/%s %s".formatted(operation, group, version, path));
            }
          }
        }
      }
    }
    return covered;
  }

  /** The paths that a pattern stands for. */
  private static Set<String> spelled(String pattern) {
    return switch (pattern) {
      case "*/*" -> Set.copyOf(Drawn.PATHS);
      case "*" -> new HashSet<>(Drawn.PATHS.stream().filter(path -> !path.contains("/")).toList());
      case "*/status" -> Set.of("pods/status", "nodes/status");
      case "pods/*" -> Set.of("pods", "pods/status");
      default -> Set.of(pattern);
    };
  }

  /** The request as it is, and as it would be under the other groups and versions. */
  private static List<String> spellings(AdmissionRequest request, Hook.MatchPolicy policy) {
    Resource resource = request.resource();
    String path =
        resource.subresource().isEmpty()
            ? resource.name()
            : resource.name() + "/" + resource.subresource();
    var spellings = new ArrayList<String>();
    spellings.add(
        "%s %s/%s %s".formatted(request.operation(), resource.group(), resource.version(), path));
    if (policy == Hook.MatchPolicy.EQUIVALENT && path.equals("events")) {
      spellings.add("%s /v1 events".formatted(request.operation()));
    }
    return spellings;
  }

  /**
   * The worlds that labels leave open: each key that is not shown and would only opt out may be
   * there with any value.
   */
  private static List<Map<String, String>> worlds(Labels labels, Selector selector) {
    List<Map<String, String>> worlds = new ArrayList<>(List.of(labels.shown()));
    if (labels.complete()) {
      return worlds;
    }
    for (String key : List.of("a", "b")) {
      boolean optsIn =
          selector.requirements().stream()
              .anyMatch(each -> each.key().equals(key) && !each.operator().selectsAbsent());
      if (!labels.shown().containsKey(key) && !optsIn) {
        for (Map<String, String> world : List.copyOf(worlds)) {
          for (String value : List.of("1", "2", "9")) {
            var other = new HashMap<>(world);
            other.put(key, value);
            worlds.add(other);
          }
        }
      }
    }
    return worlds;
  }

  private static boolean selects(Selector selector, Map<String, String> world) {
    return selector.requirements().stream()
        .allMatch(
            each -> {
              String value = world.getOrDefault(each.key(), "(absent)");
              return switch (each.operator().toString()) {
                case "In" -> each.values().contains(value);
                case "NotIn" -> !each.values().contains(value);
                case "Exists" -> world.containsKey(each.key());
                default -> !world.containsKey(each.key());
              };
            });
  }

  private static Set<Boolean> answers(Labels labels, Selector selector) {
    var answers = new HashSet<Boolean>();
    worlds(labels, selector).forEach(world -> answers.add(selects(selector, world)));
    return answers;
  }

  private static Set<Boolean> answers(Content content, Selector selector) {
    return content instanceof Content.Labelled(var labels)
        ? answers(labels, selector)
        : Set.of(false);
  }

  private static String expected(Drawn drawn) {
    Hook hook = drawn.hook();
    AdmissionRequest request = drawn.request();
    var covered = new HashSet<String>();
    hook.rules().forEach(rule -> covered.addAll(covered(rule)));
    if (spellings(request, hook.matchPolicy()).stream().noneMatch(covered::contains)) {
      return "skipped";
    }
    Set<Boolean> byNamespace =
        request.resource().name().equals("nodes")
            ? Set.of(true)
            : answers(request.namespaceLabels(), hook.namespaceSelector());
    var all = new HashSet<Boolean>();
    for (boolean namespace : byNamespace) {
      for (boolean now : answers(request.object(), hook.objectSelector())) {
        for (boolean old : answers(request.oldObject(), hook.objectSelector())) {
          boolean object = hook.objectSelector().requirements().isEmpty() || now || old;
          all.add(namespace && object);
        }
      }
    }
    return all.size() == 2 ? "perhaps" : all.contains(true) ? "called" : "skipped";
  }

  private static String actual(Drawn drawn) {
    return switch (MATCHING.decide(drawn.hook(), drawn.request())) {
      case Decision.Plain.CALLED -> "called";
      case Decision.Plain.SKIPPED -> "skipped";
      case Decision.Doubtful _ -> "perhaps";
      case Decision.Refused _ -> "refused";
    };
  }

  @Test
  void matching_agrees_with_what_is_spelled_out() {
    var seen = new HashSet<String>();

    Property.forAll(
        1,
        10_000,
        Drawn.ANY,
        drawn -> {
          seen.add(expected(drawn));
          assertThat(actual(drawn)).isEqualTo(expected(drawn));
        });

    assertThat(seen).containsExactlyInAnyOrder("called", "skipped", "perhaps");
  }
}
