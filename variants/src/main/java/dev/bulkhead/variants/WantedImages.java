package dev.bulkhead.variants;

import dev.bulkhead.model.Inventory;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What containers are to run once they are pinned.
 *
 * @param references full names with what decides, by container: one for each that it ran before
 * @param tagged the same as they are before their digests are added
 */
record WantedImages(
    Map<ContainerKey, Set<String>> references, Map<ContainerKey, Set<String>> tagged) {

  static WantedImages of(Collection<PinWish> wishes) {
    return new WantedImages(by(PinWish::reference, wishes), by(PinWish::tagged, wishes));
  }

  private static Map<ContainerKey, Set<String>> by(
      Function<PinWish, String> image, Collection<PinWish> wishes) {
    var all = new HashMap<ContainerKey, Set<String>>();
    for (PinWish wish : wishes) {
      all.computeIfAbsent(ContainerKey.of(wish.container()), key -> new HashSet<>())
          .add(ContainerImages.canonical(image.apply(wish)));
    }
    return all;
  }

  /** Whether a container is to run an image. */
  boolean isWanted(ContainerKey container, String image) {
    return isIn(references, container, image);
  }

  /** Whether no container loses an image that it is to run, or that nobody wants otherwise. */
  boolean allows(Inventory before, Inventory after) {
    Map<ContainerKey, String> earlier = ContainerImages.byContainer(before);
    return ContainerImages.byContainer(after).entrySet().stream()
        .allMatch(one -> allows(one.getKey(), earlier.get(one.getKey()), one.getValue()));
  }

  private boolean allows(ContainerKey container, @Nullable String before, String after) {
    return before == null
        || before.equals(after)
        || isOnTheWay(container, after)
        || (references.containsKey(container) && !isOnTheWay(container, before));
  }

  private boolean isOnTheWay(ContainerKey container, String image) {
    return isIn(references, container, image) || isIn(tagged, container, image);
  }

  private static boolean isIn(
      Map<ContainerKey, Set<String>> wanted, ContainerKey container, String image) {
    return wanted.getOrDefault(container, Set.of()).contains(image);
  }
}
