package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.Documents;
import dev.bulkhead.render.Manifests;
import java.util.ArrayList;
import java.util.List;

/**
 * One kustomization in the course of a build: what it names is built first, then changed in the
 * order that kustomize keeps ({@code kusttarget.go}).
 */
final class Target {
  private final KustomizationFile file;
  private final Build build;

  private Target(KustomizationFile file, Build build) {
    this.file = file;
    this.build = build;
  }

  /** The kustomization of a folder. */
  static Target at(Site site, Build build, Location asker) {
    build.countTarget(asker);
    return new Target(KustomizationFile.read(site, build.files(), asker), build);
  }

  boolean isComponent() {
    return file.isComponent();
  }

  /**
   * Builds it.
   *
   * @param so what a component is applied to; nothing where this is a kustomization
   */
  Accumulated build(Accumulated so) {
    Accumulated all = so;
    for (Node.Scalar resource : file.resources()) {
      all = withResource(all, resource);
    }
    for (Node.Scalar configuration : file.texts("configurations")) {
      all = all.and(configuration(configuration).settled()).settled();
    }
    all = all.with(new Generators(file, build).generate(all.resources()));
    for (Node.Scalar component : file.texts("components")) {
      all = withComponent(all, component);
    }
    return all.with(new Transformers(file, build, all.specs()).apply(all.resources()));
  }

  private Accumulated withResource(Accumulated all, Node.Scalar resource) {
    Location at = resource.at();
    if (Remotes.isFile(resource.text())) {
      throw build.refusedFile(resource);
    }
    var remote = RemoteBase.parse(resource.text());
    if (remote.isPresent()) {
      return all.and(kustomization(build.remotes().site(file.site(), remote.get(), at), at), at);
    }
    String path = file.site().resolve(resource.text(), at);
    if (file.site().tree().isFile(path)) {
      return all.and(objects(path, at), at);
    }
    requireFolder(path, resource);
    return all.and(kustomization(file.site().in(path, at), at), at);
  }

  private void requireFolder(String path, Node.Scalar named) {
    if (!file.site().tree().isFolder(path)) {
      throw new Refused(
          named.at(),
          "There is no file or folder %s.".formatted(file.site().shown(path)),
          "Correct the path, or add what is missing.");
    }
  }

  private Accumulated kustomization(Site site, Location at) {
    Target base = Target.at(site, build, at);
    if (base.isComponent()) {
      throw new Refused(
          at, "%s is a component.".formatted(site.shown()), "Name it under \"components\".");
    }
    return base.build(Accumulated.NOTHING);
  }

  private Accumulated withComponent(Accumulated all, Node.Scalar named) {
    Location at = named.at();
    Site site =
        RemoteBase.parse(named.text())
            .map(remote -> build.remotes().site(file.site(), remote, at))
            .orElseGet(
                () -> {
                  String path = file.site().resolve(named.text(), at);
                  requireFolder(path, named);
                  return file.site().in(path, at);
                });
    Target component = Target.at(site, build, at);
    if (!component.isComponent()) {
      throw new Refused(
          at,
          "%s is no component, as its kind says.".formatted(site.shown()),
          "Name it under \"resources\", or give it the kind Component.");
    }
    return component.build(all);
  }

  private FieldSpecs configuration(Node.Scalar named) {
    String path = build.within(file.site(), named);
    Documents documents = build.files().documents(file.site(), path, named.at());
    FieldSpecs specs = FieldSpecs.defaults();
    for (Node.Mapping root : documents.mappings()) {
      specs = specs.and(FieldSpecs.read(root));
    }
    return specs;
  }

  private List<Resource> objects(String path, Location at) {
    build.requireBelow(file.site(), path, at);
    var objects = new ArrayList<Resource>();
    Documents documents = build.files().documents(file.site(), path, at);
    documents.duplicates().stream().findFirst().ifPresent(Target::refuse);
    for (Node root : documents.roots()) {
      List<Node.Mapping> found = Manifests.objects(root);
      if (found.isEmpty() && !isEmptyList(root)) {
        throw new Refused(
            root.at(),
            "The document is no Kubernetes object: it has no apiVersion and kind.",
            "Take the file out of the kustomization's resources, or correct it.");
      }
      for (Node.Mapping object : found) {
        requireName(object);
        objects.add(Resource.stated(object, path));
      }
    }
    return objects;
  }

  private static void refuse(Documents.Duplicate duplicate) {
    throw new Refused(
        duplicate.at(),
        "The field \"%s\" is stated twice, which kustomize refuses.".formatted(duplicate.field()),
        "Leave out one of them.");
  }

  private static boolean isEmptyList(Node root) {
    return root instanceof Node.Mapping mapping && Manifests.isObject(mapping);
  }

  private static void requireName(Node.Mapping object) {
    if (object.text("metadata", "name").filter(name -> !name.isEmpty()).isEmpty()
        && object.text("kind").filter(kind -> kind.endsWith("List")).isEmpty()) {
      throw new Refused(
          object.at(),
          "The %s has no metadata.name, without which kustomize takes no object."
              .formatted(object.text("kind").orElse("object")),
          "Name the object.");
    }
  }
}
