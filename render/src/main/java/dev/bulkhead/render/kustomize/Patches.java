package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.ConcealedLines.Range;
import dev.bulkhead.render.Documents;
import dev.bulkhead.render.Manifests;
import dev.bulkhead.render.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The patches of one kustomization: read from files or spelled out, applied in kustomize's order.
 */
final class Patches {
  private static final Set<String> FIELDS = Set.of("path", "patch", "target", "options");
  private static final Set<String> OPTIONS = Set.of("allowNameChange", "allowKindChange");

  private final KustomizationFile file;
  private final Build build;

  Patches(KustomizationFile file, Build build) {
    this.file = file;
    this.build = build;
  }

  /** Applies {@code patchesStrategicMerge}: paths, or the patches themselves. */
  List<Resource> strategic(List<Resource> resources) {
    List<Resource> all = resources;
    for (Node.Scalar item : file.texts("patchesStrategicMerge")) {
      boolean isPath = item.text().indexOf('\n') < 0 && !item.text().contains(": ");
      Documents documents = isPath ? ofFile(item) : inline(item);
      for (Node root : documents.roots()) {
        for (Node.Mapping patch : Manifests.objects(root)) {
          all = PatchedObjects.byIdentity(all, new ObjectPatch(patch, false, false));
        }
      }
    }
    return all;
  }

  /** Applies {@code patches}, of either sort. */
  List<Resource> any(List<Resource> resources) {
    List<Resource> all = resources;
    for (Node item : file.items("patches")) {
      Node.Mapping patch = Shape.require(item, FIELDS);
      Documents documents = documents(patch);
      Optional<Selector> target = patch.find("target").map(Selector::of);
      all =
          isOperations(documents)
              ? operations(all, documents, target.orElseThrow(() -> noTarget(patch)), true)
              : merged(all, patch, documents, target);
    }
    return all;
  }

  /** Applies {@code patchesJson6902}. */
  List<Resource> json(List<Resource> resources) {
    List<Resource> all = resources;
    for (Node item : file.items("patchesJson6902")) {
      Node.Mapping patch = Shape.require(item, FIELDS);
      Selector target = patch.find("target").map(Selector::of).orElseThrow(() -> noTarget(patch));
      Documents documents = documents(patch);
      if (!isOperations(documents)) {
        throw new Refused(
            patch.at(), "The patch is no list of operations.", "Write operations, or use patches.");
      }
      all = operations(all, documents, target, false);
    }
    return all;
  }

  private static Refused noTarget(Node.Mapping patch) {
    return new Refused(
        patch.at(), "The patch is a list of operations and has no target.", "Name its target.");
  }

  private Documents documents(Node.Mapping patch) {
    Optional<Node.Scalar> path = patch.scalar("path").filter(text -> !text.text().isEmpty());
    Optional<Node.Scalar> inline = patch.scalar("patch").filter(text -> !text.text().isBlank());
    if (path.isPresent() == inline.isPresent()) {
      throw new Refused(
          patch.at(),
          path.isPresent()
              ? "The patch has both a path and a text."
              : "The patch has neither a path nor a text.",
          "State one of them.");
    }
    return path.map(this::ofFile).orElseGet(() -> inline(inline.orElseThrow()));
  }

  private Documents ofFile(Node.Scalar named) {
    return build.files().documents(file.site(), build.within(file.site(), named), named.at());
  }

  private Documents inline(Node.Scalar scalar) {
    BlockText block = file.block(scalar);
    String shown = file.site().shown(file.path());
    if (scalar.text().contains("Secret")) {
      build.files().conceal(shown, block.range());
    }
    Documents documents = YamlReader.read(scalar.text(), block.placement());
    if (!documents.problems().isEmpty()) {
      throw new Refused(documents.problems());
    }
    documents.registrySecrets().forEach(build.files()::add);
    return documents;
  }

  private static boolean isOperations(Documents documents) {
    return !documents.roots().isEmpty() && documents.roots().getFirst() instanceof Node.Sequence;
  }

  private static List<Resource> merged(
      List<Resource> resources,
      Node.Mapping entry,
      Documents documents,
      Optional<Selector> target) {
    Optional<Node> options = entry.find("options");
    options.ifPresent(stated -> Shape.require(stated, OPTIONS));
    var patches = new ArrayList<ObjectPatch>();
    for (Node root : documents.roots()) {
      patches.add(
          new ObjectPatch(
              requireObject(root),
              isOn(options, "allowNameChange"),
              isOn(options, "allowKindChange")));
    }
    if (target.isPresent() && patches.size() > 1) {
      throw new Refused(
          entry.at(), "Several patches cannot have one target.", "Give each an entry of its own.");
    }
    List<Resource> all = resources;
    for (ObjectPatch patch : patches) {
      all =
          target.isPresent()
              ? PatchedObjects.bySelector(all, patch, target.get())
              : PatchedObjects.byIdentity(all, patch);
    }
    return all;
  }

  private static boolean isOn(Optional<Node> options, String option) {
    return options.flatMap(all -> all.scalar(option)).filter(Node.Scalar::isTrue).isPresent();
  }

  private static Node.Mapping requireObject(Node root) {
    if (root instanceof Node.Mapping mapping
        && mapping.text("kind").isPresent()
        && mapping.text("metadata", "name").isPresent()) {
      return mapping;
    }
    throw new Refused(
        root.at(),
        "A patch is part of an object, with kind and metadata.name, or a list of operations.",
        "State kind and name, even where the target says which objects are meant.");
  }

  private List<Resource> operations(
      List<Resource> resources, Documents documents, Selector target, boolean remembers) {
    Node operations = documents.roots().getFirst();
    JsonPatch patch = JsonPatch.of((Node.Sequence) operations);
    patch.concealed().forEach(range -> conceal(operations.at(), range));
    var changed = new ArrayList<Resource>();
    for (Resource resource : resources) {
      if (!target.selects(resource)) {
        changed.add(resource);
        continue;
      }
      Resource now = remembers ? resource.remembered() : resource;
      changed.add(now.with(patch.apply(now.root())));
    }
    return changed;
  }

  private void conceal(Location at, Range range) {
    build.files().conceal(at.file(), range);
  }
}
