package dev.bulkhead.airgap.k0s;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.FieldRemoval;
import dev.bulkhead.render.QuotedScalar;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A configuration without the defaults that a release wrote into it. Pull policy, repository, the
 * load balancer's settings and whatever was chosen stay.
 *
 * @param keys the keys that are taken out, each whole, in the order of {@link ImageKey}
 */
public record ConfigRepair(ClusterConfig config, List<ImageKey> keys) {
  public ConfigRepair {
    keys = List.copyOf(keys);
  }

  /**
   * Takes out what a release wrote, as far as that can be told.
   *
   * @param also keys with the default of some release that are to be taken out, too
   */
  public static ConfigRepair of(ConfigJudgement judgement, Collection<ImageKey> also) {
    return new ConfigRepair(
        judgement.config(),
        judgement.pins().stream()
            .filter(pin -> pin.isWritten() || (pin.isDefault() && also.contains(pin.key())))
            .map(JudgedPin::key)
            .toList());
  }

  /** Whether nothing is to be done. */
  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /** What it is afterwards. */
  public ClusterConfig after() {
    var left = new LinkedHashMap<>(config.pins());
    left.keySet().removeAll(keys);
    return config.withPins(left);
  }

  /** The keys whose images become others where a release runs with it; none is the aim. */
  public Set<ImageKey> changesUnder(K0sRelease release) {
    var before = config.effectiveImages(release);
    var after = after().effectiveImages(release);
    return keys.stream()
        .filter(
            key ->
                !Optional.ofNullable(before.get(key)).equals(Optional.ofNullable(after.get(key))))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ImageKey.class)));
  }

  /**
   * The same as a JSON patch (RFC 6902) of the object {@code kube-system/k0s}; it applies only
   * where the object still holds what was judged.
   */
  public String patch() {
    return keys.stream().map(this::operations).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  private String operations(ImageKey key) {
    String path = "/" + String.join("/", key.fields());
    Optional<NamedVersion> image =
        Optional.ofNullable(config.pins().get(key)).flatMap(ClusterConfig.Pin::whole);
    String test =
        image
            .map(
                i ->
                    """
                      {"op": "test", "path": "%s", "value": {"image": %s, "version": %s}},
                    """
                        .formatted(path, QuotedScalar.of(i.image()), QuotedScalar.of(i.version())))
            .orElse("");
    return test + "  {\"op\": \"remove\", \"path\": \"%s\"}".formatted(path);
  }

  /**
   * The file afterwards, every other byte as it was; what is left empty goes, too.
   *
   * @param file its bytes
   * @return empty where it cannot be edited so
   */
  public Optional<byte[]> edited(byte[] file) {
    var places = new LinkedHashSet<Location>();
    Node.Mapping spec = config.spec();
    Set<String> paths = new TreeSet<>(keys.stream().map(ImageKey::path).toList());
    collect(spec, "spec", paths, places);
    return FieldRemoval.apply(file, config.file(), places);
  }

  /** Where the names of the fields stand that go; whether nothing of the mapping is left. */
  private static boolean collect(
      Node.Mapping mapping, String path, Set<String> gone, Set<Location> places) {
    var own = new LinkedHashSet<Location>();
    mapping
        .fields()
        .forEach(
            (name, value) -> {
              var below = new LinkedHashSet<Location>();
              String field = path + "." + name;
              boolean isGone =
                  gone.contains(field)
                      || (value instanceof Node.Mapping inner
                          && !inner.fields().isEmpty()
                          && collect(inner, field, gone, below));
              if (isGone) {
                own.add(mapping.keyAt(name));
              } else {
                places.addAll(below);
              }
            });
    if (own.size() == mapping.fields().size() && !path.equals("spec")) {
      return true;
    }
    places.addAll(own);
    return false;
  }
}
