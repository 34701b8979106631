package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Node;
import dev.bulkhead.render.kustomize.KnownKinds.FieldType;
import dev.bulkhead.render.kustomize.StrategicMerge.Directive;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Merges lists whose items are told apart by one or two of their fields, or by themselves. */
final class ListMerge {
  private static final List<String> THEMSELVES = List.of("=");

  private final FieldType type;

  ListMerge(FieldType type) {
    this.type = type;
  }

  /** What becomes of a list; null where the patch removes it. */
  @Nullable Node merge(@Nullable Node there, @Nullable Node patch) {
    if (!(there instanceof Node.Sequence base)) {
      return patch instanceof Node.Sequence added ? joined(added, added) : null;
    }
    if (Nodes.isNull(patch)) {
      return null;
    }
    if (!(patch instanceof Node.Sequence change)) {
      return joined(base, null);
    }
    return switch (directive(change)) {
      case DELETE -> null;
      case REPLACE -> joined(plain(change), plain(change));
      case MERGE -> joined(base, plain(change));
    };
  }

  private static Directive directive(Node.Sequence patch) {
    return patch.items().stream()
        .filter(StrategicMerge::isDirective)
        .findFirst()
        .map(item -> StrategicMerge.directive((Node.Mapping) item))
        .orElse(Directive.MERGE);
  }

  private static Node.Sequence plain(Node.Sequence patch) {
    return new Node.Sequence(
        patch.items().stream().filter(item -> !StrategicMerge.isDirective(item)).toList(),
        patch.at());
  }

  private Node joined(Node.Sequence there, Node.@Nullable Sequence patch) {
    Node.Sequence change = patch == null ? new Node.Sequence(List.of(), there.at()) : patch;
    List<Node> items =
        type.keys().equals(THEMSELVES) ? values(there, change) : items(there, change);
    return new Node.Sequence(items, there.items().isEmpty() ? change.at() : there.at());
  }

  private static List<Node> values(Node.Sequence there, Node.Sequence patch) {
    var values = new ArrayList<Node>();
    var seen = new LinkedHashSet<String>();
    for (Node.Sequence list : List.of(patch, there)) {
      for (Node item : list.items()) {
        if (!(item instanceof Node.Scalar scalar) || seen.add(scalar.text())) {
          values.add(item);
        }
      }
    }
    return values;
  }

  private List<Node> items(Node.Sequence there, Node.Sequence patch) {
    if (there.items().size() + patch.items().size() == 1 && there.items().size() == 1) {
      return merged(there.items().getFirst());
    }
    var remaining = new ArrayList<>(there.items());
    var merged = new ArrayList<Node>();
    List<ItemKeys> all = ItemKeys.matched(all(there, patch));
    List<String> used = ItemKeys.used(all, type.keys());
    for (ItemKeys keys : all) {
      int place = place(remaining, keys.stated());
      int change = place(patch.items(), keys.stated());
      Node before = place < 0 ? null : remaining.get(place);
      Node after = merged(before, change < 0 ? null : patch.items().get(change));
      if (after == null) {
        remaining.removeIf(keys.only(used)::areOf);
        continue;
      }
      if (place >= 0 && !isReplacing(patch, change)) {
        remaining.set(place, after);
      }
      put(merged, keys.on(after), keys.only(used));
    }
    remaining.forEach(item -> append(merged, item, used));
    return merged;
  }

  /** A list of one item, whatever keys it has. */
  private List<Node> merged(Node only) {
    Node after = merged(only, null);
    return after == null ? List.of() : List.of(after);
  }

  private @Nullable Node merged(@Nullable Node before, @Nullable Node change) {
    Node after = StrategicMerge.merge(before, change, Optional.of(type.item()));
    return after instanceof Node.Mapping map && map.fields().isEmpty() ? null : after;
  }

  /** What replaces an item is lost again, since kustomize adds the old items last. */
  private static boolean isReplacing(Node.Sequence patch, int place) {
    return place >= 0
        && patch.items().get(place) instanceof Node.Mapping mapping
        && StrategicMerge.directive(mapping) == Directive.REPLACE;
  }

  /** Each combination of keys once: those of the patch, then the others. */
  private Set<ItemKeys> all(Node.Sequence there, Node.Sequence patch) {
    Set<ItemKeys> all = new LinkedHashSet<>();
    for (Node.Sequence list : List.of(patch, there)) {
      for (Node item : list.items()) {
        ItemKeys keys = ItemKeys.of(item, type.keys());
        if (keys.isEmpty()) {
          throw new Refused(
              item.at(),
              "The item states none of the fields by which such items are told apart (%s)."
                  .formatted(String.join(", ", type.keys())),
              "State them.");
        }
        all.add(keys);
      }
    }
    return all;
  }

  /** Where the first item of those keys is; -1 where there is none. */
  private static int place(List<Node> items, ItemKeys keys) {
    for (int i = 0; i < items.size(); i++) {
      if (keys.areOf(items.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static void put(List<Node> into, Node item, ItemKeys keys) {
    int place = place(into, keys);
    if (place < 0) {
      into.add(item);
    } else {
      into.set(place, item);
    }
  }

  /** Adds an item that was there; where there are several keys, after all others. */
  private static void append(List<Node> into, Node item, List<String> used) {
    ItemKeys keys = ItemKeys.of(item, used).stated();
    if (used.size() == 1) {
      put(into, item, keys);
    } else {
      into.removeIf(keys::areOf);
      into.add(item);
    }
  }
}
