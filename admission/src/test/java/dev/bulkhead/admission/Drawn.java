package dev.bulkhead.admission;

import dev.bulkhead.model.Location;
import dev.bulkhead.testkit.Gen;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A random hook and a random request, of the few words that make them meet often. */
record Drawn(Hook hook, AdmissionRequest request) {
  static final List<String> PATHS =
      List.of(
          "pods",
          "pods/status",
          "nodes",
          "nodes/status",
          "namespaces",
          "namespaces/finalize",
          "deployments",
          "deployments/scale",
          "events");

  private static final Hook PLAIN = Given.hook("name: it");
  private static final Location HERE = Location.somewhereIn("here");

  private static <T> Gen<List<T>> some(Gen<T> values) {
    return values.flatMap(
        first ->
            values
                .listOfUpTo(2)
                .map(rest -> Stream.concat(Stream.of(first), rest.stream()).toList()));
  }

  private static Gen<String> word(String... words) {
    return Gen.of(words);
  }

  private static final Gen<Rule> RULES =
      some(word("CREATE", "UPDATE", "DELETE", "*"))
          .flatMap(
              operations ->
                  some(word("", "apps", "*", "events.k8s.io"))
                      .flatMap(
                          groups ->
                              some(word("v1", "v1beta1", "*"))
                                  .flatMap(
                                      versions ->
                                          some(word(
                                                  "pods",
                                                  "pods/*",
                                                  "nodes",
                                                  "*",
                                                  "*/*",
                                                  "*/status",
                                                  "namespaces",
                                                  "events",
                                                  "deployments/scale",
                                                  "namespaces/finalize"))
                                              .flatMap(
                                                  resources ->
                                                      Gen.of(Rule.Scope.values())
                                                          .map(
                                                              scope ->
                                                                  new Rule(
                                                                      operations,
                                                                      groups,
                                                                      versions,
                                                                      resources,
                                                                      scope,
                                                                      HERE))))));

  private static final Gen<Selector.Requirement> REQUIREMENTS =
      word("a", "b")
          .flatMap(
              key ->
                  Gen.of(Selector.Operator.values())
                      .flatMap(
                          operator ->
                              some(word("1", "2"))
                                  .map(
                                      values ->
                                          new Selector.Requirement(
                                              key,
                                              operator,
                                              operator.takesValues()
                                                  ? new HashSet<>(values)
                                                  : Set.of(),
                                              HERE))));

  private static final Gen<Selector> SELECTORS =
      REQUIREMENTS.listOfUpTo(3).map(requirements -> new Selector(requirements, ""));

  private static final Gen<Labels> LABELS =
      word("-", "1", "2", "3")
          .flatMap(
              a ->
                  word("-", "1", "2")
                      .flatMap(b -> Gen.bool().map(complete -> labels(a, b, complete))));

  private static Labels labels(String a, String b, boolean complete) {
    var shown = new HashMap<>(Map.of("a", a, "b", b));
    shown.values().removeIf("-"::equals);
    return new Labels("it", shown, complete);
  }

  private static final Gen<Content> CONTENTS =
      Gen.oneOf(
          LABELS.map(Content.Labelled::new),
          Gen.always(new Content.None()),
          Gen.always(new Content.Bare()));

  private static final Gen<Resource> RESOURCES =
      Gen.of(PATHS.toArray(String[]::new))
          .flatMap(path -> word("v1", "v1beta1").map(version -> resource(path, version)));

  private static Resource resource(String path, String version) {
    if (path.startsWith("n")) {
      String kind = path.startsWith("nodes") ? "Node" : "Namespace";
      return Resource.ofCluster("", version, path, kind);
    }
    return switch (path) {
      case "events" -> Resource.inNamespaces("events.k8s.io", "v1", path, "Event");
      case "pods", "pods/status" -> Resource.inNamespaces("", version, path, "Pod");
      default -> Resource.inNamespaces("apps", "v1", path, "Deployment");
    };
  }

  private static final Gen<AdmissionRequest> REQUESTS =
      RESOURCES.flatMap(
          resource ->
              Gen.of(Operation.values())
                  .flatMap(
                      operation ->
                          LABELS.flatMap(
                              namespace ->
                                  CONTENTS.flatMap(
                                      object ->
                                          CONTENTS.map(
                                              old ->
                                                  new AdmissionRequest(
                                                      operation,
                                                      resource,
                                                      "shop",
                                                      "it",
                                                      namespace,
                                                      object,
                                                      old,
                                                      User.node("n")))))));

  static final Gen<Drawn> ANY =
      some(RULES)
          .flatMap(
              rules ->
                  SELECTORS.flatMap(
                      namespaces ->
                          SELECTORS.flatMap(
                              objects ->
                                  Gen.of(Hook.MatchPolicy.values())
                                      .flatMap(
                                          policy ->
                                              REQUESTS.map(
                                                  request ->
                                                      new Drawn(
                                                          hook(rules, namespaces, objects, policy),
                                                          request))))));

  private static Hook hook(
      List<Rule> rules, Selector namespaces, Selector objects, Hook.MatchPolicy policy) {
    return new Hook(
        PLAIN.type(),
        PLAIN.configuration(),
        PLAIN.position(),
        PLAIN.declared(),
        PLAIN.atRunTime(),
        PLAIN.node(),
        PLAIN.name(),
        rules,
        namespaces,
        objects,
        Conditions.NONE,
        policy,
        PLAIN.failurePolicy(),
        PLAIN.timeoutSeconds(),
        PLAIN.reinvoked(),
        PLAIN.destination());
  }
}
