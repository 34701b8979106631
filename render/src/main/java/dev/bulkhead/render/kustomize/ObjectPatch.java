package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Node;
import java.util.Optional;

/**
 * Part of an object, to be merged into whole ones.
 *
 * @param mayRename whether the name that it states becomes the object's
 * @param mayChangeKind whether the kind that it states does
 */
record ObjectPatch(Node.Mapping patch, boolean mayRename, boolean mayChangeKind) {
  /** The object that the patch is for, if nothing else says so. */
  Identity target() {
    return Identity.of(patch);
  }

  /** What becomes of an object; nothing where the patch deletes it. */
  Optional<Resource> apply(Resource resource) {
    Resource before = mayRename || mayChangeKind ? resource.remembered() : resource;
    Node.Mapping old = resource.root();
    Node.Mapping change =
        old.get("apiVersion")
            .map(version -> Nodes.with(patch, "apiVersion", version))
            .orElse(patch);
    return StrategicMerge.merge(old, change)
        .filter(merged -> !merged.fields().isEmpty())
        .map(merged -> before.with(kept(old, merged)));
  }

  private Node.Mapping kept(Node.Mapping old, Node.Mapping merged) {
    Node.Mapping all = merged;
    if (!mayChangeKind) {
      all = as(old, all, "kind");
    }
    Node.Mapping before = old.mapping("metadata").orElse(Node.Mapping.empty(old.at()));
    return Nodes.inside(
        all,
        "metadata",
        before.at(),
        metadata -> {
          Node.Mapping named = mayRename ? metadata : as(before, metadata, "name");
          return as(before, named, "namespace");
        });
  }

  private static Node.Mapping as(Node.Mapping old, Node.Mapping now, String field) {
    return old.get(field)
        .map(value -> Nodes.with(now, field, value))
        .orElseGet(() -> Nodes.without(now, field));
  }
}
