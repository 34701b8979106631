package dev.bulkhead.drill;

import dev.bulkhead.admission.AggregatedApi;
import dev.bulkhead.admission.Backend;
import dev.bulkhead.admission.Backends;
import dev.bulkhead.admission.Callbacks;
import dev.bulkhead.admission.Conversion;
import dev.bulkhead.admission.Destination;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Provider;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The cluster before anything goes wrong: its namespaces, what runs in them, and who answers what
 * the API server calls out to.
 *
 * @param spaces namespaces; some are there in every cluster, some the sources show, and for each
 *     selector that opts namespaces in there is one that it selects
 * @param works what runs
 * @param backends who answers, by where calls go to
 */
record Scene(
    Inventory inventory,
    Callbacks callbacks,
    List<Space> spaces,
    List<Work> works,
    Map<Destination, Backend> backends) {
  private static final List<String> EVERYWHERE =
      List.of(Space.SYSTEM, Space.NODE_LEASE, "kube-public", "default");

  /** The namespace of ordinary workloads. */
  static final String ORDINARY = "apps";

  Scene {
    spaces = List.copyOf(spaces);
    works = List.copyOf(works);
    backends = Map.copyOf(backends);
  }

  /**
   * Something that runs.
   *
   * @param owner the object that the sources show; nothing for what every cluster has
   * @param share whether the number of its pods follows the size of the cluster
   */
  record Work(
      Optional<KubernetesObject> owner,
      Workload.Kind kind,
      Space space,
      String name,
      int replicas,
      boolean share,
      Shape shape) {

    /** Whether both are the same to a reader: of one name, or with the same labels. */
    boolean isLike(Work other) {
      var labels = shape.labels().shown().entrySet();
      return space.equals(other.space)
          && (name.equals(other.name)
              || other.shape.labels().shown().entrySet().containsAll(labels));
    }
  }

  /** The scene of what the sources show. */
  static Scene of(Inventory inventory, Callbacks callbacks, Provider provider) {
    var destinations = new LinkedHashSet<Destination>();
    callbacks.hooks().forEach(hook -> destinations.add(hook.destination()));
    callbacks.conversions().stream()
        .filter(Conversion::isNeeded)
        .forEach(conversion -> destinations.add(conversion.destination()));
    callbacks.aggregated().stream().map(AggregatedApi::destination).forEach(destinations::add);
    var backends = new LinkedHashMap<Destination, Backend>();
    var finder = new Backends(inventory);
    destinations.forEach(destination -> backends.put(destination, finder.of(destination)));
    List<Space> spaces = spaces(inventory, callbacks, destinations, provider);
    return new Scene(
        inventory,
        callbacks,
        spaces,
        new Cast(inventory, callbacks.hooks(), spaces, home(destinations)).works(),
        backends);
  }

  /** The namespace of objects that state none. */
  private static String home(Set<Destination> destinations) {
    return destinations.stream()
        .flatMap(
            destination ->
                destination instanceof Destination.ServiceName named
                    ? Stream.of(named.namespace())
                    : Stream.empty())
        .filter(namespace -> !namespace.isEmpty())
        .findFirst()
        .orElse("default");
  }

  private static List<Space> spaces(
      Inventory inventory, Callbacks callbacks, Set<Destination> destinations, Provider provider) {
    var names = new LinkedHashSet<>(EVERYWHERE);
    destinations.forEach(
        destination -> {
          if (destination instanceof Destination.ServiceName named
              && !named.namespace().isEmpty()) {
            names.add(named.namespace());
          }
        });
    for (KubernetesObject object : inventory.objects()) {
      if (!object.key().namespace().isEmpty()) {
        names.add(object.key().namespace());
      }
    }
    var spaces = new ArrayList<Space>();
    for (String name : names) {
      spaces.add(new Space(spaces.size(), name, labels(inventory, name, provider), ""));
    }
    for (String name : List.of(ORDINARY, Incidents.DEPARTING)) {
      Labels labels = Labels.all("namespace " + name, Map.of(Space.NAME_LABEL, name));
      spaces.add(new Space(spaces.size(), name, labels, ""));
    }
    addSelected(callbacks.hooks(), spaces);
    return spaces;
  }

  private static Labels labels(Inventory inventory, String name, Provider provider) {
    var labels = new LinkedHashMap<>(provider.labels(name));
    Optional<KubernetesObject> shown =
        inventory.ofKind("Namespace").stream()
            .filter(object -> object.key().name().equals(name))
            .findFirst();
    shown.ifPresent(object -> labels.putAll(object.labels()));
    labels.put(Space.NAME_LABEL, name);
    return new Labels("namespace " + name, labels, shown.isPresent());
  }

  /** For each selector that selects none of the namespaces so far, one that it does select. */
  private static void addSelected(List<Hook> hooks, List<Space> spaces) {
    int number = 0;
    for (Hook hook : hooks) {
      var selector = hook.namespaceSelector();
      boolean isMet = spaces.stream().anyMatch(space -> !selector.selects(space.labels()).isNo());
      if (isMet) {
        continue;
      }
      number++;
      String name = number == 1 ? "tenant" : "tenant-" + number;
      Optional<Map<String, String>> labels = Optin.ofNamespace(selector, name);
      String given = labels.map(all -> all.getOrDefault(Space.NAME_LABEL, name)).orElse(name);
      if (labels.isPresent() && spaces.stream().noneMatch(space -> space.name().equals(given))) {
        spaces.add(
            new Space(
                spaces.size(),
                given,
                Labels.all("namespace " + given, labels.get()),
                "hooks select namespaces with " + selector));
      }
    }
  }
}
