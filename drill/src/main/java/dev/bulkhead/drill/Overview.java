package dev.bulkhead.drill;

import dev.bulkhead.admission.AggregatedApi;
import dev.bulkhead.admission.Backend;
import dev.bulkhead.admission.Conversion;
import dev.bulkhead.admission.Destination;
import dev.bulkhead.admission.Hook;
import java.util.ArrayList;
import java.util.List;

/** What there is to drill, in sentences. */
final class Overview {
  private Overview() {}

  /** Who answers what, a line for each backend. */
  static List<String> of(Scene scene) {
    var lines = new ArrayList<String>();
    for (var entry : scene.backends().entrySet()) {
      lines.add("%s: %s".formatted(what(scene, entry.getKey()), who(scene, entry.getValue())));
    }
    lines.sort(String::compareTo);
    if (!lines.isEmpty()) {
      lines.addAll(assumed(scene));
    }
    return lines;
  }

  /** What stands for whatever hooks select. */
  private static List<String> assumed(Scene scene) {
    var lines = new ArrayList<String>();
    for (Space space : scene.spaces()) {
      if (!space.assumed().isEmpty()) {
        lines.add("namespace %s stands for such: %s".formatted(space, space.assumed()));
      }
    }
    for (Scene.Work work : scene.works()) {
      if (work.owner().isEmpty() && work.name().startsWith(Cast.SELECTED)) {
        lines.add(
            "pods of %s/%s stand for those with the labels %s, which hooks select"
                .formatted(work.space(), work.name(), labels(work)));
      }
    }
    return lines;
  }

  private static String labels(Scene.Work work) {
    return String.join(
        ", ",
        work.shape().labels().shown().entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .sorted()
            .toList());
  }

  private static String what(Scene scene, Destination destination) {
    var parts = new ArrayList<String>();
    List<Hook> hooks =
        scene.callbacks().hooks().stream()
            .filter(hook -> hook.destination().equals(destination))
            .toList();
    if (!hooks.isEmpty()) {
      long failing = hooks.stream().filter(Hook::fails).count();
      String written = hooks.stream().anyMatch(Hook::atRunTime) ? ", written at run time" : "";
      parts.add("%s (%d Fail%s)".formatted(Words.count(hooks.size(), "webhook"), failing, written));
    }
    int conversions =
        (int)
            scene.callbacks().conversions().stream()
                .filter(Conversion::isNeeded)
                .filter(one -> one.destination().equals(destination))
                .count();
    if (conversions > 0) {
      parts.add("conversion of " + Words.count(conversions, "resource"));
    }
    List<String> apis =
        scene.callbacks().aggregated().stream()
            .filter(api -> api.destination().equals(destination))
            .map(AggregatedApi::toString)
            .toList();
    if (!apis.isEmpty()) {
      parts.add("API " + Words.list(apis, 3));
    }
    return String.join(", ", parts);
  }

  private static String who(Scene scene, Backend backend) {
    return switch (backend) {
      case Backend.Pods pods ->
          Words.list(
              pods.pods().stream()
                  .map(pod -> pod.owner())
                  .distinct()
                  .map(
                      owner ->
                          scene.works().stream()
                              .filter(work -> work.owner().filter(owner::equals).isPresent())
                              .findFirst()
                              .map(Overview::running)
                              .orElse(owner.key().toString()))
                  .toList(),
              3);
      case Backend.Unselected(var destination, _) ->
          "%s, which selects no pod that the sources show".formatted(destination);
      case Backend.ServiceMissing(var destination) ->
          "%s, which the sources do not hold".formatted(destination);
      case Backend.Elsewhere(_, var why) -> "not among the sources: " + why;
    };
  }

  private static String running(Scene.Work work) {
    String kind = work.owner().orElseThrow().key().kind();
    return work.kind() == Workload.Kind.DAEMON_SET
        ? "%s %s/%s, on each node".formatted(kind, work.space(), work.name())
        : "%s %s/%s, %s"
            .formatted(kind, work.space(), work.name(), Words.count(work.replicas(), "pod"));
  }

  /** What of the targets is not there, a sentence each. */
  static List<String> unknown(Scene scene, Topology topology, List<Target> targets) {
    return targets.stream()
        .filter(target -> !isThere(scene, topology, target))
        .map(target -> "There is no %s in what the sources show.".formatted(target))
        .toList();
  }

  private static boolean isThere(Scene scene, Topology topology, Target target) {
    return switch (target) {
      case Target.Webhook(var name) ->
          scene.callbacks().hooks().stream()
              .anyMatch(hook -> hook.name().equals(name) || hook.configuration().equals(name));
      case Target.ClusterAddress(var namespace, var name) ->
          scene.backends().keySet().stream()
              .anyMatch(
                  one ->
                      one instanceof Destination.ServiceName named
                          && named.name().equals(name)
                          && named.namespace().equals(namespace));
      case Target.Pods pods ->
          scene.works().stream()
              .anyMatch(
                  work ->
                      work.name().equals(pods.name())
                          && work.space().name().equals(pods.namespace()));
      case Target.NodeOf(var pods) -> isThere(scene, topology, pods);
      case Target.Node(var name) -> topology.pools().stream().anyMatch(pool -> pool.hasNode(name));
      case Target.Zone(var name) ->
          topology.pools().stream().anyMatch(pool -> pool.hasNodeIn(name));
      case Target.Slow(var backend, _) -> isThere(scene, topology, backend);
      case Target.Expired(var backend) -> isThere(scene, topology, backend);
      case Target.AllNodes _, Target.ApiServer _ -> true;
    };
  }
}
