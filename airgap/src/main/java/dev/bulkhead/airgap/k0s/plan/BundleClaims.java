package dev.bulkhead.airgap.k0s.plan;

import static dev.bulkhead.airgap.k0s.plan.PlanClaim.proven;

import dev.bulkhead.airgap.k0s.K0sRelease;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether machines keep the bundles whose images are still asked for. */
final class BundleClaims {
  private final Upgrade upgrade;
  private final List<StepOutcome> outcomes;
  private final PlanClaim claims;

  BundleClaims(Upgrade upgrade, List<StepOutcome> outcomes) {
    this.upgrade = upgrade;
    this.outcomes = outcomes;
    this.claims = new PlanClaim(upgrade);
  }

  List<Verdict> verdicts() {
    return upgrade.fleet().withKubelets().stream()
        .filter(group -> group.files().size() > 1 || !replaced(group).isEmpty())
        .map(this::verdict)
        .toList();
  }

  private Verdict verdict(NodeGroup nodes) {
    Claim claim = claims.of(PlanRules.BUNDLE_OVERWRITTEN, nodes, "");
    List<MachineBundle> lost =
        Stream.concat(nodes.overwritten().stream(), replaced(nodes).stream()).distinct().toList();
    if (lost.isEmpty()) {
      return proven(
          claim,
          "The %d bundles of %s have names of their own."
              .formatted(nodes.files().size(), nodes.name()));
    }
    Set<String> images = stillAsked(nodes, lost);
    return new Verdict.Violated(
        claim,
        severity(nodes, images),
        message(nodes, lost.getFirst(), images),
        "Give each bundle a name of its own, with the release in it, and keep both until the last step.",
        images.stream().map(image -> new Fact("image", image)).toList());
  }

  /**
   * Files in whose place autopilot puts its own of that name. One that holds images of the release
   * that is to come is taken for that very file.
   */
  private List<MachineBundle> replaced(NodeGroup nodes) {
    Set<String> coming = images(outcomes.getLast(), nodes);
    coming.removeAll(images(outcomes.getFirst(), nodes));
    return nodes.files().stream()
        .filter(file -> upgrade.brought().contains(file.name()))
        .filter(file -> !coming.isEmpty())
        .filter(
            file ->
                coming.stream()
                    .noneMatch(image -> isOnlyIn(List.of(file), List.of(), nodes, image)))
        .toList();
  }

  private static Set<String> images(StepOutcome outcome, NodeGroup nodes) {
    return outcome.nodes().stream()
        .filter(node -> node.member().nodes().name().equals(nodes.name()))
        .flatMap(node -> node.needs().stream())
        .map(Need::image)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** On releases that protect for good what they imported, nothing is lost on a running machine. */
  private Severity severity(NodeGroup nodes, Set<String> images) {
    boolean isKept =
        !nodes.isNew()
            && releases(nodes).stream()
                .allMatch(
                    release ->
                        release.traits().pinsBundleImages()
                            && !release.traits().unpinsRemovedBundles());
    if (isKept || images.isEmpty()) {
      return Severity.NOTICE;
    }
    return upgrade.supply() instanceof Supply.None ? Severity.ERROR : Severity.WARNING;
  }

  private String message(NodeGroup nodes, MachineBundle lost, Set<String> images) {
    String place =
        "On %s, %s%s takes the place of another bundle of that name"
            .formatted(
                nodes.name(),
                lost.name(),
                replaced(nodes).contains(lost) ? ", as autopilot brings it," : "");
    if (nodes.isNew()) {
      return "%s before the machine first starts, so that the images of %s are not imported."
          .formatted(place, lost.path());
    }
    Optional<K0sRelease> unpinning =
        releases(nodes).stream().filter(r -> r.traits().unpinsRemovedBundles()).findFirst();
    if (images.isEmpty()) {
      return "%s; no image is asked for that only %s held.".formatted(place, lost.path());
    }
    return unpinning
        .map(
            release ->
                "%s: %s then lets the kubelet delete %d images that only %s brought and that are still asked for."
                    .formatted(place, release.version(), images.size(), lost.path()))
        .orElseGet(
            () ->
                "%s; %d images that only %s brought are still asked for, and a machine that imports afresh lacks them."
                    .formatted(place, images.size(), lost.path()));
  }

  private List<K0sRelease> releases(NodeGroup nodes) {
    return outcomes.stream()
        .flatMap(outcome -> outcome.nodes().stream())
        .map(NodeOutcome::member)
        .filter(member -> member.nodes().name().equals(nodes.name()))
        .map(Member::release)
        .distinct()
        .toList();
  }

  /** The images that the machine is asked for and that only the lost files hold. */
  private Set<String> stillAsked(NodeGroup nodes, List<MachineBundle> lost) {
    List<MachineBundle> kept = new ArrayList<>(nodes.files());
    kept.removeAll(lost);
    return outcomes.stream()
        .flatMap(outcome -> outcome.nodes().stream())
        .filter(node -> node.member().nodes().name().equals(nodes.name()))
        .flatMap(node -> node.needs().stream())
        .map(Need::image)
        .filter(image -> isOnlyIn(lost, kept, nodes, image))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isOnlyIn(
      List<MachineBundle> lost, List<MachineBundle> kept, NodeGroup nodes, String text) {
    if (!(ImageReference.read(text) instanceof ImageReference.Reading.Valid(var image))) {
      return false;
    }
    return nodes.platforms().stream()
        .anyMatch(
            platform ->
                NodeGroup.in(lost, image, platform) instanceof Presence.Present
                    && !(NodeGroup.in(kept, image, platform) instanceof Presence.Present));
  }
}
