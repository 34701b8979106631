package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.model.ImageReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What makes every machine find what it is asked for, proved by playing the upgrade again.
 *
 * @param stale images of the settings that nobody chose and that are to go; none where nothing that
 *     is missing comes from them
 * @param additions what is to be put onto machines besides
 * @param instead what to do where no bundle helps, a sentence each that begins with a verb
 * @param missing how many images are missing as things stand, on all machines together
 * @param afterStripping how many are once the settings name only what somebody chose
 * @param afterAll how many are after all of it
 */
public record Mend(
    Set<ImageKey> stale,
    List<Addition> additions,
    List<String> instead,
    int missing,
    int afterStripping,
    int afterAll) {
  public Mend {
    instead = List.copyOf(instead);
    stale = Set.copyOf(stale);
    additions = List.copyOf(additions);
  }

  /** An image that machines lack. */
  record Lack(String nodes, ImageKey key, String image) {}

  /** All that is lacking. */
  static Set<Lack> lacks(List<StepOutcome> outcomes) {
    return lacks(outcomes, _ -> true);
  }

  private static Set<Lack> lacks(List<StepOutcome> outcomes, Predicate<Shortfall> which) {
    return outcomes.stream()
        .flatMap(outcome -> outcome.nodes().stream())
        .flatMap(
            node ->
                node.shortfalls().stream()
                    .filter(which)
                    .map(
                        each ->
                            new Lack(
                                node.member().nodes().name(),
                                each.need().key(),
                                each.need().image())))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** What mends an upgrade; with no part where nothing is missing. */
  static Mend of(Upgrade upgrade, List<StepOutcome> outcomes, List<StepOutcome> stripped) {
    int missing = lacks(outcomes).size();
    int afterStripping = lacks(stripped).size();
    boolean strips = !lacks(stripped).containsAll(lacks(outcomes));
    Upgrade base = strips ? upgrade.stripped() : upgrade;
    List<StepOutcome> left = strips ? stripped : outcomes;
    List<Addition> additions = additions(base.fleet(), left);
    int afterAll =
        additions.isEmpty()
            ? lacks(left).size()
            : lacks(Simulation.of(base.assuming(byGroup(additions)))).size();
    return new Mend(
        strips ? upgrade.stale() : Set.of(),
        additions,
        instead(left),
        missing,
        afterStripping,
        afterAll);
  }

  private static List<String> instead(List<StepOutcome> outcomes) {
    return outcomes.stream()
        .flatMap(outcome -> outcome.nodes().stream())
        .flatMap(node -> node.shortfalls().stream())
        .flatMap(each -> each.otherRemedy().stream())
        .distinct()
        .toList();
  }

  private static List<Addition> additions(Fleet fleet, List<StepOutcome> outcomes) {
    var additions = new ArrayList<Addition>();
    for (NodeGroup group : fleet.withKubelets()) {
      var byFile = new TreeMap<String, Set<String>>();
      for (Lack lack : lacks(outcomes, each -> each.otherRemedy().isEmpty())) {
        if (lack.nodes().equals(group.name())
            && ImageReference.read(lack.image())
                instanceof ImageReference.Reading.Valid(var image)) {
          byFile
              .computeIfAbsent(holder(fleet, group, image), _ -> new TreeSet<>())
              .add(lack.image());
        }
      }
      byFile.forEach(
          (path, images) -> additions.add(new Addition(group, path, List.copyOf(images))));
    }
    return additions;
  }

  /** The first bundle of any machine that holds an image for all platforms of these. */
  private static String holder(Fleet fleet, NodeGroup group, ImageReference image) {
    return fleet.groups().stream()
        .flatMap(other -> other.files().stream())
        .filter(
            file ->
                group.platforms().stream()
                    .allMatch(
                        platform -> file.content().of(image, platform) instanceof Presence.Present))
        .map(MachineBundle::path)
        .findFirst()
        .orElse("");
  }

  private static Map<String, Set<String>> byGroup(List<Addition> additions) {
    var images = new LinkedHashMap<String, Set<String>>();
    for (Addition addition : additions) {
      for (String text : addition.images()) {
        if (ImageReference.read(text) instanceof ImageReference.Reading.Valid(var image)) {
          images
              .computeIfAbsent(addition.nodes().name(), _ -> new TreeSet<>())
              .add(image.canonical());
        }
      }
    }
    return images;
  }
}
