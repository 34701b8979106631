package dev.bulkhead.diff;

import dev.bulkhead.model.Hook;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.PodTemplate;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Objects that Helm creates at events of a release: those that appear, go, or run otherwise. */
final class HookChanges implements Comparison {
  private static final String ANNOTATION = "helm.sh/hook";

  /** The events of a hook, those of plain manifests by their annotation. */
  static Hook hookOf(KubernetesObject object) {
    if (object.origin().hook().isHook()) {
      return object.origin().hook();
    }
    String annotation = object.annotations().getOrDefault(ANNOTATION, "");
    var events = new TreeSet<String>();
    Arrays.stream(annotation.split(","))
        .map(String::strip)
        .filter(event -> !event.isEmpty())
        .forEach(events::add);
    return Hook.at(events);
  }

  /** Whether Helm keeps an object apart from those of the release. */
  static boolean isHook(KubernetesObject object) {
    return hookOf(object).isHook();
  }

  @Override
  public Stream<Change> changes(Pair<KubernetesObject> object) {
    var spot = Spot.of(object);
    return switch (object) {
      case Pair.Added<KubernetesObject>(var after) when isHook(after) ->
          Stream.of(spot.change(hurtOfRunning(after), Area.HOOKS, appears(after)));
      case Pair.Removed<KubernetesObject>(var before) when isHook(before) ->
          Stream.of(
              spot.worthKnowing(Area.HOOKS, "The hook at %s goes away.".formatted(hookOf(before))));
      case Pair.Kept<KubernetesObject>(var before, var after)
          when !hookOf(before).equals(hookOf(after)) ->
          Stream.of(moved(spot, before, after));
      case Pair.Added<KubernetesObject> _,
          Pair.Removed<KubernetesObject> _,
          Pair.Kept<KubernetesObject> _ ->
          Stream.empty();
    };
  }

  /** An upgrade waits for what runs at its events, and fails with it. */
  private static Hurt hurtOfRunning(KubernetesObject hook) {
    return runs(hook) && isOfUpgrades(hook) ? Hurt.CAN_HURT : Hurt.WORTH_KNOWING;
  }

  private static boolean runs(KubernetesObject object) {
    return !PodTemplate.of(object).isEmpty();
  }

  private static boolean isOfUpgrades(KubernetesObject hook) {
    return hookOf(hook).events().stream().anyMatch(event -> event.endsWith("-upgrade"));
  }

  private static String appears(KubernetesObject hook) {
    return hurtOfRunning(hook) == Hurt.CAN_HURT
        ? "A hook at %s appears; the upgrade waits for it, and fails if it fails."
            .formatted(hookOf(hook))
        : "A hook at %s appears.".formatted(hookOf(hook));
  }

  private static Change moved(Spot root, KubernetesObject before, KubernetesObject after) {
    var spot = root.in("metadata", "annotations", ANNOTATION).orElse(root);
    if (!isHook(before)) {
      return spot.canHurt(
          Area.HOOKS,
          "It becomes a hook at %s, so it is no part of the release any more: Helm deletes the old one, and what the hook creates stays when the release is removed."
              .formatted(hookOf(after)));
    }
    if (!isHook(after)) {
      return spot.canHurt(
          Area.HOOKS,
          "It was a hook at %s and becomes part of the release: where the hook's object is still there, Helm refuses to take it over."
              .formatted(hookOf(before)));
    }
    boolean isNewToUpgrades = runs(after) && isOfUpgrades(after) && !isOfUpgrades(before);
    return spot.change(
        isNewToUpgrades ? Hurt.CAN_HURT : Hurt.WORTH_KNOWING,
        Area.HOOKS,
        "It runs at %s instead of %s.".formatted(hookOf(after), hookOf(before)));
  }
}
