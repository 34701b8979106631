package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an item of a list has in the fields by which it is told from the others; the empty string
 * where it lacks one.
 */
record ItemKeys(Map<String, String> texts) {
  ItemKeys {
    texts = new LinkedHashMap<>(texts);
  }

  static ItemKeys of(Node item, List<String> keys) {
    var texts = new LinkedHashMap<String, String>();
    keys.forEach(key -> texts.put(key, item.text(key).orElse("")));
    return new ItemKeys(texts);
  }

  /** Whether the item has none of the fields. */
  boolean isEmpty() {
    return texts.values().stream().allMatch(String::isEmpty);
  }

  /** Those that are not empty. */
  ItemKeys stated() {
    return only(texts.keySet().stream().filter(key -> !text(key).isEmpty()).toList());
  }

  ItemKeys only(List<String> keys) {
    var left = new LinkedHashMap<>(texts);
    left.keySet().retainAll(keys);
    return new ItemKeys(left);
  }

  /** Whether an item has the same; where a text is empty, the item has anything there. */
  boolean areOf(Node item) {
    return texts.entrySet().stream()
        .allMatch(
            key -> {
              Optional<String> there = item.text(key.getKey());
              return key.getValue().isEmpty()
                  ? there.isPresent()
                  : there.filter(key.getValue()::equals).isPresent();
            });
  }

  /** The item with the keys that it lacks. */
  Node on(Node item) {
    if (!(item instanceof Node.Mapping mapping)) {
      return item;
    }
    Node.Mapping all = mapping;
    for (Map.Entry<String, String> key : texts.entrySet()) {
      if (mapping.get(key.getKey()).isEmpty() && !key.getValue().isEmpty()) {
        Location at = mapping.at();
        all = Nodes.with(all, key.getKey(), Nodes.text(key.getValue(), at), at);
      }
    }
    return all;
  }

  /** All of them, where one that lacks a key is taken for another that has it. */
  static List<ItemKeys> matched(Collection<ItemKeys> keys) {
    var all = new ArrayList<>(keys);
    for (int i = 0; i < all.size(); i++) {
      for (int j = 0; j < all.size(); j++) {
        Optional<ItemKeys> both = all.get(i).joined(all.get(j));
        if (both.isPresent()) {
          all.set(i, both.get());
          all.set(j, both.get());
        }
      }
    }
    return all;
  }

  /** The keys that any of them states. */
  static List<String> used(Collection<ItemKeys> all, List<String> keys) {
    return keys.stream()
        .filter(key -> all.stream().anyMatch(one -> !one.text(key).isEmpty()))
        .toList();
  }

  private String text(String key) {
    return texts.getOrDefault(key, "");
  }

  /** What both come to, if they have a key in common and contradict each other in none. */
  private Optional<ItemKeys> joined(ItemKeys other) {
    var both = new LinkedHashMap<String, String>();
    boolean isAlike = false;
    for (String key : texts.keySet()) {
      String one = text(key);
      String two = other.text(key);
      if (!one.equals(two) && !one.isEmpty() && !two.isEmpty()) {
        return Optional.empty();
      }
      isAlike |= one.equals(two);
      both.put(key, one.isEmpty() ? two : one);
    }
    return isAlike ? Optional.of(new ItemKeys(both)) : Optional.empty();
  }
}
