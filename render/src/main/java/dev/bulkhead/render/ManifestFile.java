package dev.bulkhead.render;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Origin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one file of manifests came to.
 *
 * @param file as reports name it
 * @param strays how many of its documents are no Kubernetes objects
 * @param template a line that makes the file a template which has not been rendered, if one does
 * @param kustomization whether the file is one
 */
record ManifestFile(
    String file,
    List<KubernetesObject> objects,
    List<SourceProblem> problems,
    int strays,
    @Nullable Location template,
    boolean kustomization,
    Documents documents) {

  /** The names that kustomize looks for ({@code konfig.RecognizedKustomizationFileNames}). */
  static final List<String> KUSTOMIZATIONS =
      List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  private static final String KUSTOMIZE = "kustomize.config.k8s.io/";

  /**
   * Reads a file.
   *
   * @param path the file within its source
   */
  static ManifestFile read(String source, String path, String file, byte[] bytes) {
    var text = SourceText.of(bytes, file);
    Documents documents = YamlReader.read(text.text(), Placement.of(file));
    var objects = new ArrayList<KubernetesObject>();
    int strays = 0;
    boolean kustomization = isKustomization(path);
    for (Node root : documents.roots()) {
      List<Node.Mapping> found = Manifests.objects(root);
      boolean isBuildFile = isKustomization(root);
      kustomization |= isBuildFile;
      if (!isBuildFile) {
        found.forEach(object -> objects.add(KubernetesObject.of(object, Origin.of(source, path))));
        strays += found.isEmpty() && !isEmptyList(root) ? 1 : 0;
      }
    }
    var problems = new ArrayList<>(documents.problems());
    text.problem().ifPresent(problems::add);
    Location template = problems.isEmpty() ? null : templateLine(text.text(), problems.getFirst());
    return new ManifestFile(file, objects, problems, strays, template, kustomization, documents);
  }

  /** Whether anything in the file is a Kubernetes object or may be one. */
  boolean isManifest() {
    return !objects.isEmpty() || !problems.isEmpty();
  }

  private static boolean isEmptyList(Node root) {
    return root instanceof Node.Mapping mapping && Manifests.isObject(mapping);
  }

  private static boolean isKustomization(Node root) {
    return root.text("apiVersion").filter(version -> version.startsWith(KUSTOMIZE)).isPresent();
  }

  /** Whether a file is a kustomization, as its name says. */
  static boolean isKustomization(String path) {
    return KUSTOMIZATIONS.contains(path.substring(path.lastIndexOf('/') + 1));
  }

  /**
   * The line with a template's action that explains why the file cannot be read: the faulty line,
   * or a line that begins with one, which no YAML does.
   */
  private static @Nullable Location templateLine(String text, SourceProblem problem) {
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      boolean isAction = line.stripLeading().startsWith("{{");
      if (isAction || (number == problem.at().line() && line.contains("{{"))) {
        return Location.exact(problem.at().file(), number, line.indexOf("{{") + 1);
      }
    }
    return null;
  }
}
