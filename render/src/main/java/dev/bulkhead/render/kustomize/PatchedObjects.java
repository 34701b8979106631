package dev.bulkhead.render.kustomize;

import java.util.ArrayList;
import java.util.List;

/** Applies a patch to those of a build's objects that it is for. */
final class PatchedObjects {
  private PatchedObjects() {}

  /** Patches the one object that the patch names. */
  static List<Resource> byIdentity(List<Resource> resources, ObjectPatch patch) {
    Identity wanted =
        Accumulated.find(resources, patch.target(), patch.patch().at())
            .orElseThrow(() -> nothing(patch))
            .identity();
    var all = new ArrayList<Resource>();
    for (Resource resource : resources) {
      if (resource.identity().equals(wanted)) {
        patch.apply(resource).ifPresent(all::add);
      } else {
        all.add(resource);
      }
    }
    return Accumulated.distinct(all, patch.patch().at());
  }

  /** Patches all objects that a target selects, which may be none. */
  static List<Resource> bySelector(List<Resource> resources, ObjectPatch patch, Selector selector) {
    var all = new ArrayList<Resource>();
    for (Resource resource : resources) {
      if (selector.selects(resource)) {
        patch.apply(resource).ifPresent(all::add);
      } else {
        all.add(resource);
      }
    }
    return Accumulated.distinct(all, patch.patch().at());
  }

  private static Refused nothing(ObjectPatch patch) {
    Identity target = patch.target();
    return new Refused(
        patch.patch().at(),
        "The patch is for %s of %s, and the kustomization has no such object."
            .formatted(target, target.kind().apiVersion()),
        "Correct apiVersion, kind, name or namespace: they are those before or after what the bases"
            + " change.");
  }
}
