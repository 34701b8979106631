package dev.bulkhead.airgap.k0s;

import dev.bulkhead.airgap.k0s.ClusterConfig.Form;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Something in a configuration that has another shape than every release wants.
 *
 * @param path what it concerns: {@code spec.images}
 * @param cause a clause that says what is wrong
 * @param remedy what to do, beginning with a verb
 */
record Misshape(String path, Location at, String cause, String remedy) {
  private static final Set<String> PROVIDERS = Set.of("kuberouter", "calico", "custom");
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
  private static final List<String> FLAGS =
      List.of(
          "network.nodeLocalLoadBalancing.enabled",
          "network.kubeProxy.disabled",
          "network.dualStack.enabled",
          "telemetry.enabled");

  /** What no release takes. */
  static List<Misshape> of(ClusterConfig config) {
    var found = new ArrayList<Misshape>();
    for (ImageKey key : ImageKey.values()) {
      if (key.isConfigurable() && key.isInImages()) {
        emptyPart(config, key).ifPresent(found::add);
      }
    }
    if (config.form() != Form.OBJECT) {
      MAPPINGS.forEach(path -> notMapping(config, path).ifPresent(found::add));
      for (ImageKey key : ImageKey.values()) {
        if (key.isConfigurable()) {
          notMapping(config, key.path().substring("spec.".length())).ifPresent(found::add);
        }
      }
      FLAGS.forEach(path -> quoted(config, path).ifPresent(found::add));
      provider(config).ifPresent(found::add);
      found.addAll(strangers(config));
    }
    return found;
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

  /** Releases up to 1.30 ask for "coredns:"; later ones look, and refuse. */
  private static Optional<Misshape> emptyPart(ClusterConfig config, ImageKey key) {
    String path = key.path().substring("spec.".length());
    for (String part : List.of("image", "version")) {
      Optional<Node.Scalar> empty =
          config
              .spec()
              .scalar((path + "." + part).split("\\.", -1))
              .filter(value -> value.type() == Node.Scalar.Type.STRING && value.text().isEmpty());
      if (empty.isPresent()) {
        return Optional.of(
            new Misshape(
                key.path(),
                empty.get().at(),
                "the %s of %s is an empty text, which k0s does not replace by its own, and with it"
                        .formatted(part, key)
                    + " it is no image that can be pulled",
                "Remove the line, or %s as a whole.".formatted(key)));
      }
    }
    return Optional.empty();
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
    return found;
  }

  private static Misshape stranger(String path, Location at) {
    return new Misshape(
        path, at, "a file with the unknown key %s is refused".formatted(path), "Remove it.");
  }
}
