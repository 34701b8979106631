package dev.bulkhead.airgap.k0s;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A configuration's text for showing it: what holds neither images nor the network's settings is
 * not shown, since passwords stand there (of charts' repositories, of databases, of hosts).
 */
public final class ShownLines {
  private static final String HIDDEN = "(not shown)";

  /** The mappings in which one looks further, by their path below the document. */
  private final Set<String> open;

  private final Set<String> shown;
  private final BitSet hidden = new BitSet();

  private ShownLines(String spec) {
    this.open =
        Stream.of("", "metadata", "spec", "spec.k0s", "spec.k0s.config", "spec.nodeConfig", spec)
            .flatMap(path -> Stream.of(path, path.equals(spec) ? spec + ".network" : path))
            .collect(Collectors.toUnmodifiableSet());
    this.shown =
        Set.of(
            "apiVersion",
            "kind",
            "metadata.name",
            "metadata.namespace",
            "metadata.managedFields",
            "metadata.resourceVersion",
            "metadata.generation",
            "metadata.uid",
            "metadata.creationTimestamp",
            "spec.k0s.version",
            "spec.k0s.dynamicConfig",
            spec + ".images",
            spec + ".network.provider",
            spec + ".network.podCIDR",
            spec + ".network.serviceCIDR",
            spec + ".network.clusterDomain",
            spec + ".network.dualStack",
            spec + ".network.kubeProxy",
            spec + ".network.nodeLocalLoadBalancing");
  }

  /** The text, the same number of lines. */
  public static String of(ClusterConfig config, String text) {
    List<String> fields = config.specFields();
    String spec = String.join(".", fields.getFirst().equals("items") ? List.of("spec") : fields);
    var lines = new ShownLines(spec);
    List<String> all = text.lines().toList();
    if (config.document() instanceof Node.Mapping document) {
      lines.hidden.set(0, Math.max(0, document.at().line() - 1));
      lines.look(document, "", all.size());
    }
    var out = new ArrayList<String>();
    for (int i = 0; i < all.size(); i++) {
      out.add(lines.hidden.get(i) ? HIDDEN : all.get(i));
    }
    return String.join("\n", out) + "\n";
  }

  /** Hides what a mapping holds that is not to be shown, up to a line. */
  private void look(Node.Mapping mapping, String path, int end) {
    List<Map.Entry<String, Location>> keys =
        mapping.keys().entrySet().stream()
            .sorted(Map.Entry.comparingByValue((a, b) -> Integer.compare(a.line(), b.line())))
            .toList();
    for (int i = 0; i < keys.size(); i++) {
      String name = keys.get(i).getKey();
      String field = path.isEmpty() ? name : path + "." + name;
      int line = keys.get(i).getValue().line();
      int last = i + 1 < keys.size() ? keys.get(i + 1).getValue().line() - 1 : end;
      Node value = mapping.fields().get(name);
      if (value instanceof Node.Mapping below && open.contains(field)) {
        look(below, field, last);
      } else if (!shown.contains(field) && value != null) {
        int first = value.at().line() == line ? line : line + 1;
        hidden.set(first - 1, Math.max(value.at().line() == line ? first : first - 1, last));
      }
    }
  }
}
