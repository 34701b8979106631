package dev.bulkhead.variants;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.variants.PinnedImage.Outcome;
import dev.bulkhead.variants.Pinning.Chart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The proof by rendering that a file of values makes the images that it should, and changes no
 * others.
 */
final class PinProof {
  private final Chart chart;
  private final PinBench bench;
  private final PinnedValues values;
  private final WantedImages wanted;
  private final List<PinnedImage> images;

  /** Containers of which something is left as it was. */
  private final Set<ContainerKey> left;

  private final Map<ContainerKey, Outcome> wrong = new HashMap<>();

  /**
   * Prepares to prove.
   *
   * @param images what became of each, as far as that is known
   */
  PinProof(
      Chart chart,
      PinBench bench,
      PinnedValues values,
      WantedImages wanted,
      List<PinnedImage> images) {
    this.chart = chart;
    this.bench = bench;
    this.values = values;
    this.wanted = wanted;
    this.images = images;
    this.left =
        images.stream()
            .filter(image -> !(image.outcome() instanceof Outcome.ByValues))
            .map(image -> ContainerKey.of(image.container()))
            .collect(Collectors.toSet());
  }

  /** The images; what does not come out as it should is not pinned. */
  List<PinnedImage> of(List<Setting> settings) {
    for (Setting setting : settings) {
      for (ClusterVersion version : bench.versions()) {
        bench
            .unpinned(setting, version)
            .ifPresent(before -> compare(setting, version, ContainerImages.byContainer(before)));
      }
    }
    return images.stream().map(this::corrected).toList();
  }

  private PinnedImage corrected(PinnedImage image) {
    Outcome outcome = wrong.get(ContainerKey.of(image.container()));
    return outcome == null || image.outcome() instanceof Outcome.Unpinned
        ? image
        : image.with(outcome);
  }

  private void compare(Setting setting, ClusterVersion version, Map<ContainerKey, String> before) {
    Optional<Inventory> pinned = chart.with(setting, version, values);
    if (pinned.isEmpty()) {
      before
          .keySet()
          .forEach(key -> wrong.putIfAbsent(key, wrong(setting, version, "does not render")));
      return;
    }
    ContainerImages.of(pinned.get())
        .forEach(
            (container, image) -> {
              ContainerKey key = ContainerKey.of(container);
              if (!isRight(key, before.get(key), ContainerImages.canonical(image))) {
                wrong.putIfAbsent(key, wrong(setting, version, "renders " + image));
              }
            });
  }

  /** What is only there with the values, under another name perhaps, is nobody's to judge. */
  private boolean isRight(ContainerKey container, @Nullable String before, String image) {
    boolean isLeft = left.contains(container) && image.equals(before);
    return before == null || isLeft || wanted.isWanted(container, image);
  }

  private static Outcome wrong(Setting setting, ClusterVersion version, String what) {
    return new Outcome.Unpinned(
        "With the values found the chart %s, on %s with %s.".formatted(what, version, setting),
        "Set the image by hand, and tell the chart's author.");
  }
}
