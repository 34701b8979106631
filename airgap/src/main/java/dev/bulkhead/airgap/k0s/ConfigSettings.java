package dev.bulkhead.airgap.k0s;

import dev.bulkhead.model.Node;
import dev.bulkhead.model.Userinfo;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a configuration decides which images run and how they are had: images, policies, the
 * network and its load balancer. Extensions, arguments and whatever else may hold a password are
 * left out: what is kept is named here, one by one.
 *
 * @param texts by their paths
 */
public record ConfigSettings(SortedMap<String, Node.Scalar> texts) {
  private static final String BALANCER = "spec.network.nodeLocalLoadBalancing.";

  /** Beside the images. */
  private static final List<String> KEPT =
      List.of(
          "spec.images.repository",
          "spec.images.default_pull_policy",
          "spec.network.provider",
          "spec.network.podCIDR",
          "spec.network.dualStack.enabled",
          "spec.network.kubeProxy.disabled",
          "spec.network.kubeProxy.mode",
          BALANCER + "enabled",
          BALANCER + "type",
          BALANCER + "envoyProxy.imagePullPolicy",
          BALANCER + "envoyProxy.apiServerBindPort",
          BALANCER + "envoyProxy.konnectivityServerBindPort",
          BALANCER + "traefik.imagePullPolicy",
          BALANCER + "traefik.apiServerBindPort",
          BALANCER + "traefik.konnectivityServerBindPort");

  public ConfigSettings {
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
  }

  /** Those of a configuration. */
  public static ConfigSettings of(ClusterConfig config) {
    var texts = new TreeMap<String, Node.Scalar>();
    for (String path : KEPT) {
      List<String> fields = List.of(path.split("\\."));
      config
          .spec()
          .scalar(fields.subList(1, fields.size()).toArray(String[]::new))
          .filter(value -> !value.text().isEmpty())
          .ifPresent(value -> texts.put(path, concealed(value)));
    }
    config
        .pins()
        .forEach(
            (key, pin) -> {
              pin.image().ifPresent(image -> texts.put(key + ".image", concealed(image)));
              pin.version().ifPresent(tag -> texts.put(key + ".version", concealed(tag)));
            });
    return new ConfigSettings(texts);
  }

  private static Node.Scalar concealed(Node.Scalar value) {
    return new Node.Scalar(Userinfo.concealed(value.text()), value.type(), value.at());
  }

  /** Those that are no images. */
  public SortedMap<String, String> besideImages() {
    var texts = new TreeMap<String, String>();
    this.texts.forEach(
        (path, value) -> {
          if (KEPT.contains(path)) {
            texts.put(path, value.text());
          }
        });
    return texts;
  }
}
