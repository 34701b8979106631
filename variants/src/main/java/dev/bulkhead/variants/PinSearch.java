package dev.bulkhead.variants;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.verdict.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the value of a chart that overrides a part of an image's reference, by setting every value
 * that may be one to a text of its own and looking where it comes out; what is found is tried by
 * itself.
 */
public final class PinSearch {
  private static final int MOST_ALONE = 40;

  private final Part part;
  private final List<String> candidates;
  private final List<ClusterVersion> versions;
  private final BiFunction<ClusterVersion, List<String>, Optional<Inventory>> render;
  private final Map<String, Optional<List<Inventory>>> alone = new HashMap<>();
  private @Nullable List<Inventory> probed;

  /** What of a reference is looked for: which values may be it, and what they are set to. */
  public enum Part {
    /** The tag; where a chart compares it with versions, it is set to one. */
    TAG(
        "tag|version",
        "(?:9\\.9\\.9-)?bulkhead-pin-(\\d{1,6})",
        "bulkhead-pin-%d",
        "9.9.9-bulkhead-pin-%d"),
    /** The digest; where a chart writes {@code sha256:} itself, that is not part of the value. */
    DIGEST(
        "digest|sha",
        "(?:sha256:)?b01c4ead(\\d{56})",
        "sha256:b01c4ead%056d",
        "sha256:b01c4ead%056d"),
    /** The whole reference. */
    WHOLE(
        "image",
        "bulkhead\\.invalid/pin-(\\d{1,6}):v1",
        "bulkhead.invalid/pin-%d:v1",
        "bulkhead.invalid/pin-%d:v1");

    private final Pattern name;
    private final Pattern probed;
    private final String probe;
    private final String otherProbe;

    /**
     * @param otherProbe for charts that refuse the first
     */
    Part(String names, String probed, String probe, String otherProbe) {
      this.name = Pattern.compile("(?i).*(" + names + ")[^.]*");
      this.probed = Pattern.compile(probed);
      this.probe = probe;
      this.otherProbe = otherProbe;
    }

    private Stream<String> probes() {
      return Stream.of(probe, otherProbe).distinct();
    }
  }

  /**
   * Prepares to search.
   *
   * @param values the names of all values of the chart
   * @param versions those on which an override must hold; at least one
   * @param render the chart with more assignments; empty where the chart refuses them
   */
  public PinSearch(
      Part part,
      List<String> values,
      List<ClusterVersion> versions,
      BiFunction<ClusterVersion, List<String>, Optional<Inventory>> render) {
    this.part = part;
    this.candidates = values.stream().filter(path -> part.name.matcher(path).matches()).toList();
    this.versions = List.copyOf(versions);
    this.render = render;
  }

  /** The value that overrides that part of a container's image. */
  public synchronized Optional<Pin> of(Subject container) {
    for (Inventory inventory : probed()) {
      Matcher probe = part.probed.matcher(image(inventory, container));
      if (probe.find()) {
        return pin(candidates.get(Integer.parseInt(probe.group(1))), container);
      }
    }
    return Optional.empty();
  }

  /** All candidates at once; one by one where the chart refuses that. */
  private List<Inventory> probed() {
    if (probed == null) {
      probed = candidates.isEmpty() ? List.of() : together();
    }
    return probed;
  }

  private List<Inventory> together() {
    for (String form : part.probes().toList()) {
      var assignments = new ArrayList<String>();
      for (int i = 0; i < candidates.size(); i++) {
        assignments.add(candidates.get(i) + "=" + form.formatted(i));
      }
      Optional<Inventory> all = render.apply(versions.getFirst(), assignments);
      if (all.isPresent()) {
        return List.of(all.get());
      }
    }
    var each = new ArrayList<Inventory>();
    for (int i = 0; i < Math.min(MOST_ALONE, candidates.size()); i++) {
      alone(i).ifPresent(found -> each.add(found.getFirst()));
    }
    return each;
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
    Matcher probe = part.probed.matcher(images.getFirst());
    return probe.find()
        ? Optional.of(
            new Pin(
                path,
                images.getFirst().substring(0, probe.start()),
                images.getFirst().substring(probe.end())))
        : Optional.empty();
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
