package dev.bulkhead.airgap.k0s;

import dev.bulkhead.airgap.k0s.ClusterConfig.Form;
import dev.bulkhead.airgap.k0s.ClusterConfig.Pin;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.Documents;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import dev.bulkhead.verdict.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Reads configurations of k0s in all the forms in which they come. */
public final class ConfigReader {
  private static final String GROUP = "k0s.k0sproject.io/";
  private static final String K0SCTL_GROUP = "k0sctl.k0sproject.io/";

  private ConfigReader() {}

  /**
   * Reads the one configuration that a file holds. An empty file is one with all defaults.
   *
   * @throws UserError where the file is no YAML, or holds none or several configurations
   */
  public static ClusterConfig read(String file, String text) {
    Documents documents = YamlReader.read(text, Placement.of(file));
    if (!documents.problems().isEmpty()) {
      var problem = documents.problems().getFirst();
      throw new UserError(problem.at(), problem.cause(), problem.remedy(), problem.origin());
    }
    if (documents.roots().isEmpty()) {
      Location at = Location.somewhereIn(file);
      var nothing = Node.Mapping.empty(at);
      return new ClusterConfig(
          Form.FILE, file, nothing, nothing, List.of("spec"), new LinkedHashMap<>(), List.of());
    }
    List<ClusterConfig> found = in(file, documents.roots());
    if (found.size() == 1) {
      ClusterConfig config = found.getFirst();
      return config.withDuplicates(duplicates(config.document().at().line(), documents));
    }
    if (found.isEmpty()) {
      throw new UserError(
          documents.roots().getFirst().at(),
          "%s holds no configuration of k0s, but %s."
              .formatted(file, described(documents.roots().getFirst())),
          "Name a ClusterConfig (k0s.yaml, or \"kubectl get clusterconfig k0s -n kube-system -o"
              + " yaml\") or a file of k0sctl.",
          null);
    }
    throw new UserError(
        found.get(1).document().at(),
        "%s holds %d configurations of k0s.".formatted(file, found.size()),
        "Leave one of them in the file.",
        null);
  }

  /** What the document states twice that begins in a line; k0s looks at no other. */
  private static List<Documents.Duplicate> duplicates(int begin, Documents documents) {
    int end =
        documents.roots().stream()
            .mapToInt(root -> root.at().line())
            .filter(line -> line > begin)
            .min()
            .orElse(Integer.MAX_VALUE);
    return documents.duplicates().stream()
        .filter(twice -> twice.at().line() >= begin && twice.at().line() < end)
        .toList();
  }

  /** The configurations among documents, lists searched, too. */
  public static List<ClusterConfig> in(String file, List<Node> documents) {
    var found = new ArrayList<ClusterConfig>();
    for (Node document : documents) {
      List<Node> items = document.items("items");
      if (!items.isEmpty() && document.text("kind").orElse("").endsWith("List")) {
        for (int i = 0; i < items.size(); i++) {
          var path = List.of("items", String.valueOf(i), "spec");
          recognise(file, items.get(i), path).ifPresent(found::add);
        }
      } else {
        recognise(file, document, List.of("spec")).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<ClusterConfig> recognise(String file, Node document, List<String> path) {
    if (!(document instanceof Node.Mapping)) {
      return Optional.empty();
    }
    String version = document.text("apiVersion").orElse("");
    String kind = document.text("kind").orElse("");
    if (version.startsWith(K0SCTL_GROUP)) {
      return Optional.of(config(Form.K0SCTL, file, document, "spec", "k0s", "config", "spec"));
    }
    if (kind.equals("RuntimeConfig")) {
      return Optional.of(config(Form.RUNTIME, file, document, "spec", "nodeConfig", "spec"));
    }
    boolean isKind = kind.equals("ClusterConfig") || kind.equals("Cluster") || kind.isEmpty();
    boolean isGroup = version.startsWith(GROUP) || version.isEmpty();
    boolean isBare = version.isEmpty() && kind.isEmpty();
    if (!isKind || !isGroup || (isBare && !looksLikeOne(document))) {
      return Optional.empty();
    }
    boolean isObject =
        document.text("metadata", "namespace").filter("kube-system"::equals).isPresent()
            || path.size() > 1;
    return Optional.of(
        config(isObject ? Form.OBJECT : Form.FILE, file, document, path.toArray(String[]::new)));
  }

  /** Whether a document that says nothing of itself has what k0s' configurations have. */
  private static boolean looksLikeOne(Node document) {
    boolean isAllDefaults =
        document instanceof Node.Mapping root
            && root.fields().keySet().equals(Set.of("spec"))
            && root.find("spec")
                .map(spec -> spec instanceof Node.Mapping below && below.fields().isEmpty())
                .orElse(true);
    return isAllDefaults
        || List.of("api", "images", "network", "storage", "telemetry", "konnectivity", "extensions")
            .stream()
            .anyMatch(field -> document.mapping("spec", field).isPresent());
  }

  private static ClusterConfig config(Form form, String file, Node document, String... path) {
    String[] within =
        path[0].equals("items") ? new String[] {"spec"} : path; // the item is the document
    Node.Mapping spec = document.mapping(within).orElseGet(() -> Node.Mapping.empty(document.at()));
    return new ClusterConfig(form, file, document, spec, List.of(path), pins(spec), List.of());
  }

  private static SequencedMap<ImageKey, Pin> pins(Node.Mapping spec) {
    var pins = new LinkedHashMap<ImageKey, Pin>();
    for (ImageKey key : ImageKey.values()) {
      if (key.isConfigurable()) {
        pin(key, spec).ifPresent(pin -> pins.put(key, pin));
      }
    }
    return pins;
  }

  private static Optional<Pin> pin(ImageKey key, Node.Mapping spec) {
    List<String> fields = key.fields().subList(1, key.fields().size());
    String[] holder = fields.subList(0, fields.size() - 1).toArray(String[]::new);
    Optional<Node.Mapping> parent = spec.mapping(holder);
    return parent.flatMap(
        mapping ->
            mapping
                .mapping(fields.getLast())
                .map(
                    image ->
                        new Pin(
                            key,
                            image.scalar("image").filter(ConfigReader::isStated),
                            image.scalar("version").filter(ConfigReader::isStated),
                            mapping.keyAt(fields.getLast())))
                .filter(pin -> pin.image().isPresent() || pin.version().isPresent()));
  }

  private static boolean isStated(Node.Scalar scalar) {
    return !scalar.text().isEmpty();
  }

  private static String described(Node document) {
    String kind = document.text("kind").orElse("");
    if (!kind.isEmpty()) {
      return "a document of kind %s (%s)"
          .formatted(kind, document.text("apiVersion").orElse("no apiVersion"));
    }
    return document instanceof Node.Mapping
        ? "a document that names neither kind nor any of k0s' settings"
        : "a document that is no mapping";
  }
}
