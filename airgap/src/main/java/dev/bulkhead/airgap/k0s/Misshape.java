package dev.bulkhead.airgap.k0s;

import dev.bulkhead.airgap.k0s.ClusterConfig.Form;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.Documents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Something in a configuration that has another shape than every release wants.
 *
 * @param path what it concerns: {@code spec.images}
 * @param cause a clause that says what is wrong
 * @param remedy what to do, beginning with a verb
 */
record Misshape(String path, Location at, String cause, String remedy) {
  private static final Set<String> PROVIDERS = Set.of("kuberouter", "calico", "custom");
  private static final Set<String> POLICIES = Set.of("Always", "IfNotPresent", "Never");
  private static final Set<String> ROOT =
      Set.of("apiversion", "kind", "metadata", "spec", "status");
  private static final List<String> MAPPINGS =
      List.of(
          "images",
          "images.calico",
          "images.kuberouter",
          "network",
          "network.kubeProxy",
          "network.nodeLocalLoadBalancing",
          "network.nodeLocalLoadBalancing.envoyProxy");
  private static final List<String> PULL_POLICIES =
      List.of(
          "images.default_pull_policy",
          "network.nodeLocalLoadBalancing.envoyProxy.imagePullPolicy",
          "network.nodeLocalLoadBalancing.traefik.imagePullPolicy");
  private static final List<String> FLAGS =
      List.of(
          "network.nodeLocalLoadBalancing.enabled",
          "network.kubeProxy.disabled",
          "network.dualStack.enabled",
          "telemetry.enabled");

  /** What no release takes. */
  static List<Misshape> of(ClusterConfig config) {
    var found = new ArrayList<Misshape>();
    MAPPINGS.forEach(path -> notMapping(config, path).ifPresent(found::add));
    for (ImageKey key : ImageKey.values()) {
      if (key.isConfigurable()) {
        notMapping(config, key.path().substring("spec.".length())).ifPresent(found::add);
      }
    }
    FLAGS.forEach(path -> quoted(config, path).ifPresent(found::add));
    provider(config).ifPresent(found::add);
    PULL_POLICIES.forEach(path -> pullPolicy(config, path).ifPresent(found::add));
    externalAddress(config).ifPresent(found::add);
    if (config.form() != Form.OBJECT) {
      found.addAll(strangers(config));
    }
    if (config.form() == Form.FILE || config.form() == Form.K0SCTL) {
      config.duplicates().forEach(twice -> found.add(stated(twice, config)));
    }
    return found;
  }

  /** k0s and k0sctl decode strictly; what is asked of the API server lost it on the way there. */
  private static Misshape stated(Documents.Duplicate twice, ClusterConfig config) {
    String path = path(config.document(), "", twice.at()).orElse(twice.field());
    return new Misshape(
        path,
        twice.at(),
        "a file that states %s twice (lines %d and %d) is refused by %s"
            .formatted(
                path,
                twice.before().line(),
                twice.at().line(),
                config.form() == Form.K0SCTL ? "k0sctl" : "k0s"),
        "Leave one of them in it.");
  }

  /** The path of the field whose name stands at a place. */
  private static Optional<String> path(Node node, String above, Location at) {
    if (!(node instanceof Node.Mapping mapping)) {
      return Optional.empty();
    }
    return mapping.fields().entrySet().stream()
        .flatMap(
            field -> {
              String path = above.isEmpty() ? field.getKey() : above + "." + field.getKey();
              return mapping.keyAt(field.getKey()).equals(at)
                  ? Stream.of(path)
                  : path(field.getValue(), path, at).stream();
            })
        .findFirst();
  }

  private static Optional<Node> at(ClusterConfig config, String path) {
    return config.spec().find(path.split("\\.", -1));
  }

