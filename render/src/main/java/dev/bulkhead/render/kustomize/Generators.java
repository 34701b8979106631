package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.RegistrySecret;
import dev.bulkhead.render.kustomize.KeyValues.Value;
import dev.bulkhead.render.kustomize.Resource.Behavior;
import dev.bulkhead.render.kustomize.Resource.Made;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Makes ConfigMaps and Secrets, or adds to those that are there. */
final class Generators {
  private static final Set<String> FIELDS =
      Set.of(
          "name", "namespace", "behavior", "literals", "files", "envs", "env", "options", "type");
  private static final Set<String> OPTIONS =
      Set.of("labels", "annotations", "disableNameSuffixHash", "immutable");

  private final KustomizationFile file;
  private final Build build;

  Generators(KustomizationFile file, Build build) {
    this.file = file;
    this.build = build;
  }

  /** The resources and what is generated. */
  List<Resource> generate(List<Resource> resources) {
    file.field("generatorOptions").ifPresent(options -> Shape.require(options, OPTIONS));
    List<Resource> all = resources;
    for (Node item : file.items("configMapGenerator")) {
      all = absorbed(all, made(Shape.require(item, FIELDS), "ConfigMap"), item.at());
    }
    if (!file.items("secretGenerator").isEmpty()) {
      build.files().conceal(file.site().shown(file.path()), file.linesOf("secretGenerator"));
    }
    for (Node item : file.items("secretGenerator")) {
      all = absorbed(all, made(Shape.require(item, FIELDS), "Secret"), item.at());
    }
    return all;
  }

  private Resource made(Node.Mapping generator, String kind) {
    Node.Scalar name =
        generator
            .scalar("name")
            .orElseThrow(
                () -> new Refused(generator.at(), "The generator has no name.", "Name it."));
    boolean isSecret = kind.equals("Secret");
    var values = new KeyValues(file.site(), build, isSecret).read(generator);
    Location at = generator.at();
    Node.Mapping root = Node.Mapping.empty(at);
    root = Nodes.with(root, "apiVersion", Nodes.text("v1", at));
    root = Nodes.with(root, "kind", Nodes.text(kind, at));
    root = Nodes.with(root, "metadata", metadata(generator, name));
    if (isSecret) {
      root = Nodes.with(root, "type", type(generator));
      root = Nodes.with(root, "data", emptied(values, at));
      registrySecret(root, values).ifPresent(build.files()::add);
    } else {
      root = withData(root, values);
    }
    if (isOn(generator, "immutable")) {
      root = Nodes.with(root, "immutable", new Node.Scalar("true", Node.Scalar.Type.BOOLEAN, at));
    }
    var how =
        new Made(
            behavior(generator),
            !isOn(generator, "disableNameSuffixHash"),
            isSecret ? base64(values) : Map.of());
    return new Resource(root, file.path(), List.of(), List.of(), List.of(), how);
  }

  private static Node.Scalar type(Node.Mapping generator) {
    return generator.scalar("type").orElse(Nodes.text("Opaque", generator.at()));
  }

  private Node.Mapping metadata(Node.Mapping generator, Node.Scalar name) {
    var fields = new LinkedHashMap<String, Node>();
    fields.put("name", Nodes.text(name.text(), name.at()));
    generator.scalar("namespace").ifPresent(namespace -> fields.put("namespace", namespace));
    for (String field : List.of("labels", "annotations")) {
      var pairs = new LinkedHashMap<String, Node>();
      options(generator).forEach(options -> pairs.putAll(pairs(options, field)));
      if (!pairs.isEmpty()) {
        fields.put(field, new Node.Mapping(pairs, generator.at()));
      }
    }
    return new Node.Mapping(fields, generator.at());
  }

  /** The kustomization's options, then the generator's own, which override them. */
  private List<Node> options(Node.Mapping generator) {
    var options = new ArrayList<Node>();
    file.field("generatorOptions").ifPresent(options::add);
    generator.find("options").ifPresent(own -> options.add(Shape.require(own, OPTIONS)));
    return options;
  }

  private static Map<String, Node.Scalar> pairs(Node options, String field) {
    return Shape.pairs(options.get(field).orElse(null), field);
  }

  private boolean isOn(Node.Mapping generator, String option) {
    return options(generator).stream()
        .anyMatch(options -> options.scalar(option).filter(Node.Scalar::isTrue).isPresent());
  }

  private static Behavior behavior(Node.Mapping generator) {
    return switch (generator.text("behavior").orElse("")) {
      case "merge" -> Behavior.MERGE;
      case "replace" -> Behavior.REPLACE;
      default -> Behavior.CREATE;
    };
  }

  private static Node.Mapping withData(Node.Mapping root, SequencedMap<String, Value> values) {
    Node.Mapping all = root;
    for (var entry : values.entrySet()) {
      Value value = entry.getValue();
      String text = value.isText() ? value.text() : value.base64();
      all =
          Nodes.inside(
              all,
              value.isText() ? "data" : "binaryData",
              root.at(),
              data -> Nodes.with(data, entry.getKey(), Nodes.text(text, value.at())));
    }
    return all;
  }

  private static Node.Mapping emptied(SequencedMap<String, Value> values, Location at) {
    var fields = new LinkedHashMap<String, Node>();
    values.forEach((key, value) -> fields.put(key, Nodes.text("", value.at())));
    return new Node.Mapping(fields, at);
  }

  private static Map<String, String> base64(SequencedMap<String, Value> values) {
    var encoded = new LinkedHashMap<String, String>();
    values.forEach((key, value) -> encoded.put(key, value.base64()));
    return encoded;
  }

  private static Optional<RegistrySecret> registrySecret(
      Node.Mapping secret, SequencedMap<String, Value> values) {
    String name = "Secret " + secret.text("metadata", "name").orElse("");
    Value config = values.get(".dockerconfigjson");
    if (config != null) {
      return Optional.of(new RegistrySecret(name, config.text()));
    }
    Value old = values.get(".dockercfg");
    return Optional.ofNullable(old)
        .map(text -> new RegistrySecret(name, "{\"auths\":" + text.text() + "}"));
  }

  private static List<Resource> absorbed(List<Resource> all, Resource made, Location at) {
    Optional<Resource> there = Accumulated.find(all, made.identity(), at);
    boolean isNew = made.made() == null || made.made().behavior() == Behavior.CREATE;
    if (there.isEmpty() == isNew) {
      if (isNew) {
        return Accumulated.distinct(added(all, made), at);
      }
      return Accumulated.replaced(all, there.get(), new GeneratorMerge(there.get(), made).merged());
    }
    throw new Refused(
        at,
        isNew
            ? "There is %s already, and the generator does not say what is to be done with it."
                .formatted(made.identity())
            : "There is no %s that the generator could merge with or replace."
                .formatted(made.identity()),
        isNew ? "Give it the behavior merge or replace." : "Give it the behavior create.");
  }

  private static List<Resource> added(List<Resource> all, Resource last) {
    var more = new ArrayList<>(all);
    more.add(last);
    return more;
  }
}
