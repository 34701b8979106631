package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Location;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What has been built so far.
 *
 * @param resources in the order in which they were stated, no two of one identity
 * @param specs where fields are applied, as far as files have said so
 */
record Accumulated(List<Resource> resources, FieldSpecs specs) {
  /** Nothing, and what kustomize itself knows. */
  static final Accumulated NOTHING = new Accumulated(List.of(), FieldSpecs.defaults());

  Accumulated {
    resources = List.copyOf(resources);
  }

  /** The same with others after them. */
  Accumulated and(List<Resource> more, Location asker) {
    var all = new ArrayList<>(resources);
    all.addAll(more);
    return new Accumulated(distinct(all, asker), specs);
  }

  Accumulated and(Accumulated other, Location asker) {
    return and(other.resources, asker).and(other.specs);
  }

  Accumulated and(FieldSpecs more) {
    return new Accumulated(resources, specs.and(more));
  }

  Accumulated settled() {
    return new Accumulated(resources, specs.settled());
  }

  Accumulated with(List<Resource> changed) {
    return new Accumulated(changed, specs);
  }

  /** The resources, if no two are the same object. */
  static List<Resource> distinct(List<Resource> resources, Location asker) {
    var seen = new HashSet<Identity>();
    for (Resource resource : resources) {
      if (!seen.add(resource.identity())) {
        throw new Refused(
            asker,
            "The kustomization comes to %s twice.".formatted(resource.identity()),
            "Leave out one of them.");
      }
    }
    return resources;
  }

  /** The one object that has, or had, an identity; empty where there is none. */
  static Optional<Resource> find(List<Resource> resources, Identity wanted, Location asker) {
    List<Resource> found =
        resources.stream()
            .filter(resource -> resource.identities().anyMatch(wanted::equals))
            .toList();
    if (found.size() > 1) {
      throw new Refused(
          asker,
          "Several objects are, or were, %s.".formatted(wanted),
          "Name the one that is meant more exactly.");
    }
    return found.stream().findFirst();
  }

  /** The list with one resource in the place of another. */
  static List<Resource> replaced(List<Resource> resources, Resource old, Resource now) {
    Identity wanted = old.identity();
    return resources.stream().map(each -> each.identity().equals(wanted) ? now : each).toList();
  }
}
