package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.Documents;
import dev.bulkhead.render.Excerpts;
import dev.bulkhead.render.KustomizationFolder;
import dev.bulkhead.render.Manifests;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of objects that a program built were written, as far as it can be known: what
 * the subset built alike has its very place; else the object of that kind whose name fits best is
 * looked up among the files, and every place is told as uncertain.
 */
final class KnownPlaces {
  private static final int MOST_FILES = 2_000;

  private final Location somewhere;
  private final Map<Identity, KubernetesObject> built = new HashMap<>();
  private final List<Stated> stated = new ArrayList<>();
  private final BuildFiles files = new BuildFiles();
  private final Excerpts own;

  /** An object that a file states. */
  private record Stated(Node.Mapping root, String path) {}

  KnownPlaces(KustomizationFolder folder, Kustomized own, Location somewhere) {
    this.somewhere = somewhere;
    this.own = own.excerpts();
    for (KubernetesObject object : own.objects()) {
      built.put(Identity.of(object.root()), object);
    }
    if (!own.problems().isEmpty()) {
      look(folder);
    }
  }

  private void look(KustomizationFolder folder) {
    var site = new Site(folder.tree(), folder.path(), folder.names(), null);
    folder.tree().paths().stream()
        .filter(path -> path.endsWith(".yaml") || path.endsWith(".yml"))
        .sorted(Comparator.comparing((String path) -> !site.contains(path)))
        .limit(MOST_FILES)
        .forEach(path -> look(site, path));
  }

  private void look(Site site, String path) {
    try {
      Documents documents = files.documents(site, path, somewhere);
      for (Node root : documents.roots()) {
        Manifests.objects(root).forEach(object -> stated.add(new Stated(object, path)));
      }
    } catch (Refused unreadable) {
      // A file that cannot be read tells no places.
    }
  }

  /** The object with the places of its values. */
  Node.Mapping placed(Node.Mapping root) {
    KubernetesObject alike = built.get(Identity.of(root));
    if (alike != null) {
      return (Node.Mapping) placed(root, alike.root(), alike.root().at());
    }
    return fitting(root)
        .map(found -> (Node.Mapping) uncertain(placed(root, found.root(), found.root().at())))
        .orElse(root);
  }

  /** The file that states the object, within the tree; the empty string where it is not known. */
  String path(Node.Mapping root) {
    KubernetesObject alike = built.get(Identity.of(root));
    return alike != null ? alike.origin().path() : fitting(root).map(Stated::path).orElse("");
  }

  /** Lines of all files that places lie in. */
  Excerpts excerpts() {
    Excerpts looked = files.excerpts();
    return (file, line) -> own.line(file, line).or(() -> looked.line(file, line));
  }

  /** Prefixes and suffixes make names longer; the longest name within fits best. */
  private Optional<Stated> fitting(Node.Mapping root) {
    Kind kind = Kind.of(root);
    String name = root.text("metadata", "name").orElse("");
    return stated.stream()
        .filter(each -> Kind.of(each.root()).equals(kind))
        .filter(each -> name.contains(nameOf(each)))
        .max(Comparator.comparingInt(each -> nameOf(each).length()));
  }

  private static String nameOf(Stated stated) {
    return stated.root().text("metadata", "name").orElse("");
  }

  private static Node placed(Node node, @Nullable Node known, Location near) {
    return switch (node) {
      case Node.Scalar scalar ->
          known instanceof Node.Scalar same && same.text().equals(scalar.text())
              ? new Node.Scalar(scalar.text(), scalar.type(), same.at())
              : new Node.Scalar(scalar.text(), scalar.type(), roughly(known, near));
      case Node.Mapping mapping -> {
        Location at = known instanceof Node.Mapping ? known.at() : roughly(known, near);
        var fields = new LinkedHashMap<String, Node>();
        mapping
            .fields()
            .forEach(
                (name, value) ->
                    fields.put(
                        name,
                        placed(value, known == null ? null : known.get(name).orElse(null), at)));
        yield new Node.Mapping(fields, at);
      }
      case Node.Sequence sequence -> {
        Location at = known instanceof Node.Sequence ? known.at() : roughly(known, near);
        List<Node> others = known instanceof Node.Sequence same ? same.items() : List.<Node>of();
        var items = new ArrayList<Node>();
        for (int i = 0; i < sequence.items().size(); i++) {
          Node item = sequence.items().get(i);
          items.add(placed(item, counterpart(item, i, others), at));
        }
        yield new Node.Sequence(items, at);
      }
    };
  }

  /** The item of the same name; where items have none, the one at the same position. */
  private static @Nullable Node counterpart(Node item, int index, List<Node> others) {
    Optional<String> name = item.text("name");
    if (name.isPresent()) {
      return others.stream()
          .filter(other -> other.text("name").equals(name))
          .findFirst()
          .orElse(null);
    }
    return index < others.size() ? others.get(index) : null;
  }

  private static Location roughly(@Nullable Node known, Location near) {
    Location at = known == null ? near : known.at();
    return new Location(at.file(), at.line(), at.column(), false);
  }

  private static Node uncertain(Node node) {
    Location at = roughly(node, node.at());
    return switch (node) {
      case Node.Scalar scalar -> new Node.Scalar(scalar.text(), scalar.type(), at);
      case Node.Sequence sequence ->
          new Node.Sequence(sequence.items().stream().map(KnownPlaces::uncertain).toList(), at);
      case Node.Mapping mapping -> {
        var fields = new LinkedHashMap<String, Node>();
        mapping.fields().forEach((name, value) -> fields.put(name, uncertain(value)));
        yield new Node.Mapping(fields, at);
      }
    };
  }
}
