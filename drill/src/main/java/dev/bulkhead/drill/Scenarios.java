package dev.bulkhead.drill;

import dev.bulkhead.admission.Backend;
import dev.bulkhead.admission.Destination;
import dev.bulkhead.model.ObjectKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which outages are simulated where none is named, or for those that are. */
final class Scenarios {
  private static final List<Target> EVERYTHING = List.of(new Target.AllNodes());

  private Scenarios() {}

  /**
   * Each backend down in steady state, with a worker replaced, with a restart of the control plane,
   * and by the loss of its node; then a cold start of all nodes.
   */
  static List<Scenario> usual(Scene scene) {
    var scenarios = new ArrayList<Scenario>();
    Map<Target, String> targets = backends(scene);
    targets.forEach(
        (target, name) -> {
          scenarios.addAll(held(List.of(target), name));
          Scenario lost = nodeLost(scene, target);
          if (lost != null) {
            scenarios.add(lost);
          }
        });
    if (!targets.isEmpty()) {
      scenarios.add(new Scenario("cold start of all nodes", EVERYTHING, Event.NONE, false));
    }
    return scenarios;
  }

  /** Those for targets that somebody named, all down at once. */
  static List<Scenario> of(List<Target> targets) {
    String name = String.join(" and ", targets.stream().map(Target::toString).toList());
    boolean isOfBackends =
        targets.stream()
            .allMatch(
                target ->
                    switch (target) {
                      case Target.Webhook _,
                          Target.ClusterAddress _,
                          Target.Pods _,
                          Target.Slow _,
                          Target.Expired _ ->
                          true;
                      case Target.Node _,
                          Target.NodeOf _,
                          Target.Zone _,
                          Target.AllNodes _,
                          Target.ApiServer _ ->
                          false;
                    });
    return isOfBackends
        ? held(targets, name)
        : List.of(new Scenario(name, targets, Event.NONE, true));
  }

  private static List<Scenario> held(List<Target> targets, String name) {
    var scenarios = new ArrayList<Scenario>();
    for (Event event : Event.values()) {
      scenarios.add(new Scenario(name + " down, " + event, targets, event, true));
    }
    return scenarios;
  }

  /** The backends, one target for those that share their pods. */
  private static Map<Target, String> backends(Scene scene) {
    var targets = new LinkedHashMap<Target, String>();
    for (var entry : scene.backends().entrySet()) {
      Target target = target(scene, entry.getKey(), entry.getValue());
      if (target != null) {
        targets.putIfAbsent(target, target.toString());
      }
    }
    return targets;
  }

  private static @Nullable Target target(Scene scene, Destination destination, Backend backend) {
    if (backend instanceof Backend.Pods pods) {
      ObjectKey owner = pods.pods().getFirst().owner().key();
      return new Target.Pods(owner.kind().toLowerCase(Locale.ROOT), pods.namespace(), owner.name());
    }
    return switch (destination) {
      case Destination.ServiceName(var namespace, var name, _) ->
          new Target.ClusterAddress(namespace, name);
      case Destination.Url _, Destination.Unstated _ ->
          scene.callbacks().hooks().stream()
              .filter(hook -> hook.destination().equals(destination))
              .findFirst()
              .map(hook -> (Target) new Target.Webhook(hook.name()))
              .orElse(null);
    };
  }

  /** Where a scenario takes down what the sources do not show. */
  static List<String> elsewhere(Scene scene, Scenario scenario) {
    return scene.backends().entrySet().stream()
        .filter(entry -> !(entry.getValue() instanceof Backend.Pods))
        .map(Map.Entry::getKey)
        .filter(
            destination ->
                scenario.targets().stream().anyMatch(one -> hits(scene, one, destination)))
        .map(Destination::toString)
        .toList();
  }

  private static boolean hits(Scene scene, Target target, Destination destination) {
    return switch (target) {
      case Target.ClusterAddress(var namespace, var name) ->
          destination instanceof Destination.ServiceName named
              && named.namespace().equals(namespace)
              && named.name().equals(name);
      case Target.Webhook(var name) ->
          scene.callbacks().hooks().stream()
              .filter(hook -> hook.destination().equals(destination))
              .anyMatch(hook -> hook.name().equals(name) || hook.configuration().equals(name));
      case Target.Slow _, Target.Expired _ -> false;
      case Target.Pods _,
          Target.Node _,
          Target.NodeOf _,
          Target.Zone _,
          Target.AllNodes _,
          Target.ApiServer _ ->
          false;
    };
  }

  /** The node of the backend's first pod is lost. */
  private static @Nullable Scenario nodeLost(Scene scene, Target target) {
    if (!(target instanceof Target.Pods pods)) {
      return null;
    }
    boolean isShown =
        scene.works().stream()
            .anyMatch(
                work ->
                    work.owner().isPresent()
                        && work.name().equals(pods.name())
                        && work.space().name().equals(pods.namespace()));
    return isShown
        ? new Scenario(
            "the node of %s lost".formatted(target),
            List.of(new Target.NodeOf(pods)),
            Event.NONE,
            false)
        : null;
  }
}
