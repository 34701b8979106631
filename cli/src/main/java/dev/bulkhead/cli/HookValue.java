package dev.bulkhead.cli;

import dev.bulkhead.admission.Hook;
import dev.bulkhead.drill.Change;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A value of a chart that may decide what a hook does.
 *
 * @param path of the value
 * @param yaml what to set it to, as YAML on one line
 */
record HookValue(List<String> path, String yaml) {
  private static final int DEEPEST = 8;
  private static final int MOST = 24;

  HookValue {
    path = List.copyOf(path);
  }

  /** Those that may decide what a hook does, the likeliest first. */
  static List<HookValue> of(Node.Mapping values, Hook hook) {
    var found = new ArrayList<HookValue>();
    collect(values, new ArrayList<>(), found);
    Set<String> words = words(hook.name() + " " + hook.configuration());
    hook.rules().forEach(rule -> words.addAll(words(String.join(" ", rule.resources()))));
    return found.stream()
        .filter(value -> value.isOfHooks() || value.shares(words) > 0)
        .sorted(Comparator.comparingInt((HookValue value) -> -value.shares(words)))
        .limit(MOST)
        .toList();
  }

  private static void collect(Node.Mapping mapping, List<String> path, List<HookValue> found) {
    if (path.size() > DEEPEST) {
      return;
    }
    for (Map.Entry<String, Node> field : mapping.fields().entrySet()) {
      path.add(field.getKey());
      switch (field.getValue()) {
        case Node.Scalar scalar -> scalar(scalar, path, found);
        case Node.Sequence list when list.items().isEmpty() -> conditions(path, found);
        case Node.Sequence _ -> {}
        case Node.Mapping child -> {
          if (child.fields().isEmpty() && field.getKey().equals("namespaceSelector")) {
            found.add(new HookValue(path, SELECTOR));
          }
          collect(child, path, found);
        }
      }
      path.removeLast();
    }
  }

  private static final String SELECTOR =
      "{matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system,"
          + " kube-node-lease]}]}";

  private static void scalar(Node.Scalar scalar, List<String> path, List<HookValue> found) {
    if (scalar.text().equals("Fail")) {
      found.add(new HookValue(path, "Ignore"));
    }
    if (scalar.isTrue() && path.getLast().toLowerCase(Locale.ROOT).startsWith("enable")) {
      found.add(new HookValue(path, "false"));
    }
  }

  private static void conditions(List<String> path, List<HookValue> found) {
    if (path.getLast().equals("matchConditions")) {
      found.add(
          new HookValue(
              path,
              "[{name: %s, expression: \"%s\"}]"
                  .formatted(Change.SpareSystemUsers.NAME, Change.SpareSystemUsers.EXPRESSION)));
    }
  }

  private boolean isOfHooks() {
    return path.stream().anyMatch(key -> key.toLowerCase(Locale.ROOT).contains("hook"));
  }

  private int shares(Set<String> words) {
    int shared = 0;
    for (String key : path) {
      for (String word : words(key)) {
        shared += words.contains(word) ? 1 : 0;
      }
    }
    return shared;
  }

  /** {@code namespaceOwnerReference} is of namespace, owner and reference; plurals are alike. */
  private static Set<String> words(String text) {
    var words = new LinkedHashSet<String>();
    for (String word : text.split("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])", -1)) {
      String lower = word.toLowerCase(Locale.ROOT);
      if (lower.length() > 2) {
        words.add(lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower);
      }
    }
    words.removeAll(Arrays.asList("dev", "com", "io", "k8", "kb", "webhook", "hook"));
    return words;
  }
}
