package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.render.Excerpts;
import dev.bulkhead.render.RegistrySecret;
import dev.bulkhead.render.SourceProblem;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a kustomization came to.
 *
 * @param objects as it deploys them; none where anything of it is refused
 * @param problems why it cannot be built; none where it can
 * @param read the paths of all files that were read, as they are shown: those of the tree, and
 *     those of trees that stand for remote bases
 * @param notes what a reader of the report should know, a full sentence each
 * @param needsRemotes whether it names anything by address, be it at hand or not
 * @param excerpts the lines that places point at
 * @param registrySecrets the credentials for registries that Secrets of it hold
 */
public record Kustomized(
    List<KubernetesObject> objects,
    List<SourceProblem> problems,
    Set<String> read,
    List<String> notes,
    boolean needsRemotes,
    Excerpts excerpts,
    List<RegistrySecret> registrySecrets) {
  public Kustomized {
    objects = List.copyOf(objects);
    problems = List.copyOf(problems);
    read = Collections.unmodifiableSortedSet(new TreeSet<>(read));
    notes = List.copyOf(notes);
    registrySecrets = List.copyOf(registrySecrets);
  }
}
