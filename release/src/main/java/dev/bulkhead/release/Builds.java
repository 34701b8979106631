package dev.bulkhead.release;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.render.SourceTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Builds kustomizations. */
@FunctionalInterface
public interface Builds {
  /**
   * What a build came to.
   *
   * @param objects each scalar placed where it was written
   * @param read the paths of all files that it depends on
   * @param refused why it cannot be built, a full sentence; empty where it was
   */
  record Build(List<KubernetesObject> objects, Set<String> read, Optional<String> refused) {
    public Build {
      objects = List.copyOf(objects);
      read = Set.copyOf(read);
    }

    /** The same without the objects that run no containers: what is large in most. */
    Build ofWorkloads() {
      return new Build(
          objects.stream().filter(object -> !PodTemplate.of(object).isEmpty()).toList(),
          read,
          refused);
    }
  }

  /**
   * Builds one.
   *
   * @param folder its path from the root of the tree; the empty string is the root
   */
  Build of(SourceTree files, String folder);
}
