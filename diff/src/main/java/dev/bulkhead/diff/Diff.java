package dev.bulkhead.diff;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.KubernetesObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what is there before an upgrade with what is there after it. */
public final class Diff {
  private final Side before;
  private final Side after;
  private final List<Pair<KubernetesObject>> objects;

  private Diff(Side before, Side after) {
    this.before = before;
    this.after = after;
    this.objects = Matching.match(before, after);
  }

  /** Brings the objects of both sides together. */
  public static Diff of(Side before, Side after) {
    return new Diff(before, after);
  }

  /** The images that change, old and new: what {@link #differences} wants to know facts of. */
  public Set<ImageReference> images() {
    var images = new LinkedHashSet<ImageReference>();
    objects.stream().flatMap(ImageChanges::toLookUp).forEach(images::add);
    return images;
  }

  /**
   * What changes.
   *
   * @param given the values that the user sets, by their paths as {@code --set} writes them
   */
  public Differences differences(ImageFacts facts, List<String> given) {
    var comparisons = comparisons(facts);
    var changes = new ArrayList<Change>();
    for (Pair<KubernetesObject> object : objects) {
      List<Change> told =
          comparisons.stream().flatMap(comparison -> comparison.changes(object)).toList();
      changes.addAll(told);
      OtherChanges.of(object, told).forEach(changes::add);
    }
    for (int i = 0; i < Math.min(before.charts().size(), after.charts().size()); i++) {
      changes.addAll(ChartChanges.of(before.charts().get(i), after.charts().get(i)));
      changes.addAll(ValueChanges.of(before.charts().get(i), after.charts().get(i), given));
    }
    return new Differences(changes, notes(facts));
  }

  private List<Comparison> comparisons(ImageFacts facts) {
    return List.of(
        new WebhookChanges(),
        new CrdChanges(before.isChart() && after.isChart()),
        new ImmutableFields(),
        Presence.of(before, after),
        new ServiceChanges(),
        new BudgetChanges(),
        new ImageChanges(facts),
        new HookChanges(),
        new RoleChanges(),
        new BindingChanges());
  }

  private static List<String> notes(ImageFacts facts) {
    Map<String, ImageFact.Unknown> unknown = facts.unknown();
    if (unknown.isEmpty()) {
      return List.of();
    }
    ImageFact.Unknown first = unknown.values().iterator().next();
    return List.of(
        unknown.size() == 1
            ? "%s %s".formatted(first.reason(), first.supply())
            : "%d images were compared by their names alone. %s %s"
                .formatted(unknown.size(), first.reason(), first.supply()));
  }
}
