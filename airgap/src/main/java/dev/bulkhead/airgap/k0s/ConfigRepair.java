package dev.bulkhead.airgap.k0s;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.FieldRemoval;
import dev.bulkhead.render.QuotedScalar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    return removals().stream()
        .map(ConfigRepair::operations)
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  private static String operations(Removal removal) {
    String path = "/" + removal.path().replace('.', '/');
    return """
      {"op": "test", "path": "%s", "value": %s},
      {"op": "remove", "path": "%s"}\
    """
        .formatted(path, json(removal.value()), path);
  }

  private static String json(Node node) {
    return switch (node) {
      case Node.Mapping mapping ->
          mapping.fields().entrySet().stream()
              .map(field -> QuotedScalar.of(field.getKey()) + ": " + json(field.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Node.Sequence list ->
          list.items().stream().map(ConfigRepair::json).collect(Collectors.joining(", ", "[", "]"));
      case Node.Scalar scalar when scalar.isNull() -> "null";
      case Node.Scalar scalar ->
          scalar.type() == Node.Scalar.Type.STRING ? QuotedScalar.of(scalar.text()) : scalar.text();
    };
  }

  /**
   * The file afterwards, every other byte as it was; what is left empty goes, too.
   *
   * @param file its bytes
   * @return empty where it cannot be edited so
   */
  public Optional<byte[]> edited(byte[] file) {
    Set<Location> places =
        removals().stream().map(Removal::at).collect(Collectors.toCollection(LinkedHashSet::new));
    return FieldRemoval.apply(file, config.file(), places);
  }

  /**
   * A field that goes as a whole.
   *
   * @param path with dots, {@code spec} first
   * @param at where its name stands
   */
  private record Removal(String path, Location at, Node value) {}

  /** The fields that go: the keys, and instead of them what would be left empty without them. */
  private List<Removal> removals() {
    return below("spec", config.spec());
  }

  private List<Removal> below(String path, Node.Mapping mapping) {
    var removals = new ArrayList<Removal>();
    mapping
        .fields()
        .forEach(
            (name, value) -> {
              String field = path + "." + name;
              if (isEmptied(field, value)) {
                removals.add(new Removal(field, mapping.keyAt(name), value));
              } else if (value instanceof Node.Mapping inner) {
                removals.addAll(below(field, inner));
              }
            });
    return removals;
  }

  /** Whether a field is one of the keys, or holds nothing else. */
  private boolean isEmptied(String path, Node value) {
    return keys.stream().map(ImageKey::path).anyMatch(path::equals)
        || (value instanceof Node.Mapping mapping
            && !mapping.fields().isEmpty()
            && mapping.fields().entrySet().stream()
                .allMatch(field -> isEmptied(path + "." + field.getKey(), field.getValue())));
  }
}
