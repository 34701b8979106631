package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the API server accepts as a plan for autopilot: fields, their types, which must be there
 * (k0s v1.34.1+k0s.0, static/_crds/autopilot/autopilot.k0sproject.io_plans.yaml; the same since
 * v1.27).
 */
final class AutopilotSchema {
  private static final Type DOWNLOAD =
      new Fields(Map.of("url", Kind.STRING, "sha256", Kind.STRING), Set.of("url"));
  private static final Type TARGET =
      new Fields(
          Map.of(
              "discovery",
              new Fields(
                  Map.of(
                      "selector",
                      new Fields(Map.of("labels", Kind.STRING, "fields", Kind.STRING), Set.of()),
                      "static",
                      new Fields(Map.of("nodes", new Items(Kind.STRING)), Set.of())),
                  Set.of()),
              "limits",
              new Fields(Map.of("concurrent", Kind.INTEGER), Set.of())),
          Set.of("discovery"));
  private static final Type AIRGAP_UPDATE =
      new Fields(
          Map.of("version", Kind.STRING, "platforms", new Named(DOWNLOAD), "workers", TARGET),
          Set.of("version", "platforms", "workers"));
  private static final Type K0S_UPDATE =
      new Fields(
          Map.of(
              "version",
              Kind.STRING,
              "forceupdate",
              Kind.BOOLEAN,
              "platforms",
              new Named(DOWNLOAD),
              "targets",
              new Fields(Map.of("controllers", TARGET, "workers", TARGET), Set.of())),
          Set.of("version", "platforms", "targets"));
  private static final Type SPEC =
      new Fields(
          Map.of(
              "id",
              Kind.STRING,
              "timestamp",
              Kind.STRING,
              "commands",
              new Items(
                  new Fields(
                      Map.of("airgapupdate", AIRGAP_UPDATE, "k0supdate", K0S_UPDATE), Set.of()))),
          Set.of("id", "timestamp", "commands"));

  private AutopilotSchema() {}

  /** The type of a value. */
  private sealed interface Type {}

  /** A single value. */
  private enum Kind implements Type {
    STRING,
    INTEGER,
    BOOLEAN
  }

  /** A mapping with these fields, and those of them that it must have. */
  private record Fields(Map<String, Type> types, Set<String> required) implements Type {}

  /** A mapping with any names. */
  private record Named(Type values) implements Type {}

  /** A sequence. */
  private record Items(Type each) implements Type {}

  /** What is wrong with a manifest, a full sentence each. */
  static List<String> faults(Node plan) {
    var faults = new ArrayList<String>();
    require(faults, plan, "autopilot.k0sproject.io/v1beta2", "apiVersion");
    require(faults, plan, "Plan", "kind");
    require(faults, plan, AutopilotPlan.NAME, "metadata", "name");
    Optional<Node> spec = plan.find("spec");
    if (spec.isEmpty()) {
      faults.add("There is no spec.");
    } else {
      check("spec", spec.get(), SPEC, faults);
    }
    return faults;
  }

  private static void require(List<String> faults, Node plan, String value, String... path) {
    if (plan.text(path).filter(value::equals).isEmpty()) {
      faults.add("%s is not %s.".formatted(String.join(".", path), value));
    }
  }

  private static void check(String path, Node node, Type type, List<String> faults) {
    switch (type) {
      case Kind kind -> checkScalar(path, node, kind, faults);
      case Items(var each) -> {
        if (node instanceof Node.Sequence(var items, _)) {
          for (int i = 0; i < items.size(); i++) {
            check("%s[%d]".formatted(path, i), items.get(i), each, faults);
          }
        } else {
          faults.add(path + " is no sequence.");
        }
      }
      case Named(var values) ->
          mapping(path, node, faults)
              .ifPresent(
                  mapping ->
                      mapping
                          .fields()
                          .forEach(
                              (name, value) -> check(path + "." + name, value, values, faults)));
      case Fields fields ->
          mapping(path, node, faults)
              .ifPresent(mapping -> checkFields(path, mapping, fields, faults));
    }
  }

  private static void checkFields(
      String path, Node.Mapping mapping, Fields fields, List<String> faults) {
    fields.required().stream()
        .filter(name -> mapping.get(name).isEmpty())
        .sorted()
        .forEach(name -> faults.add("%s has no %s.".formatted(path, name)));
    mapping
        .fields()
        .forEach(
            (name, value) -> {
              Type type = fields.types().get(name);
              if (type == null) {
                faults.add("%s has no field %s.".formatted(path, name));
              } else {
                check(path + "." + name, value, type, faults);
              }
            });
  }

  private static Optional<Node.Mapping> mapping(String path, Node node, List<String> faults) {
    if (node instanceof Node.Mapping mapping) {
      return Optional.of(mapping);
    }
    faults.add(path + " is no mapping.");
    return Optional.empty();
  }

  private static void checkScalar(String path, Node node, Kind kind, List<String> faults) {
    boolean fits =
        node instanceof Node.Scalar scalar
            && scalar.type()
                == switch (kind) {
                  case STRING -> Node.Scalar.Type.STRING;
                  case INTEGER -> Node.Scalar.Type.INTEGER;
                  case BOOLEAN -> Node.Scalar.Type.BOOLEAN;
                };
    if (!fits) {
      faults.add("%s is no %s.".formatted(path, kind.name().toLowerCase(Locale.ROOT)));
    }
  }
}
