package dev.bulkhead.admission;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The hooks of Capsule from v0.13 on, whose controller writes them from {@code
 * CapsuleConfiguration.spec.admission} (projectcapsule/capsule, {@code
 * internal/controllers/admission} and {@code pkg/runtime/admission}): those of a type into one
 * configuration, by name, with one client for all.
 */
final class CapsuleHooks implements RuntimeHooks {
  private static final String GROUP = "capsule.clastix.io";
  private static final String CONDITIONS = "matchConditions";

  @Override
  public List<Hook> of(Inventory inventory) {
    return inventory.ofKind("CapsuleConfiguration").stream()
        .filter(object -> object.key().group().equals(GROUP))
        .flatMap(object -> Stream.of(Hook.Type.values()).flatMap(type -> hooks(type, object)))
        .toList();
  }

  private static Stream<Hook> hooks(Hook.Type type, KubernetesObject object) {
    String field =
        switch (type) {
          case MUTATING -> "mutating";
          case VALIDATING -> "validating";
        };
    return object.root().mapping("spec", "admission", field).stream()
        .flatMap(admission -> hooks(type, object, admission).stream());
  }

  private static List<Hook> hooks(Hook.Type type, KubernetesObject object, Node.Mapping admission) {
    String configuration = admission.text("name").orElse(object.key().name());
    List<Node.Mapping> stated =
        admission.items("webhooks").stream()
            .filter(Node.Mapping.class::isInstance)
            .map(Node.Mapping.class::cast)
            .sorted(Comparator.comparing(hook -> hook.text("name").orElse("")))
            .toList();
    var hooks = new ArrayList<Hook>();
    for (Node.Mapping hook : stated) {
      Node.Mapping written = written(hook, admission, object);
      hooks.add(HookReader.read(type, configuration, hooks.size(), object, written, true));
    }
    return hooks;
  }

  /** A hook as the controller writes it, each part where the source says it. */
  private static Node.Mapping written(
      Node.Mapping hook, Node.Mapping admission, KubernetesObject object) {
    var fields = new LinkedHashMap<String, Node>(hook.fields());
    admission.mapping("client").ifPresent(client -> fields.put("clientConfig", at(client, hook)));
    if (hook.items(CONDITIONS).isEmpty()) {
      CapsuleGate.of(hook, object.root()).ifPresent(gate -> fields.put(CONDITIONS, gate));
    }
    return new Node.Mapping(fields, hook.keys(), hook.at());
  }

  /** The client of all hooks, at the path of one. */
  private static Node.Mapping at(Node.Mapping client, Node.Mapping hook) {
    Optional<Node.Mapping> service = client.mapping("service");
    Optional<Node> path = hook.find("path");
    if (service.isEmpty() || path.isEmpty()) {
      return client;
    }
    return with(client, "service", with(service.get(), "path", path.get()));
  }

  private static Node.Mapping with(Node.Mapping mapping, String field, Node value) {
    var fields = new LinkedHashMap<String, Node>(mapping.fields());
    fields.put(field, value);
    return new Node.Mapping(fields, mapping.keys(), mapping.at());
  }
}
