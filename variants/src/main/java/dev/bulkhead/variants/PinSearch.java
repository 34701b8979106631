package dev.bulkhead.variants;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.verdict.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the value of a chart that overrides an image's tag, by setting every value that may be one
 * to a tag of its own and looking where it comes out; what is found is tried by itself.
 */
public final class PinSearch {
  private static final String PROBE = "bulkhead-pin-";
  private static final Pattern PROBED = Pattern.compile(PROBE + "(\\d{1,6})$");
  private static final int MOST_ALONE = 40;
  private static final Pattern LIKE_TAG = Pattern.compile("(?i).*(tag|version)[^.]*");

  private final List<String> candidates;
  private final List<ClusterVersion> versions;
  private final BiFunction<ClusterVersion, List<String>, Optional<Inventory>> render;
  private final Map<String, List<Inventory>> tried = new HashMap<>();
  private @Nullable List<Inventory> probed;

  /**
   * Prepares to search.
   *
   * @param versions those on which an override must hold; at least one
   * @param render the chart with more assignments; empty where the chart refuses them
   */
  public PinSearch(
      SourceTree chart,
      List<ClusterVersion> versions,
      BiFunction<ClusterVersion, List<String>, Optional<Inventory>> render) {
    this.candidates = candidates(chart);
    this.versions = List.copyOf(versions);
    this.render = render;
  }

  private static List<String> candidates(SourceTree chart) {
    try {
      String values = new String(chart.read("values.yaml"), StandardCharsets.UTF_8);
      return GivenPaths.ofFile(values).stream()
          .filter(path -> LIKE_TAG.matcher(path).matches())
          .toList();
    } catch (IOException absent) {
      return List.of();
    }
  }

  /** The path of the value that overrides the tag of a container's image. */
  public synchronized Optional<String> of(Subject container) {
    for (Inventory inventory : probed()) {
      Matcher probe = PROBED.matcher(image(inventory, container));
      if (probe.find()) {
        return Optional.of(candidates.get(Integer.parseInt(probe.group(1))))
            .filter(path -> holds(path, container));
      }
    }
    return Optional.empty();
  }

  /** All candidates at once; one by one where the chart refuses that. */
  private List<Inventory> probed() {
    if (probed == null) {
      var assignments = new ArrayList<String>();
      for (int i = 0; i < candidates.size(); i++) {
        assignments.add(candidates.get(i) + "=" + PROBE + i);
      }
      ClusterVersion version = versions.getFirst();
      List<Inventory> found =
          assignments.isEmpty() ? List.of() : render.apply(version, assignments).stream().toList();
      if (found.isEmpty()) {
        found =
            assignments.stream()
                .limit(MOST_ALONE)
                .flatMap(one -> render.apply(version, List.of(one)).stream())
                .toList();
      }
      probed = found;
    }
    return probed;
  }

  /** Whether the value, set by itself, makes the tag on all versions. */
  private boolean holds(String path, Subject container) {
    String tag = PROBE + "0";
    List<Inventory> alone =
        tried.computeIfAbsent(
            path,
            unknown ->
                versions.stream()
                    .flatMap(version -> render.apply(version, List.of(path + "=" + tag)).stream())
                    .toList());
    return alone.size() == versions.size()
        && alone.stream().allMatch(inventory -> image(inventory, container).endsWith(tag));
  }

  private static String image(Inventory inventory, Subject wanted) {
    for (KubernetesObject object : inventory.objects()) {
      if (object.key().equals(wanted.object())) {
        for (PodTemplate pod : PodTemplate.of(object)) {
          for (Container container : pod.containers()) {
            if (container.name().equals(wanted.container())) {
              return container.node().text("image").orElse("");
            }
          }
        }
      }
    }
    return "";
  }
}
