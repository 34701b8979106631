package dev.bulkhead.airgap.k0s;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.verdict.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The keys that releases of k0s know, those of all releases together. */
final class ConfigKeys {
  private static final String FILE = "k0s-config-keys.txt";

  /** What k0s itself passes over when it reads a file (pkg/strictyaml). */
  private static final Set<String> PASSED_OVER = Set.of("interval", "podSecurityPolicy");

  private static final int MOST = 50;
  private static final int DEEPEST = 32;

  private final Set<String> known;
  private final List<Unknown> unknown = new ArrayList<>();

  private ConfigKeys(Set<String> known) {
    this.known = known;
  }

  /**
   * A key that no release knows.
   *
   * @param path with dots, {@code spec} first
   * @param nearest the keys beside it that may have been meant, the nearest first
   * @param otherCase the key beside it that differs in upper and lower case alone, which k0s takes
   *     it for in a file
   */
  record Unknown(String path, Location at, List<String> nearest, Optional<String> otherCase) {
    Unknown {
      nearest = List.copyOf(nearest);
    }
  }

  /** The keys of a configuration that no release knows, in the order of the file; at most fifty. */
  static List<Unknown> unknown(ClusterConfig config) {
    var keys = new ConfigKeys(Holder.KNOWN);
    keys.look("spec", config.spec(), 0);
    return List.copyOf(keys.unknown);
  }

  private void look(String path, Node node, int depth) {
    if (known.contains(path + ".*") || depth > DEEPEST || unknown.size() >= MOST) {
      return;
    }
    switch (node) {
      case Node.Mapping mapping ->
          mapping
              .fields()
              .forEach((name, value) -> look(path, name, mapping.keyAt(name), value, depth));
      case Node.Sequence list -> list.items().forEach(item -> look(path, item, depth + 1));
      case Node.Scalar _ -> {}
    }
  }

  private void look(String parent, String name, Location at, Node value, int depth) {
    String path = parent + "." + name;
    if (known.contains(path) || known.contains(path + ".*")) {
      look(path, value, depth + 1);
    } else if (!PASSED_OVER.contains(name) && unknown.size() < MOST) {
      Set<String> names = namesBelow(parent);
      Optional<String> otherCase = names.stream().filter(name::equalsIgnoreCase).findFirst();
      unknown.add(new Unknown(path, at, Nearest.to(name, names), otherCase));
    }
  }

  private Set<String> namesBelow(String parent) {
    String prefix = parent + ".";
    return known.stream()
        .filter(path -> path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()))
        .map(rest -> rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest)
        .filter(name -> !name.equals("*"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Read once, and only where it is wanted. */
  private static final class Holder {
    private static final Set<String> KNOWN = read();

    private static Set<String> read() {
      try (var in = ConfigKeys.class.getResourceAsStream(FILE)) {
        if (in == null) {
          throw new IllegalStateException("The program lacks its own " + FILE);
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.startsWith("#") && !line.isBlank())
            .collect(Collectors.toUnmodifiableSet());
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }
}
