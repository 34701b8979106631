package dev.bulkhead.variants;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.verdict.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values of a chart that may override a part of images' references, and what they do. */
final class PinProbe {
  private static final int MOST_ALONE = 40;

  private final PinSearch.Part part;
  private final List<String> candidates;
  private final List<ClusterVersion> versions;
  private final BiFunction<ClusterVersion, List<String>, Optional<Inventory>> render;
  private final Map<String, Optional<List<Inventory>>> alone = new HashMap<>();
  private boolean isTried;
  private @Nullable Inventory together;

  /**
   * Prepares to search.
   *
   * @param values the names of values; those that are not named like the part are left out
   * @param versions those on which an override must hold; at least one
   * @param render the chart with more assignments; empty where the chart refuses them
   */
  PinProbe(
      PinSearch.Part part,
      List<String> values,
      List<ClusterVersion> versions,
      BiFunction<ClusterVersion, List<String>, Optional<Inventory>> render) {
    this.part = part;
    this.candidates = values.stream().filter(part::isNamed).toList();
    this.versions = List.copyOf(versions);
    this.render = render;
  }

  /** The value that overrides that part of a container's image. */
  synchronized Optional<Pin> of(Subject container) {
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    // A probe may well change what the container's object is called, or keep it from being there.
    boolean isThere = together().filter(found -> !image(found, container).isEmpty()).isPresent();
    return (isThere ? together().stream() : each())
        .flatMap(found -> probe(found, container))
        .findFirst();
  }

  private Stream<Pin> probe(Inventory probed, Subject container) {
    Matcher probe = part.probeIn(image(probed, container));
    return probe.find()
        ? pin(candidates.get(Integer.parseInt(probe.group(1))), container).stream()
        : Stream.empty();
  }

  /** With all candidates set at once; empty where the chart refuses that. */
  private Optional<Inventory> together() {
    if (!isTried) {
      isTried = true;
      together =
          part.probes()
              .map(form -> render.apply(versions.getFirst(), all(form)))
              .flatMap(Optional::stream)
              .findFirst()
              .orElse(null);
    }
    return Optional.ofNullable(together);
  }

  private List<String> all(String form) {
    var assignments = new ArrayList<String>();
    for (int i = 0; i < candidates.size(); i++) {
      assignments.add(candidates.get(i) + "=" + form.formatted(i));
    }
    return assignments;
  }

  /** With each candidate set alone. */
  private Stream<Inventory> each() {
    return IntStream.range(0, Math.min(MOST_ALONE, candidates.size()))
        .mapToObj(this::alone)
        .flatMap(found -> found.map(List::getFirst).stream());
  }

  /** One candidate alone, on each version; empty where the chart refuses it. */
  private Optional<List<Inventory>> alone(int candidate) {
    return alone.computeIfAbsent(
        candidates.get(candidate),
        path ->
            part.probes()
                .map(form -> onAllVersions(path + "=" + form.formatted(candidate)))
                .flatMap(Optional::stream)
                .findFirst());
  }

  private Optional<List<Inventory>> onAllVersions(String assignment) {
    var inventories = new ArrayList<Inventory>();
    for (ClusterVersion version : versions) {
      render.apply(version, List.of(assignment)).ifPresent(inventories::add);
    }
    return inventories.size() == versions.size() ? Optional.of(inventories) : Optional.empty();
  }

  /** The value, if by itself it makes the same reference on all versions. */
  private Optional<Pin> pin(String path, Subject container) {
    List<String> images =
        alone(candidates.indexOf(path)).orElse(List.of()).stream()
            .map(inventory -> image(inventory, container))
            .distinct()
            .toList();
    if (images.size() != 1) {
      return Optional.empty();
    }
    Matcher probe = part.probeIn(images.getFirst());
    return probe.find()
        ? Optional.of(
            new Pin(
                path,
                images.getFirst().substring(0, probe.start()),
                images.getFirst().substring(probe.end())))
        : Optional.empty();
  }

  private static String image(Inventory inventory, Subject wanted) {
    return ContainerImages.of(inventory, ContainerKey.of(wanted));
  }
}
