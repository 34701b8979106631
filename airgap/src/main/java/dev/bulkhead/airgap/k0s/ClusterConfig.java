package dev.bulkhead.airgap.k0s;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.Documents;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A configuration of k0s, whatever form it came in.
 *
 * @param form the form
 * @param file as a person named it
 * @param document the whole document, for what stands beside the specification
 * @param spec the specification; empty where there is none, which means "all defaults"
 * @param specFields the names of the fields that lead to the specification within the document
 *     {@code spec.k0s.config.spec}; a list's item as its number
 * @param pins the images that it names, whole or in part
 * @param duplicates the fields that its document states twice, of which the last one counts here
 */
public record ClusterConfig(
    Form form,
    String file,
    Node document,
    Node.Mapping spec,
    List<String> specFields,
    SequencedMap<ImageKey, Pin> pins,
    List<Documents.Duplicate> duplicates) {
  public ClusterConfig {
    specFields = List.copyOf(specFields);
    duplicates = List.copyOf(duplicates);
    pins = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(pins));
  }

  /** The forms in which a configuration comes. */
  public enum Form {
    /** The file that a controller is started with: {@code /etc/k0s/k0s.yaml}. */
    FILE,
    /** The object {@code kube-system/k0s} as the API server has it. */
    OBJECT,
    /** A file of k0sctl, which holds a configuration. */
    K0SCTL,
    /** What a running controller keeps at {@code /run/k0s/k0s.yaml}; its images are rewritten. */
    RUNTIME
  }

  /**
   * An image that the configuration names, at least in part.
   *
   * @param image the name without a version; empty where it is not stated
   * @param version the tag; empty where it is not stated
   * @param at where the key stands
   */
  public record Pin(
      ImageKey key, Optional<Node.Scalar> image, Optional<Node.Scalar> version, Location at) {

    /** Both parts; empty where one is left to the release. */
    public Optional<NamedVersion> whole() {
      return image.flatMap(name -> version.map(tag -> new NamedVersion(name.text(), tag.text())));
    }

    /** What it is on top of a default; empty where a part is stated nowhere. */
    Optional<NamedVersion> over(Optional<NamedVersion> usual) {
      Optional<String> name = image.map(Node.Scalar::text).or(() -> usual.map(NamedVersion::image));
      Optional<String> tag =
          version.map(Node.Scalar::text).or(() -> usual.map(NamedVersion::version));
      return name.flatMap(n -> tag.map(t -> new NamedVersion(n, t)));
    }
  }

  /** The same but for the images that it names. */
  public ClusterConfig withPins(SequencedMap<ImageKey, Pin> others) {
    return new ClusterConfig(form, file, document, spec, specFields, others, duplicates);
  }

  /** The same, whose document states fields twice. */
  ClusterConfig withDuplicates(List<Documents.Duplicate> twice) {
    return new ClusterConfig(form, file, document, spec, specFields, pins, twice);
  }

  /** The same as the object in the cluster, with those images. */
  ClusterConfig stored(SequencedMap<ImageKey, Pin> images) {
    return new ClusterConfig(Form.OBJECT, file, document, spec, specFields, images, List.of());
  }

  /**
   * Whether the cluster is known to keep its configuration as an object: this is that object, or a
   * file of k0sctl that says so.
   */
  public boolean isDynamic() {
    return form == Form.OBJECT
        || document.scalar("spec", "k0s", "dynamicConfig").filter(Node.Scalar::isTrue).isPresent();
  }

  /** {@code spec.images.repository}; empty where it is not set. */
  public Optional<String> repository() {
    return spec.text("images", "repository").filter(text -> !text.isEmpty());
  }

  /** What {@code spec.images.default_pull_policy} says; empty where it is not set. */
  public Optional<String> defaultPullPolicy() {
    return spec.text("images", "default_pull_policy").filter(text -> !text.isEmpty());
  }

  /** The network's provider: {@code kuberouter} unless something else is set. */
  public String networkProvider() {
    return spec.text("network", "provider").filter(text -> !text.isEmpty()).orElse("kuberouter");
  }

  /** Whether kube-proxy runs. */
  public boolean hasKubeProxy() {
    return !spec.scalar("network", "kubeProxy", "disabled").map(Node.Scalar::isTrue).orElse(false);
  }

  /** The node-local load balancer: whether it runs, and by which proxy. */
  public LoadBalancer loadBalancer() {
    Optional<Node.Mapping> settings = spec.mapping("network", "nodeLocalLoadBalancing");
    boolean traefik = settings.flatMap(s -> s.text("type")).filter("Traefik"::equals).isPresent();
    String proxy = traefik ? "traefik" : "envoyProxy";
    return new LoadBalancer(
        settings.flatMap(s -> s.scalar("enabled")).map(Node.Scalar::isTrue).orElse(false),
        traefik ? ImageKey.TRAEFIK : ImageKey.ENVOY,
        settings.flatMap(s -> s.text(proxy, "imagePullPolicy")).filter(text -> !text.isEmpty()));
  }

  /** Where a file says null, k0s has not even the default image; the API server drops a null. */
  private boolean hasNoLoadBalancer() {
    return form != Form.OBJECT
        && spec.mapping("network")
            .map(network -> network.fields().get("nodeLocalLoadBalancing"))
            .filter(block -> block instanceof Node.Scalar value && value.isNull())
            .isPresent();
  }

  /**
   * The node-local load balancer ({@code spec.network.nodeLocalLoadBalancing}).
   *
   * @param proxy the key of its image
   * @param pullPolicy its own; empty where the general one counts
   */
  public record LoadBalancer(boolean enabled, ImageKey proxy, Optional<String> pullPolicy) {}

  /**
   * The images that a release runs with this configuration: what the configuration states on top of
   * the release's defaults, then rewritten by {@code spec.images.repository}.
   */
  public Map<ImageKey, NamedVersion> effectiveImages(K0sRelease release) {
    var images = new EnumMap<ImageKey, NamedVersion>(ImageKey.class);
    for (ImageKey key : ImageKey.values()) {
      effectiveImage(key, release).ifPresent(image -> images.put(key, image));
    }
    return Collections.unmodifiableMap(images);
  }

  /** The image that a release runs for a key; empty where it has no such key. */
  public Optional<NamedVersion> effectiveImage(ImageKey key, K0sRelease release) {
    Optional<NamedVersion> usual = release.defaultOf(key);
    if (usual.isEmpty() || !key.isConfigurable()) {
      return usual;
    }
    if (!key.isInImages() && hasNoLoadBalancer()) {
      return Optional.empty();
    }
    Optional<NamedVersion> stated =
        Optional.ofNullable(pins.get(key)).map(pin -> pin.over(usual)).orElse(usual);
    boolean rewrites = key != ImageKey.PUSHGATEWAY || release.traits().overridesPushgateway();
    Optional<String> repository = repository().filter(_ -> rewrites);
    return stated.map(
        image ->
            repository
                .map(r -> new ImageOverride(r, release.traits().overrideIdempotent()))
                .map(o -> new NamedVersion(o.apply(image.image()), image.version()))
                .orElse(image));
  }
}
