package dev.bulkhead.admission;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Everything that the API server calls out to while it serves requests.
 *
 * @param hooks in the order in which they are called: mutating ones first, configurations by name,
 *     then by their place
 */
public record Callbacks(
    List<Hook> hooks, List<Conversion> conversions, List<AggregatedApi> aggregated) {
  private static final String REGISTRATION = "admissionregistration.k8s.io";

  /** Read what controllers write while they run; the list grows by one entry per add-on. */
  private static final List<RuntimeHooks> AT_RUN_TIME = List.of(new CapsuleHooks());

  public Callbacks {
    hooks =
        hooks.stream()
            .sorted(
                Comparator.comparing(Hook::type)
                    .thenComparing(Hook::configuration)
                    .thenComparingInt(Hook::position))
            .toList();
    conversions = List.copyOf(conversions);
    aggregated = List.copyOf(aggregated);
  }

  /** Those of a cluster. */
  public static Callbacks of(Inventory inventory) {
    var hooks = new ArrayList<Hook>();
    for (Hook.Type type : Hook.Type.values()) {
      for (KubernetesObject object : inventory.ofKind(type.kind())) {
        if (object.key().group().equals(REGISTRATION)) {
          hooks.addAll(HookReader.read(type, object));
        }
      }
    }
    for (RuntimeHooks reader : AT_RUN_TIME) {
      hooks.addAll(reader.of(inventory));
    }
    return new Callbacks(
        hooks,
        inventory.ofKind("CustomResourceDefinition").stream()
            .flatMap(crd -> Conversion.of(crd).stream())
            .toList(),
        inventory.ofKind("APIService").stream()
            .flatMap(object -> AggregatedApi.of(object).stream())
            .toList());
  }

  /** The same with other hooks. */
  public Callbacks withHooks(List<Hook> others) {
    return new Callbacks(others, conversions, aggregated);
  }
}
