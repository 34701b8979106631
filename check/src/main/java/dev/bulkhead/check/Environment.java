package dev.bulkhead.check;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import dev.bulkhead.registry.ImageConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A container's environment: what the manifest sets, over what the image sets.
 *
 * <p>Only the manifest's part takes part in {@code $(VAR)}; only the whole of it is what the
 * process sees (kubernetes: {@code pkg/kubelet/kubelet_pods.go}, makeEnvironmentVariables).
 */
final class Environment {
  /**
   * What the runtime sets where nobody sets PATH (containerd: {@code pkg/oci/spec.go},
   * defaultUnixEnv).
   */
  static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** The variables that the kubelet makes for each Service, unless told not to. */
  private static final Pattern SERVICE_VARIABLE =
      Pattern.compile(
          "[A-Z_][A-Z0-9_]*_(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?|PORT(?:_[A-Z0-9_]+)?)");

  private final Map<String, Value> pod;
  private final Map<String, String> image;
  private final @Nullable String untold;

  private Environment(Map<String, Value> pod, Map<String, String> image, @Nullable String untold) {
    this.pod = pod;
    this.image = image;
    this.untold = untold;
  }

  /** Reads {@code envFrom} and {@code env} of a container; ConfigMaps are looked up. */
  static Environment of(
      Node.Mapping container, String namespace, Inventory inventory, ImageConfig image) {
    var values = new LinkedHashMap<String, Value>();
    String untold = null;
    for (Node source : container.items("envFrom")) {
      Optional<String> gap = addAll(source, namespace, inventory, values);
      if (gap.isPresent()) {
        untold = gap.get();
      }
    }
    String gap = untold;
    for (Node variable : container.items("env")) {
      String name = variable.text("name").orElse("");
      var soFar = new Environment(values, Map.of(), gap);
      Value value = Expansion.expand(valueOf(variable, namespace, inventory), soFar::reference);
      values.put(name, value);
    }
    return new Environment(values, image.environment(), untold);
  }

  /** Adds what one envFrom entry brings; the answer is what could not be told. */
  private static Optional<String> addAll(
      Node source, String namespace, Inventory inventory, Map<String, Value> values) {
    String prefix = source.text("prefix").orElse("");
    for (String kind : new String[] {"ConfigMap", "Secret"}) {
      String field = kind.equals("ConfigMap") ? "configMapRef" : "secretRef";
      Optional<String> name = source.text(field, "name");
      if (name.isEmpty()) {
        continue;
      }
      Optional<KubernetesObject> object = inventory.find(kind, namespace, name.get());
      if (object.isEmpty()) {
        return Optional.of("it may come from the %s %s".formatted(kind, name.get()));
      }
      var unknown = new Value.Unknown("its value comes from the %s %s".formatted(kind, name.get()));
      for (String data : new String[] {"data", "stringData"}) {
        object
            .get()
            .root()
            .mapping(data)
            .ifPresent(
                entries ->
                    entries
                        .texts()
                        .forEach(
                            (key, text) ->
                                values.put(
                                    prefix + key,
                                    kind.equals("Secret") ? unknown : new Value.Known(text))));
      }
    }
    return Optional.empty();
  }

  private static Value valueOf(Node variable, String namespace, Inventory inventory) {
    Optional<Node> from = variable.find("valueFrom");
    if (from.isEmpty()) {
      return new Value.Known(variable.text("value").orElse(""));
    }
    Optional<String> map = from.get().text("configMapKeyRef", "name");
    if (map.isPresent()) {
      String key = from.get().text("configMapKeyRef", "key").orElse("");
      Optional<String> text =
          inventory
              .find("ConfigMap", namespace, map.get())
              .flatMap(object -> object.root().text("data", key));
      if (text.isPresent()) {
        return new Value.Known(text.get());
      }
      return new Value.Unknown("its value comes from the ConfigMap " + map.get());
    }
    return from.get()
        .text("secretKeyRef", "name")
        .map(secret -> (Value) new Value.Unknown("its value comes from the Secret " + secret))
        .orElseGet(() -> new Value.Unknown("its value is known only when the pod runs"));
  }

  /** What {@code $(NAME)} stands for in the container's command and args. */
  Value reference(String name) {
    Value value = pod.get(name);
    if (value != null) {
      return value;
    }
    if (untold != null) {
      return new Value.Unknown(untold);
    }
    return SERVICE_VARIABLE.matcher(name).matches()
        ? new Value.Unknown("it may be set from a Service of the namespace")
        : new Value.Known("$(" + name + ")");
  }

  /** The value that the process sees, or empty where the variable is not set. */
  Optional<Value> get(String name) {
    Value value = pod.get(name);
    return value != null
        ? Optional.of(value)
        : Optional.ofNullable(image.get(name)).map(Value.Known::new);
  }

  /** Where programs are looked for: {@code PATH}, or the runtime's own default. */
  Value path() {
    return get("PATH").orElseGet(() -> new Value.Known(DEFAULT_PATH));
  }
}
