package dev.bulkhead.variants;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.variants.Pinning.Chart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where values are tried that may pin an image; what was rendered once is kept. */
final class PinBench {
  private final Chart chart;
  private final ValueNames names;
  private final List<ClusterVersion> versions;
  private final Map<Search, PinSearch> searches = new HashMap<>();
  private final Map<Rendering, Optional<Inventory>> renders = new HashMap<>();

  private WantedImages wanted = WantedImages.of(List.of());

  private record Search(PinSearch.Part part, Setting setting) {}

  private record Rendering(Setting setting, ClusterVersion version, List<String> assignments) {}

  PinBench(Chart chart, ValueNames names, List<ClusterVersion> versions) {
    this.chart = chart;
    this.names = names;
    this.versions = List.copyOf(versions);
  }

  /** The versions on which pins must hold, the cluster's own first. */
  List<ClusterVersion> versions() {
    return versions;
  }

  /** Says what containers are to run once they are pinned: no value may keep them from it. */
  void want(WantedImages images) {
    wanted = images;
  }

  /** The chart as it is without any pin. */
  Optional<Inventory> unpinned(Setting setting, ClusterVersion version) {
    return render(setting, version, Map.of());
  }

  private Optional<Inventory> render(
      Setting setting, ClusterVersion version, Map<String, String> values) {
    return renders.computeIfAbsent(
        new Rendering(setting, version, assignments(values)),
        one -> chart.set(one.setting(), one.version(), one.assignments()));
  }

  /**
   * The value that decides a part of an image's reference.
   *
   * @param values those that are found already
   * @param fits whether the value will do; if not, another is looked for
   */
  Optional<Pin> find(
      PinSearch.Part part, PinWish wish, Map<String, String> values, Predicate<Pin> fits) {
    return searches
        .computeIfAbsent(
            new Search(part, wish.setting()), key -> search(part, wish.setting(), values))
        .of(wish.container(), fits);
  }

  private PinSearch search(PinSearch.Part part, Setting setting, Map<String, String> values) {
    List<String> known = assignments(values);
    return new PinSearch(
        part,
        names,
        versions,
        (version, probes) ->
            chart.set(setting, version, Stream.concat(known.stream(), probes.stream()).toList()));
  }

  /**
   * Whether with another set of values the container runs that image on all versions, while all
   * others keep theirs or run what they are to, and no label breaks.
   *
   * @param values those that are found already
   * @param more the same with one more
   */
  boolean holds(
      PinWish wish, String reference, Map<String, String> values, Map<String, String> more) {
    return versions.stream()
        .allMatch(
            version ->
                render(wish.setting(), version, more)
                    .filter(found -> runs(found, wish, reference))
                    .filter(found -> breaksNothing(wish.setting(), version, values, found))
                    .isPresent());
  }

  private static boolean runs(Inventory found, PinWish wish, String reference) {
    String image = ContainerImages.of(found, ContainerKey.of(wish.container()));
    return ContainerImages.canonical(reference).equals(ContainerImages.canonical(image));
  }

  private boolean breaksNothing(
      Setting setting, ClusterVersion version, Map<String, String> values, Inventory pinned) {
    Set<String> refused = unpinned(setting, version).map(Labels::refused).orElse(Set.of());
    return refused.containsAll(Labels.refused(pinned))
        && render(setting, version, values)
            .filter(before -> !wanted.allows(before, pinned))
            .isEmpty();
  }

  private static List<String> assignments(Map<String, String> values) {
    return values.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList();
  }
}
