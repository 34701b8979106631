package dev.bulkhead.render;

import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * What is taken out of a document's tree as it is built.
 *
 * @param lines where the values of Secrets stand in the text
 * @param values the nodes that were taken out of Secrets
 * @param registrySecrets credentials for registries, for nothing but asking these
 */
record Withheld(
    List<ConcealedLines.Range> lines, List<Node> values, List<RegistrySecret> registrySecrets) {
  /** Nothing so far. */
  static Withheld nothing() {
    return new Withheld(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** Takes over what is to be known of another document when its tree is built. */
  void addAll(Withheld other) {
    lines.addAll(other.lines);
    registrySecrets.addAll(other.registrySecrets);
  }
}
