package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where each of a kustomization's fields is applied.
 *
 * @param places for each purpose
 * @param references for each kind that is referred to by name, where the names stand
 */
record FieldSpecs(Map<Purpose, List<FieldSpec>> places, Map<Kind, List<FieldSpec>> references) {
  /** Only what comes before and after "any" matters. */
  private static final Comparator<FieldSpec> BY_KIND =
      Comparator.comparing((FieldSpec spec) -> spec.kind().name().endsWith("WebhookConfiguration"))
          .thenComparing(spec -> spec.kind().equals(Kind.ANY));

  private static final FieldSpecs DEFAULT = readDefault();

  private static final Set<String> SPEC_FIELDS =
      Set.of("group", "version", "kind", "path", "create");

  FieldSpecs {
    places = Map.copyOf(places);
    references = new LinkedHashMap<>(references);
  }

  /** What a place is for. */
  enum Purpose {
    NAME_PREFIX("namePrefix"),
    NAME_SUFFIX("nameSuffix"),
    NAMESPACE("namespace"),
    LABELS("labels"),
    COMMON_LABELS("commonLabels"),
    TEMPLATE_LABELS("templateLabels"),
    COMMON_ANNOTATIONS("commonAnnotations"),
    IMAGES("images"),
    REPLICAS("replicas"),
    VARIABLES("varReference");

    private final String field;

    Purpose(String field) {
      this.field = field;
    }

    static Purpose of(String field) {
      for (Purpose purpose : values()) {
        if (purpose.field.equals(field)) {
          return purpose;
        }
      }
      throw new IllegalArgumentException(field);
    }
  }

  /** What kustomize itself knows. */
  static FieldSpecs defaults() {
    return DEFAULT;
  }

  List<FieldSpec> of(Purpose purpose) {
    return places.getOrDefault(purpose, List.of());
  }

  /** These and others, each once. */
  FieldSpecs and(FieldSpecs other) {
    if (other.equals(this)) {
      return this;
    }
    var all = new EnumMap<Purpose, List<FieldSpec>>(Purpose.class);
    for (Purpose purpose : Purpose.values()) {
      all.put(purpose, joined(of(purpose), other.of(purpose)));
    }
    var names = new LinkedHashMap<>(references);
    other.references.forEach((kind, specs) -> names.merge(kind, specs, FieldSpecs::joined));
    return new FieldSpecs(all, names);
  }

  /**
   * The same as kustomize keeps them: sorted by kind, so that a place for any kind is lost where
   * one for some kind is the same.
   */
  FieldSpecs settled() {
    var all = new EnumMap<Purpose, List<FieldSpec>>(Purpose.class);
    places.forEach(
        (purpose, specs) ->
            all.put(purpose, joined(List.of(), specs.stream().sorted(BY_KIND).toList())));
    return new FieldSpecs(all, references);
  }

  static List<FieldSpec> joined(List<FieldSpec> first, List<FieldSpec> second) {
    var all = new ArrayList<>(first);
    for (FieldSpec spec : second) {
      if (all.stream().noneMatch(there -> there.covers(spec))) {
        all.add(spec);
      }
    }
    return List.copyOf(all);
  }

  /** Reads a file that {@code configurations} names. */
  static FieldSpecs read(Node.Mapping file) {
    var places = new EnumMap<Purpose, List<FieldSpec>>(Purpose.class);
    var references = new LinkedHashMap<Kind, List<FieldSpec>>();
    file.fields()
        .forEach(
            (field, list) -> {
              switch (field) {
                case "apiVersion", "kind", "metadata" -> {}
                case "nameReference" -> {
                  for (Node item : Shape.items(list, field)) {
                    Shape.require(item, Set.of("group", "version", "kind", "fieldSpecs"));
                    references.merge(
                        Kind.stated(item),
                        specs(item.get("fieldSpecs").orElse(null), field),
                        FieldSpecs::joined);
                  }
                }
                default -> places.put(purpose(field, file.keyAt(field)), specs(list, field));
              }
            });
    return new FieldSpecs(places, references);
  }

  private static Purpose purpose(String field, Location at) {
    try {
      return Purpose.of(field);
    } catch (IllegalArgumentException unknown) {
      throw Shape.unknown(field, at);
    }
  }

  /** Reads a list of places. */
  static List<FieldSpec> specs(@Nullable Node list, String field) {
    var specs = new ArrayList<FieldSpec>();
    for (Node item : Shape.items(list, field)) {
      Shape.require(item, SPEC_FIELDS);
      specs.add(
          FieldSpec.of(
              Kind.stated(item),
              item.text("path").orElse(""),
              item.scalar("create").filter(Node.Scalar::isTrue).isPresent()));
    }
    return specs;
  }

  private static FieldSpecs readDefault() {
    var places = new EnumMap<Purpose, List<FieldSpec>>(Purpose.class);
    for (Purpose name : List.of(Purpose.NAME_PREFIX, Purpose.NAME_SUFFIX)) {
      places.put(name, List.of(FieldSpec.of(Kind.ANY, "metadata/name", false)));
    }
    var references = new LinkedHashMap<Kind, List<FieldSpec>>();
    for (String line : KnownKinds.lines("fields.txt")) {
      String[] parts = line.split(" ", -1);
      if (parts[0].equals("reference")) {
        var specs = references.computeIfAbsent(Kind.parse(parts[1]), kind -> new ArrayList<>());
        specs.addAll(PodSpecs.expanded(parts[2], parts[3]));
      } else {
        places
            .computeIfAbsent(Purpose.of(parts[0]), purpose -> new ArrayList<>())
            .add(FieldSpec.of(Kind.parse(parts[1]), parts[2], parts.length > 3));
      }
    }
    return new FieldSpecs(places, references);
  }
}
