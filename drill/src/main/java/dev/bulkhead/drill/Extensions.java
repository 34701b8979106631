package dev.bulkhead.drill;

import dev.bulkhead.admission.AggregatedApi;
import dev.bulkhead.admission.Callbacks;
import dev.bulkhead.admission.Conversion;
import dev.bulkhead.admission.Destination;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the API server serves with the help of others: custom resources that a webhook converts, and
 * aggregated APIs. Neither has a failure policy, and reads fail, too, while nobody helps.
 */
final class Extensions {
  private static final long LOOK = 1_000;

  /** What horizontal pod autoscalers read. */
  private static final Set<String> METRICS =
      Set.of("metrics.k8s.io", "custom.metrics.k8s.io", "external.metrics.k8s.io");

  private final World world;
  private final Callbacks callbacks;
  private final Map<Object, Boolean> served = new HashMap<>();

  /**
   * The extensions of a cluster.
   *
   * @param callbacks of which the hooks are not looked at
   */
  Extensions(World world, Callbacks callbacks) {
    this.world = world;
    this.callbacks = callbacks;
  }

  /**
   * Something that cannot be had.
   *
   * @param text a clause: {@code widgets.example cannot be listed in v1}
   */
  record Gap(String text, Front front) {}

  void begin() {
    look();
  }

  private void look() {
    world.agenda.after(LOOK, this::look);
    for (Conversion conversion : callbacks.conversions()) {
      if (!converted(conversion).isEmpty()) {
        tell(
            conversion,
            conversion.destination(),
            "requests for %s in %s".formatted(conversion, Words.list(converted(conversion), 3)),
            "fail, reads too, for a conversion has no failure policy",
            "are answered again");
      }
    }
    for (AggregatedApi api : callbacks.aggregated()) {
      tell(
          api,
          api.destination(),
          api.toString(),
          METRICS.contains(api.group())
              ? "is not available, so no namespace can be deleted, and autoscalers stand still"
              : "is not available, so no namespace can be deleted",
          "is available again");
    }
  }

  private void tell(
      Object extension, Destination destination, String subject, String worse, String better) {
    boolean isServed = awayFrom(destination) == null;
    boolean was = served.getOrDefault(extension, true);
    served.put(extension, isServed);
    if (was != isServed) {
      world.chronicle.tell(
          Lane.WORKLOADS, isServed ? Mark.BETTER : Mark.WORSE, subject, isServed ? better : worse);
    }
  }

  /** The versions in which nobody can ask without the conversion. */
  private static List<String> converted(Conversion conversion) {
    return conversion.isNeeded()
        ? conversion.served().stream().filter(conversion::converts).toList()
        : List.of();
  }

  /** What the namespace controller cannot list or delete now, in the versions it asks for. */
  List<Gap> ofNamespaces() {
    var gaps = new ArrayList<Gap>();
    for (Conversion conversion : callbacks.conversions()) {
      if (conversion.isNamespaced()) {
        addGap(conversion, gaps);
      }
    }
    for (AggregatedApi api : callbacks.aggregated()) {
      Front away = awayFrom(api.destination());
      if (away != null) {
        gaps.add(new Gap("%s is not available".formatted(api), away));
      }
    }
    return gaps;
  }

  /** What the garbage collector cannot list now; what nobody serves it leaves alone. */
  List<Gap> ofCollector() {
    var gaps = new ArrayList<Gap>();
    callbacks.conversions().forEach(conversion -> addGap(conversion, gaps));
    return gaps;
  }

  private void addGap(Conversion conversion, List<Gap> gaps) {
    Front away = awayFrom(conversion.destination());
    if (away != null && conversion.isNeeded() && conversion.converts(conversion.preferred())) {
      gaps.add(
          new Gap("%s cannot be listed in %s".formatted(conversion, conversion.preferred()), away));
    }
  }

  private @Nullable Front awayFrom(Destination destination) {
    Front front = world.fronts.get(destination);
    return front == null || front.answers(world.agenda.now()) ? null : front;
  }
}
