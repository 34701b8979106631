package dev.bulkhead.variants;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.variants.Pinning.Chart;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where values are tried that may pin an image; what was rendered once is kept. */
final class PinBench {
  private final Chart chart;
  private final ValueNames names;
  private final List<ClusterVersion> versions;
  private final Map<Search, PinSearch> searches = new HashMap<>();
  private final Map<Rendering, Optional<Inventory>> renders = new HashMap<>();

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
   */
  Optional<Pin> find(PinSearch.Part part, PinWish wish, Map<String, String> values) {
    return searches
        .computeIfAbsent(
            new Search(part, wish.setting()), key -> search(part, wish.setting(), values))
        .of(wish.container());
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
   * Whether with one more value the container runs that image on all versions, and no label breaks.
   */
  boolean holds(
      PinWish wish, String reference, Map<String, String> values, String path, String value) {
    var all = new LinkedHashMap<>(values);
    all.put(path, value);
    String image = ContainerImages.canonical(reference);
    return versions.stream()
        .allMatch(
            version ->
                render(wish.setting(), version, all)
                    .filter(found -> image.equals(image(found, wish)))
                    .filter(found -> breaksNoLabel(wish.setting(), version, found))
                    .isPresent());
  }

  private static String image(Inventory inventory, PinWish wish) {
    return ContainerImages.canonical(
        ContainerImages.of(inventory, ContainerKey.of(wish.container())));
  }

  private boolean breaksNoLabel(Setting setting, ClusterVersion version, Inventory pinned) {
    Set<String> before = unpinned(setting, version).map(Labels::refused).orElse(Set.of());
    return before.containsAll(Labels.refused(pinned));
  }

  private static List<String> assignments(Map<String, String> values) {
    return values.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList();
  }
}
