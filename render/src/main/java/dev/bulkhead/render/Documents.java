package dev.bulkhead.render;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.List;

/**
 * What a YAML text came to.
 *
 * @param roots the root of each document that could be read, empty documents left out
 * @param problems the documents that could not be read, in the order of the text
 * @param duplicates fields that their mapping states twice; the last one counts, as in Kubernetes
 * @param concealed the lines that hold values of Secrets, as lines of the text that was read
 * @param registrySecrets the credentials for registries that Secrets of the text hold
 */
public record Documents(
    List<Node> roots,
    List<SourceProblem> problems,
    List<Duplicate> duplicates,
    ConcealedLines concealed,
    List<RegistrySecret> registrySecrets) {
  public Documents {
    roots = List.copyOf(roots);
    problems = List.copyOf(problems);
    duplicates = List.copyOf(duplicates);
    registrySecrets = List.copyOf(registrySecrets);
  }

  /**
   * A field that its mapping states again.
   *
   * @param at where the field's name stands again
   * @param before where it stood before
   */
  public record Duplicate(String field, Location at, Location before) {}

  /** The roots that are mappings, as every manifest is. */
  public List<Node.Mapping> mappings() {
    return roots.stream()
        .filter(Node.Mapping.class::isInstance)
        .map(Node.Mapping.class::cast)
        .toList();
  }
}
