package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Origin;
import dev.bulkhead.render.SourceProblem;
import dev.bulkhead.render.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Builds kustomizations out of trees of files, wherever these lie, without any other program. */
public final class Kustomizations {
  private static final String LOCAL = "config.kubernetes.io/local-config";

  private Kustomizations() {}

  /** The names that the file of a kustomization can have. */
  public static List<String> fileNames() {
    return Site.FILES;
  }

  /** Whether a folder of a tree has a kustomization; the empty string is the root. */
  public static boolean isIn(SourceTree tree, String folder) {
    return Site.FILES.stream()
        .anyMatch(name -> tree.isFile(folder.isEmpty() ? name : folder + "/" + name));
  }

  /**
   * Builds the kustomization of a folder; places are named by the tree's name and the path in it.
   *
   * @param folder from the tree's root; the empty string is the root
   */
  public static Kustomized build(SourceTree tree, String folder, RemoteBases remotes) {
    return build(
        tree,
        folder,
        tree.name(),
        path -> path.isEmpty() ? tree.name() : tree.name() + "/" + path,
        remotes);
  }

  /**
   * Builds the kustomization of a folder.
   *
   * @param source what objects are said to come from
   * @param names how a path of the tree is shown
   */
  public static Kustomized build(
      SourceTree tree,
      String folder,
      String source,
      UnaryOperator<String> names,
      RemoteBases remotes) {
    var build = new Build(remotes);
    var site = new Site(tree, folder, names, null);
    try {
      List<Resource> built = resources(site, build);
      return result(
          built.stream()
              .map(each -> KubernetesObject.of(each.root(), Origin.of(source, each.path())))
              .toList(),
          List.of(),
          build);
    } catch (Refused refused) {
      return result(List.of(), refused.problems(), build);
    }
  }

  private static List<Resource> resources(Site site, Build build) {
    Location at = Location.somewhereIn(site.shown());
    Target target = Target.at(site, build, at);
    Accumulated all = target.build(Accumulated.NOTHING);
    List<Resource> named = new NameReferences(hashed(all.resources()), all.specs()).updated();
    return named.stream().filter(each -> !isLocal(each)).map(Finished::of).toList();
  }

  private static List<Resource> hashed(List<Resource> resources) {
    var hashed = new ArrayList<Resource>();
    for (Resource resource : resources) {
      hashed.add(
          resource.made() != null && resource.made().isHashed()
              ? resource.remembered().named(resource.name() + "-" + ContentHash.of(resource))
              : resource);
    }
    return hashed;
  }

  /** What is meant for tools alone is not deployed. */
  private static boolean isLocal(Resource resource) {
    return resource
        .root()
        .mapping("metadata", "annotations")
        .flatMap(annotations -> annotations.text(LOCAL))
        .filter(value -> !value.equals("false"))
        .isPresent();
  }

  private static Kustomized result(
      List<KubernetesObject> objects, List<SourceProblem> problems, Build build) {
    BuildFiles files = build.files();
    return new Kustomized(
        objects,
        problems,
        files.read(),
        files.notes(),
        build.needsRemotes(),
        files.excerpts(),
        files.registrySecrets());
  }
}
