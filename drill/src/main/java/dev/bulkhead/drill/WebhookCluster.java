package dev.bulkhead.drill;

import dev.bulkhead.admission.Backend;
import dev.bulkhead.admission.Backends;
import dev.bulkhead.admission.Callbacks;
import dev.bulkhead.admission.Destination;
import dev.bulkhead.admission.Equivalents;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Matching;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesVersion;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the rules for webhooks share: what the API server calls out to, who answers, and for what.
 */
final class WebhookCluster {
  static final String SYSTEM = "kube-system";

  /** Set on each namespace by the API server, so that it is always known. */
  static final String NAME_LABEL = "kubernetes.io/metadata.name";

  private final Inventory inventory;
  private final Callbacks callbacks;
  private final Matching matching;
  private final Map<Destination, Backend> backends = new HashMap<>();
  private final IdentityHashMap<Hook, WebhookReach> reaches = new IdentityHashMap<>();

  WebhookCluster(Inventory inventory, Callbacks callbacks, KubernetesVersion version) {
    this.inventory = inventory;
    this.callbacks = callbacks;
    this.matching = new Matching(version, Equivalents.of(version, inventory));
  }

  Inventory inventory() {
    return inventory;
  }

  Callbacks callbacks() {
    return callbacks;
  }

  List<Hook> hooks() {
    return callbacks.hooks();
  }

  Matching matching() {
    return matching;
  }

  /** Who answers; looked up once. */
  Backend backend(Destination destination) {
    return backends.computeIfAbsent(destination, new Backends(inventory)::of);
  }

  /** What a hook is called for; found out once. */
  WebhookReach reach(Hook hook) {
    return reaches.computeIfAbsent(hook, one -> WebhookReach.of(one, this));
  }

  /** The labels of a namespace: all of them where the sources show it, its name otherwise. */
  Labels namespace(String name) {
    if (name.isEmpty()) {
      return Labels.some("the namespace of its service", Map.of());
    }
    String owner = "namespace " + name;
    return inventory.ofKind("Namespace").stream()
        .filter(object -> object.key().group().isEmpty() && object.key().name().equals(name))
        .findFirst()
        .map(object -> Labels.all(owner, named(name, object.labels())))
        .orElseGet(() -> Labels.some(owner, named(name, Map.of())));
  }

  /** The labels of a namespace that nobody labelled. */
  static Labels plainNamespace() {
    return Labels.all("a namespace without labels", named("team-a", Map.of()));
  }

  private static Map<String, String> named(String name, Map<String, String> labels) {
    var all = new LinkedHashMap<>(labels);
    all.put(NAME_LABEL, name);
    return all;
  }

  /** The namespace of who answers, where a Service of the cluster does. */
  static String namespaceOf(Destination destination) {
    return destination instanceof Destination.ServiceName service ? service.namespace() : "";
  }
}
