package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plays an upgrade: which machine has at which step what it is asked for. */
final class Simulation {
  private static final String ALWAYS =
      "Pull policy Always asks a registry, whatever lies on the machine.";

  private static final Set<ImageKey> PAUSES =
      EnumSet.of(ImageKey.PAUSE, ImageKey.BUILTIN_PAUSE, ImageKey.WINDOWS_PAUSE);

  private final Upgrade upgrade;
  private final Needs needs;
  private final Map<List<Object>, Presence> looked = new HashMap<>();

  private Simulation(Upgrade upgrade) {
    this.upgrade = upgrade;
    this.needs = new Needs(upgrade);
  }

  static List<StepOutcome> of(Upgrade upgrade) {
    var simulation = new Simulation(upgrade);
    var outcomes = new ArrayList<StepOutcome>();
    for (Step step : Steps.of(upgrade)) {
      simulation.needs.enter(step);
      outcomes.add(
          new StepOutcome(
              step,
              step.members().stream()
                  .filter(member -> member.nodes().hasKubelet())
                  .map(member -> simulation.outcome(member, step))
                  .toList()));
    }
    return List.copyOf(outcomes);
  }

  private NodeOutcome outcome(Member member, Step step) {
    List<Need> asked = needs.of(member, step);
    var shortfalls = new ArrayList<Shortfall>();
    var doubts = new ArrayList<NodeOutcome.Doubt>();
    for (Need need : asked) {
      look(member, need, shortfalls, doubts);
    }
    shortfalls.sort(Comparator.comparingInt(each -> Consequence.rank(each.need().key())));
    return new NodeOutcome(member, asked, shortfalls, doubts);
  }

  private void look(
      Member member, Need need, List<Shortfall> shortfalls, List<NodeOutcome.Doubt> doubts) {
    Optional<ImageReference> image = reference(need.image());
    if (image.isEmpty()) {
      shortfalls.add(new Shortfall(member, need, Failure.INVALID_NAME, List.of(), false));
      return;
    }
    String policy = need.component().pullPolicy();
    Optional<String> nowhere = nowhere(member.nodes(), need, image.get());
    if (nowhere.isPresent()) {
      shortfalls.add(new Shortfall(member, need, failure(need), List.of(nowhere.get()), true));
      return;
    }
    Presence own =
        policy.equals("Always")
            ? new Presence.Absent(List.of(ALWAYS))
            : presence(member.nodes(), image.get());
    switch (policy.equals("Never") ? own : supplied(member.nodes(), image.get(), own)) {
      case Presence.Present _ -> {}
      case Presence.Unknown(var reason, var supply) ->
          doubts.add(new NodeOutcome.Doubt(need, reason, supply));
      case Presence.Absent(var faults) ->
          shortfalls.add(new Shortfall(member, need, failure(need), faults, false));
    }
  }

  /** What can be had of an image where it may be pulled. */
  private Presence supplied(NodeGroup nodes, ImageReference image, Presence own) {
    if (own instanceof Presence.Present) {
      return own;
    }
    return switch (upgrade.supply()) {
      case Supply.None _ -> own;
      case Supply.Unseen _ ->
          own instanceof Presence.Absent(var faults) ? pulled(image, faults) : own;
      case Supply.Mirror(var name, var content) -> mirrored(nodes, image, name, content, own);
    };
  }

  private static Presence mirrored(
      NodeGroup nodes,
      ImageReference image,
      String name,
      MachineBundle.Content content,
      Presence own) {
    for (Platform platform : nodes.platforms()) {
      switch (content.of(image, platform)) {
        case Presence.Present _ -> {}
        case Presence.Unknown unknown -> {
          return unknown;
        }
        case Presence.Absent(var faults) -> {
          return own instanceof Presence.Absent ? new Presence.Absent(without(name, faults)) : own;
        }
      }
    }
    return new Presence.Present(name);
  }

  private static List<String> without(String name, List<String> faults) {
    return faults.isEmpty() ? List.of("%s does not hold it either.".formatted(name)) : faults;
  }

  /** Why no machine of a platform can have an image, unless a bundle that was read shows one. */
  private static Optional<String> nowhere(NodeGroup nodes, Need need, ImageReference image) {
    return nodes.platforms().stream()
        .filter(platform -> !nodes.isReadToHold(image, platform))
        .flatMap(platform -> Unpublished.reason(need, platform).stream())
        .findFirst();
  }

  private static Presence pulled(ImageReference image, List<String> faults) {
    return faults.contains(ALWAYS)
        ? new Presence.Unknown(
            "%s It is %s, which nobody looked at.".formatted(ALWAYS, image.registry()),
            "Look whether it is there (--mirror), or set the pull policy to IfNotPresent.")
        : new Presence.Unknown(
            "It lies in no bundle there and has to be pulled from %s, which nobody looked at."
                .formatted(image.registry()),
            "Look whether it is there (--mirror), or put a bundle with it onto the machine.");
  }

  private Presence presence(NodeGroup nodes, ImageReference image) {
    if (!nodes.isStated() && nodes.assumed().isEmpty()) {
      return new Presence.Unknown(
          "Nobody says which bundles lie on %s.".formatted(nodes.name()),
          "Name them with --bundle %s=FILE.".formatted(nodes.example()));
    }
    return looked.computeIfAbsent(List.of(nodes.name(), image.canonical()), _ -> nodes.of(image));
  }

  private static Optional<ImageReference> reference(String text) {
    return switch (ImageReference.read(text)) {
      case ImageReference.Reading.Valid(var reference) -> Optional.of(reference);
      case ImageReference.Reading.Invalid _ -> Optional.empty();
    };
  }

  private static Failure failure(Need need) {
    if (PAUSES.contains(need.key())) {
      return Failure.NO_SANDBOX;
    }
    return need.component().pullPolicy().equals("Never")
        ? Failure.NEVER_PULL
        : Failure.PULL_BACK_OFF;
  }
}
