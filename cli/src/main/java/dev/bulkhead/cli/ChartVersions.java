package dev.bulkhead.cli;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Images;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.RenderRequest.Places;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.variants.ClusterTags;
import dev.bulkhead.variants.ClusterVersion;
import dev.bulkhead.variants.PinSearch;
import dev.bulkhead.variants.ValueNames;
import dev.bulkhead.verdict.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares what a chart renders on clusters of several versions.
 *
 * @param versions to compare, plain ones in rising order first
 * @param platform for which images are looked up
 */
record ChartVersions(Rooms rooms, List<ClusterVersion> versions, Platform platform, Images images) {
  /** What was rendered on each version, and why the chart refuses others. */
  private record Renders(
      SequencedMap<ClusterVersion, Inventory> inventories,
      SequencedMap<ClusterVersion, String> refusals) {

    List<ClusterVersion> plain() {
      return inventories.keySet().stream().filter(one -> one.provider().isEmpty()).toList();
    }

    /** Versions on which a pin has to hold. */
    List<ClusterVersion> ends() {
      List<ClusterVersion> plain = plain();
      return plain.isEmpty()
          ? List.of(inventories.firstEntry().getKey())
          : List.of(plain.getLast(), plain.getFirst());
    }
  }

  /**
   * Judges what differs.
   *
   * @param given how the chart was rendered with exact places, and what came of it
   * @return the verdicts, and notes of what was compared
   */
  ChartModes.Found judge(SourceTree chart, RenderRequest request, Inventory given) {
    if (versions.size() < 2) {
      return new ChartModes.Found(List.of(), List.of());
    }
    Renders renders = renders(chart, request);
    if (renders.inventories().size() < 2) {
      return new ChartModes.Found(List.of(), notes(renders));
    }
    var pins =
        new PinSearch(
            PinSearch.Part.TAG,
            ValueNames.of(chart),
            renders.ends(),
            (version, assignments) -> inventory(chart, request.set(assignments), version));
    var tags = new ClusterTags(images, platform, pins::of);
    return new ChartModes.Found(tags.judge(given, renders.inventories()), notes(renders));
  }

  private static List<String> notes(Renders renders) {
    var notes = new ArrayList<String>();
    if (renders.inventories().size() > 1) {
      notes.add(compared(renders));
    }
    var byReason = new LinkedHashMap<String, List<String>>();
    renders
        .refusals()
        .forEach(
            (version, reason) ->
                byReason.computeIfAbsent(reason, key -> new ArrayList<>()).add(version.toString()));
    byReason.forEach(
        (reason, refused) ->
            notes.add("On %s, not compared: %s".formatted(String.join(", ", refused), reason)));
    return notes;
  }

  private static String compared(Renders renders) {
    var spellings =
        renders.inventories().keySet().stream()
            .map(ClusterVersion::provider)
            .filter(provider -> !provider.isEmpty())
            .toList();
    var parts = new ArrayList<String>();
    if (!renders.plain().isEmpty()) {
      parts.add(String.join(", ", renders.plain().stream().map(Object::toString).toList()));
    }
    if (!spellings.isEmpty()) {
      parts.add("as %s spell it".formatted(String.join(", ", spellings)));
    }
    return "The chart asks for the cluster's version; compared on %s."
        .formatted(String.join(", and ", parts));
  }

  private Renders renders(SourceTree chart, RenderRequest request) {
    Map<ClusterVersion, Inventory> found = new ConcurrentHashMap<>();
    Map<ClusterVersion, String> refused = new ConcurrentHashMap<>();
    versions.parallelStream()
        .forEach(
            version -> {
              try {
                found.put(version, rendered(chart, request, version));
              } catch (UserError refusal) {
                refused.put(version, String.valueOf(refusal.getMessage()));
              }
            });
    return new Renders(inOrder(found), inOrder(refused));
  }

  private <T> SequencedMap<ClusterVersion, T> inOrder(Map<ClusterVersion, T> found) {
    var ordered = new LinkedHashMap<ClusterVersion, T>();
    for (ClusterVersion version : versions) {
      T one = found.get(version);
      if (one != null) {
        ordered.put(version, one);
      }
    }
    return ordered;
  }

  /** What the chart renders; nothing where it refuses. */
  private Optional<Inventory> inventory(
      SourceTree chart, RenderRequest request, ClusterVersion version) {
    try {
      return Optional.of(rendered(chart, request, version));
    } catch (UserError refused) {
      return Optional.empty();
    }
  }

  /**
   * What the chart renders on a version.
   *
   * @throws UserError where it refuses, or nothing of it can be read
   */
  private Inventory rendered(SourceTree chart, RenderRequest request, ClusterVersion version) {
    Rendered rendered = rooms.render(chart, request.at(version.version()).with(Places.ROUGH));
    if (rendered.inventory().objects().isEmpty() && !rendered.problems().isEmpty()) {
      var problem = rendered.problems().getFirst();
      throw new UserError(problem.cause(), problem.remedy());
    }
    return rendered.inventory();
  }
}
