package dev.bulkhead.drill;

import dev.bulkhead.admission.AggregatedApi;
import dev.bulkhead.admission.Callbacks;
import dev.bulkhead.admission.Conversion;
import dev.bulkhead.admission.Destination;
import java.util.ArrayList;
import java.util.List;
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
  private final List<Watched> watched = new ArrayList<>();

  /**
   * The extensions of a cluster.
   *
   * @param callbacks of which the hooks are not looked at
   */
  Extensions(World world, Callbacks callbacks) {
    this.world = world;
    this.callbacks = callbacks;
    callbacks.conversions().forEach(this::watch);
    callbacks.aggregated().forEach(this::watch);
  }

  /** One extension, and what is told when it goes and when it comes back. */
  private static final class Watched {
    private final Destination destination;
    private final String subject;
    private final String worse;
    private final String better;
    private boolean served = true;

    Watched(Destination destination, String subject, String worse, String better) {
      this.destination = destination;
      this.subject = subject;
      this.worse = worse;
      this.better = better;
    }
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
    watched.forEach(this::look);
  }

  private void look(Watched one) {
    boolean isServed = awayFrom(one.destination) == null;
    if (isServed != one.served) {
      one.served = isServed;
      world.chronicle.tell(
          Lane.WORKLOADS,
          isServed ? Mark.BETTER : Mark.WORSE,
          one.subject,
          isServed ? one.better : one.worse);
    }
  }

  private void watch(Conversion conversion) {
    List<String> versions = converted(conversion);
    if (!versions.isEmpty()) {
      watched.add(
          new Watched(
              conversion.destination(),
              "requests for %s in %s".formatted(conversion, Words.list(versions, 3)),
              "fail, reads too, for a conversion has no failure policy",
              "are answered again"));
    }
  }

  private void watch(AggregatedApi api) {
    watched.add(
        new Watched(
            api.destination(),
            api.toString(),
            METRICS.contains(api.group())
                ? "is not available, so no namespace can be deleted, and autoscalers stand still"
                : "is not available, so no namespace can be deleted",
            "is available again"));
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
