package dev.bulkhead.admission;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a hook wants to see (apiserver {@code pkg/admission/plugin/webhook/predicates/rules}).
 *
 * @param operations names of operations, or {@code *}
 * @param resources plurals with or without a subresource; {@code *} is any resource but no
 *     subresource, {@code pods/*} is pods and all of their subresources
 */
public record Rule(
    List<String> operations,
    List<String> groups,
    List<String> versions,
    List<String> resources,
    Scope scope,
    Location at) {
  private static final String ANY = "*";

  /** Which objects a rule is limited to; a Namespace is an object of the cluster. */
  public enum Scope {
    ANY,
    NAMESPACED,
    CLUSTER;

    static Scope of(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "namespaced" -> NAMESPACED;
        case "cluster" -> CLUSTER;
        default -> ANY;
      };
    }
  }

  public Rule {
    operations = List.copyOf(operations);
    groups = List.copyOf(groups);
    versions = List.copyOf(versions);
    resources = List.copyOf(resources);
  }

  static Rule of(Node node) {
    return new Rule(
        texts(node, "operations"),
        texts(node, "apiGroups"),
        texts(node, "apiVersions"),
        texts(node, "resources"),
        Scope.of(node.text("scope").orElse("*")),
        node.at());
  }

  private static List<String> texts(Node node, String field) {
    var texts = new ArrayList<String>();
    for (Node item : node.items(field)) {
      if (item instanceof Node.Scalar scalar) {
        texts.add(scalar.text());
      }
    }
    return texts;
  }

  /** Whether it covers an operation on a resource. */
  public boolean covers(Operation operation, Resource resource) {
    return coversScope(resource)
        && holds(operations, operation.name())
        && holds(groups, resource.group())
        && holds(versions, resource.version())
        && coversPath(resource);
  }

  private boolean coversScope(Resource resource) {
    return switch (scope) {
      case ANY -> true;
      case NAMESPACED -> resource.namespaced();
      case CLUSTER -> !resource.namespaced();
    };
  }

  private static boolean holds(List<String> patterns, String value) {
    for (int i = 0; i < patterns.size(); i++) {
      String pattern = patterns.get(i);
      if (pattern.equals(ANY) || pattern.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private boolean coversPath(Resource resource) {
    for (int i = 0; i < resources.size(); i++) {
      if (covers(resources.get(i), resource)) {
        return true;
      }
    }
    return false;
  }

  private static boolean covers(String pattern, Resource resource) {
    int slash = pattern.indexOf('/');
    int end = slash < 0 ? pattern.length() : slash;
    if (!is(pattern, 0, end, resource.name())) {
      return false;
    }
    return slash < 0
        ? resource.subresource().isEmpty()
        : is(pattern, slash + 1, pattern.length(), resource.subresource());
  }

  /** Whether a part of a pattern is {@code *} or that text. */
  private static boolean is(String pattern, int begin, int end, String text) {
    if (end - begin == 1 && pattern.charAt(begin) == '*') {
      return true;
    }
    return end - begin == text.length() && pattern.startsWith(text, begin);
  }

  /** Whether it names no kinds at all but takes all groups and all resources. */
  public boolean isWildcard() {
    return groups.contains(ANY)
        && resources.stream().anyMatch(path -> path.equals(ANY) || path.startsWith("*/"));
  }

  /** {@code CREATE,UPDATE pods,pods/status}. */
  @Override
  public String toString() {
    return String.join(",", operations) + " " + String.join(",", resources);
  }
}