  private static Optional<Misshape> notMapping(ClusterConfig config, String path) {
    return at(config, path)
        .filter(node -> !(node instanceof Node.Mapping))
        .map(
            node ->
                new Misshape(
                    "spec." + path,
                    node.at(),
                    "spec.%s is %s where k0s wants a mapping"
                        .formatted(
                            path, node instanceof Node.Sequence ? "a list" : "a single value"),
                    "Write its fields below it, each with its name."));
  }

  private static Optional<Misshape> quoted(ClusterConfig config, String path) {
    return config
        .spec()
        .scalar(path.split("\\.", -1))
        .filter(value -> value.type() == Node.Scalar.Type.STRING)
        .filter(value -> value.text().equals("true") || value.text().equals("false"))
        .map(
            value ->
                new Misshape(
                    "spec." + path,
                    value.at(),
                    "spec.%s is the text \"%s\" where k0s wants a truth value"
                        .formatted(path, value.text()),
                    "Write %s without quotes.".formatted(value.text())));
  }

  private static Optional<Misshape> provider(ClusterConfig config) {
    return config
        .spec()
        .scalar("network", "provider")
        .filter(value -> !PROVIDERS.contains(value.text()))
        .map(
            value ->
                new Misshape(
                    "spec.network.provider",
                    value.at(),
                    "\"%s\" is no network provider".formatted(value.text()),
                    "Write kuberouter, calico or custom, or remove the line."));
  }

  private static Optional<Misshape> pullPolicy(ClusterConfig config, String path) {
    return config
        .spec()
        .scalar(path.split("\\.", -1))
        .filter(value -> !value.text().isEmpty() && !POLICIES.contains(value.text()))
        .map(
            value ->
                new Misshape(
                    "spec." + path,
                    value.at(),
                    "\"%s\" is no pull policy".formatted(value.text()),
                    "Write IfNotPresent, Never or Always, or remove the line."));
  }

  private static Optional<Misshape> externalAddress(ClusterConfig config) {
    return config
        .spec()
        .scalar("api", "externalAddress")
        .filter(value -> !value.text().isEmpty() && config.loadBalancer().enabled())
        .map(
            value ->
                new Misshape(
                    "spec.network.nodeLocalLoadBalancing.enabled",
                    value.at(),
                    "node-local load balancing and spec.api.externalAddress exclude each other",
                    "Remove one of them."));
  }

  /** Keys directly at the root and below {@code spec}, where k0s reads strictly. */
  private static List<Misshape> strangers(ClusterConfig config) {
    var found = new ArrayList<Misshape>();
    if (config.form() == Form.FILE && config.document() instanceof Node.Mapping root) {
      root.fields().keySet().stream()
          .filter(name -> !ROOT.contains(name.toLowerCase(Locale.ROOT)))
          .map(name -> stranger(name, root.keyAt(name)))
          .forEach(found::add);
    }
    ConfigKeys.unknown(config).stream()
        .filter(key -> Arrays.stream(key.path().split("\\.", -1)).count() == 2)
        .filter(key -> key.otherCase().isEmpty())
        .map(key -> stranger(key.path(), key.at()))
        .forEach(found::add);
    found.addAll(intervals(config));
    return found;
  }

  /** A key that k0s is to pass over, and crashes on (pkg/strictyaml, all releases). */
  private static List<Misshape> intervals(ClusterConfig config) {
    return Stream.of(List.of("interval"), List.of("telemetry", "interval"))
        .flatMap(
            path ->
                config
                    .spec()
                    .mapping(path.subList(0, path.size() - 1).toArray(String[]::new))
                    .filter(mapping -> mapping.fields().containsKey("interval"))
                    .map(
                        mapping ->
                            new Misshape(
                                "spec." + String.join(".", path),
                                mapping.keyAt("interval"),
                                "it crashes on a file with the key spec." + String.join(".", path),
                                "Remove it."))
                    .stream())
        .toList();
  }

  private static Misshape stranger(String path, Location at) {
    return new Misshape(
        path, at, "a file with the unknown key %s is refused".formatted(path), "Remove it.");
  }
}
