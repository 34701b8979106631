package dev.bulkhead.cli;

import dev.bulkhead.check.Check;
import dev.bulkhead.check.Rules;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.RenderRequest.Places;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.variants.ClusterTags;
import dev.bulkhead.variants.ClusterVersion;
import dev.bulkhead.variants.ContainerImages;
import dev.bulkhead.variants.PinSearch;
import dev.bulkhead.variants.Setting;
import dev.bulkhead.variants.ValueNames;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.UserError;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a chart renders on clusters of several versions.
 *
 * @param given how the chart was rendered
 * @param versions to compare, plain ones in rising order first
 */
record ChartVersions(
    Rooms rooms,
    SourceTree chart,
    RenderRequest given,
    List<ClusterVersion> versions,
    Judging judging) {
  /** Of so many modes with images of their own the versions are compared. */
  private static final int MOST_MODES = 20;

  private static final Set<Rule> UNSERVED = Set.of(Rules.API_REMOVED, Rules.API_NOT_YET_SERVED);

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
   * @param exact what came of the given values, with exact places
   * @param known the verdicts on that
   * @param modes settings in which images are run that are not with the given values
   * @return the verdicts, and notes of what was compared
   */
  ChartModes.Found judge(Inventory exact, List<Verdict> known, List<Setting> modes) {
    if (versions.size() < 2) {
      return new ChartModes.Found(List.of(), List.of());
    }
    Renders renders = renders(given, versions);
    var verdicts = new ArrayList<>(unservedApis(renders, known));
    var notes = new ArrayList<>(notes(renders));
    if (renders.inventories().size() > 1) {
      verdicts.addAll(tags(given, exact, renders));
      verdicts.addAll(tagsInModes(modes, exact, renders.ends()));
      if (modes.size() > MOST_MODES) {
        notes.add(
            "Versions were compared in %d of %d modes that run images of their own."
                .formatted(MOST_MODES, modes.size()));
      }
    }
    return new ChartModes.Found(verdicts, notes);
  }

  private List<Verdict> tags(RenderRequest request, Inventory exact, Renders renders) {
    var pins =
        new PinSearch(
            PinSearch.Part.TAG,
            ValueNames.of(chart),
            renders.ends(),
            (version, assignments) -> inventory(request.set(assignments), version));
    return new ClusterTags(judging.images(), judging.platforms().getFirst(), pins::of)
        .judge(exact, renders.inventories());
  }

  /** Images that only modes run, and that follow the cluster's version; each is told once. */
  private List<Verdict> tagsInModes(
      List<Setting> modes, Inventory exact, List<ClusterVersion> ends) {
    var told = new HashSet<String>();
    return modes.stream()
        .limit(MOST_MODES)
        .flatMap(
            setting ->
                tagsInMode(setting, exact, ends)
                    .filter(verdict -> told.add(verdict.claim().fingerprint()))
                    .<Verdict>map(verdict -> verdict.inMode(setting.toString())))
        .toList();
  }

  private Stream<Verdict.Violated> tagsInMode(
      Setting setting, Inventory exact, List<ClusterVersion> ends) {
    RenderRequest request = Modes.request(chart, given, setting);
    Set<Set<String>> atEnds =
        ends.stream()
            .flatMap(version -> inventory(request, version).stream())
            .map(found -> Set.copyOf(ContainerImages.of(found).values()))
            .collect(Collectors.toSet());
    if (atEnds.size() < 2) {
      return Stream.empty();
    }
    Set<String> known = Set.copyOf(ContainerImages.of(exact).values());
    Optional<Inventory> inMode = exact(request);
    Renders renders = renders(request, versions);
    return inMode.stream()
        .flatMap(found -> tags(request, found, renders).stream())
        .flatMap(
            verdict -> verdict instanceof Verdict.Violated one ? Stream.of(one) : Stream.empty())
        .filter(verdict -> !known.contains(verdict.claim().subject().image()));
  }

  private Optional<Inventory> exact(RenderRequest request) {
    try {
      return Optional.of(rooms.render(chart, request).inventory());
    } catch (UserError refused) {
      return Optional.empty();
    }
  }

  /** APIs that some version does not serve, and which the chart renders for that very version. */
  private List<Verdict> unservedApis(Renders renders, List<Verdict> known) {
    Set<String> told =
        known.stream()
            .filter(Verdict.Violated.class::isInstance)
            .map(verdict -> verdict.claim().fingerprint())
            .collect(Collectors.toCollection(HashSet::new));
    var verdicts = new ArrayList<Verdict>();
    for (ClusterVersion version : renders.plain()) {
      boolean isNew =
          version.isReleased()
              && unservedApis(renders.inventories().get(version), version)
                  .anyMatch(verdict -> !told.contains(verdict.claim().fingerprint()));
      if (isNew) {
        exact(given.at(version.version())).stream()
            .flatMap(found -> unservedApis(found, version))
            .filter(verdict -> told.add(verdict.claim().fingerprint()))
            .forEach(verdicts::add);
      }
    }
    return verdicts;
  }

  private Stream<Verdict> unservedApis(@Nullable Inventory rendered, ClusterVersion version) {
    return rendered == null
        ? Stream.empty()
        : Check.judgeApis(rendered, List.of(version.version()), judging.apiVersions()).stream()
            .filter(verdict -> UNSERVED.contains(verdict.claim().rule()));
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

  private Renders renders(RenderRequest request, List<ClusterVersion> compared) {
    Map<ClusterVersion, Inventory> found = new ConcurrentHashMap<>();
    Map<ClusterVersion, String> refused = new ConcurrentHashMap<>();
    compared.parallelStream()
        .forEach(
            version -> {
              try {
                found.put(version, rendered(request, version));
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
  private Optional<Inventory> inventory(RenderRequest request, ClusterVersion version) {
    try {
      return Optional.of(rendered(request, version));
    } catch (UserError refused) {
      return Optional.empty();
    }
  }

  /**
   * What the chart renders on a version.
   *
   * @throws UserError where it refuses, or nothing of it can be read
   */
  private Inventory rendered(RenderRequest request, ClusterVersion version) {
    Rendered rendered = rooms.render(chart, request.at(version.version()).with(Places.ROUGH));
    if (rendered.inventory().objects().isEmpty() && !rendered.problems().isEmpty()) {
      var problem = rendered.problems().getFirst();
      throw new UserError(problem.cause(), problem.remedy());
    }
    return rendered.inventory();
  }
}
