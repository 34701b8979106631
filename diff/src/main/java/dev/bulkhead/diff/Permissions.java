package dev.bulkhead.diff;

import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a list of rules permits, taken apart: of RBAC's rules, and of webhooks' rules, whose
 * operations are the verbs.
 *
 * @param all in the order of the rules
 */
record Permissions(SequencedSet<Permission> all) {
  /** What nobody writes by hand; a list beyond that is not taken apart any further. */
  private static final int MOST = 4_000;

  private static final List<String> ANY = List.of(Permission.ALL);

  /** Reads the rules of a Role or ClusterRole. */
  static Permissions ofRole(List<Node> rules) {
    var all = new LinkedHashSet<Permission>();
    for (Node rule : rules) {
      List<String> verbs = texts(rule, "verbs");
      List<String> names = texts(rule, "resourceNames");
      for (String name : names.isEmpty() ? ANY : names) {
        product(
            texts(rule, "apiGroups"),
            texts(rule, "resources"),
            verbs,
            (group, resource, verb) -> new Permission.OnObjects(group, resource, verb, name),
            all);
      }
      for (String path : texts(rule, "nonResourceURLs")) {
        verbs.forEach(verb -> add(new Permission.OnPaths(path, verb), all));
      }
    }
    return new Permissions(all);
  }

  /** Reads the rules of a webhook: {@code CREATE} of what it is asked about. */
  static Permissions ofWebhook(Node webhook) {
    var all = new LinkedHashSet<Permission>();
    for (Node rule : webhook.items("rules")) {
      product(
          texts(rule, "apiGroups"),
          texts(rule, "resources"),
          texts(rule, "operations"),
          Permission.OnRequests::new,
          all);
    }
    return new Permissions(all);
  }

  /** Makes a permission of its parts. */
  @FunctionalInterface
  private interface Maker {
    Permission of(String group, String resource, String verb);
  }

  static List<String> texts(Node node, String field) {
    return node.items(field).stream()
        .filter(Node.Scalar.class::isInstance)
        .map(item -> ((Node.Scalar) item).text())
        .toList();
  }

  private static void product(
      List<String> groups,
      List<String> resources,
      List<String> verbs,
      Maker maker,
      Set<Permission> all) {
    for (String group : groups) {
      for (String resource : resources) {
        for (String verb : verbs) {
          if (!add(maker.of(group, resource, verb), all)) {
            return;
          }
        }
      }
    }
  }

  private static boolean add(Permission permission, Set<Permission> all) {
    return all.size() < MOST && (all.add(permission) || all.contains(permission));
  }

  /** Whether there is so much that part of it was left out. */
  boolean isCut() {
    return all.size() >= MOST;
  }

  /** What the other does not permit. */
  Permissions beyond(Permissions other) {
    List<Permission> wide =
        other.all.stream().filter(each -> each.toString().contains(Permission.ALL)).toList();
    var beyond = new LinkedHashSet<Permission>();
    for (Permission each : all) {
      if (!other.all.contains(each) && wide.stream().noneMatch(one -> one.covers(each))) {
        beyond.add(each);
      }
    }
    return new Permissions(beyond);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** {@code create, get of pods and pods/exec; …}: what can be done, by what it is done with. */
  @Override
  public String toString() {
    var verbs = new LinkedHashMap<String, Set<String>>();
    all.forEach(
        each -> verbs.computeIfAbsent(each.about(), key -> new TreeSet<>()).add(each.verb()));
    var about = new LinkedHashMap<String, List<String>>();
    for (Map.Entry<String, Set<String>> entry : verbs.entrySet()) {
      about.computeIfAbsent(doing(entry.getValue()), key -> new ArrayList<>()).add(entry.getKey());
    }
    return Shown.list(
        about.entrySet().stream()
            .map(entry -> "%s %s".formatted(entry.getKey(), Shown.list(entry.getValue())))
            .toList());
  }

  private static String doing(Set<String> verbs) {
    return verbs.contains(Permission.ALL) ? "everything with" : String.join(", ", verbs) + " of";
  }
}
