package dev.bulkhead.airgap;

import dev.bulkhead.airgap.NeededImage.Need;
import dev.bulkhead.airgap.NeededImages.Asking;
import dev.bulkhead.airgap.NeededImages.Place;
import dev.bulkhead.airgap.NeededImages.Unreadable;
import dev.bulkhead.model.Container;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.ImageReference.Reading;
import dev.bulkhead.model.ImageSite;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.model.StandIn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks through objects for the images that they ask for. Serves one search. */
final class ImageSearch {
  private static final int MAX_DEPTH = 24;

  private final List<Asking> found = new ArrayList<>();
  private final List<Unreadable> unreadable = new ArrayList<>();
  private final Set<Node> podSpecs = new HashSet<>();

  NeededImages in(Inventory inventory) {
    for (KubernetesObject object : inventory.objects()) {
      podSpecs.clear();
      PodTemplate.of(object).forEach(this::pod);
      if (isCustomResource(object)) {
        fields(object, object.root(), "", 0);
      }
    }
    return NeededImages.of(found, unreadable);
  }

  private static boolean isCustomResource(KubernetesObject object) {
    return object.key().group().indexOf('.') > 0
        && !object.key().kind().equals("CustomResourceDefinition");
  }

  private void pod(PodTemplate pod) {
    podSpecs.add(pod.spec());
    KubernetesObject object = pod.owner();
    for (Container container : pod.containers()) {
      container(object, container, container.role() == Container.Role.INIT ? "init " : "");
    }
    for (Node item : pod.spec().items("ephemeralContainers")) {
      if (item instanceof Node.Mapping node) {
        var container =
            new Container(
                node.text("name").orElse(""), Container.Role.MAIN, "ephemeralContainers", node);
        container(object, container, "ephemeral ");
      }
    }
    for (Node volume : pod.spec().items("volumes")) {
      volume
          .scalar("image", "reference")
          .ifPresent(image -> certain(object, image, "volume " + volume.text("name").orElse("")));
    }
  }

  private void container(KubernetesObject object, Container container, String role) {
    String name = role + "container " + container.name();
    container.node().scalar("image").ifPresent(image -> certain(object, image, name));
    for (ImageSite site : ImageSite.toldTo(container)) {
      candidate(object, site.scalar(), site.text(), "%s of %s".formatted(site.how(), name));
    }
  }

  private void certain(KubernetesObject object, Node.Scalar image, String part) {
    String by = who(object) + ", " + part;
    Optional<String> standIn = StandIn.of(image.text());
    if (standIn.isPresent()) {
      unreadable.add(new Unreadable(image.text(), by, standIn.get(), object.origin(), image.at()));
      return;
    }
    switch (ImageReference.read(image.text())) {
      case Reading.Valid(var reference) ->
          found.add(new Asking(reference, Need.CERTAIN, by, place(object, image)));
      case Reading.Invalid invalid when !image.text().isEmpty() ->
          unreadable.add(
              new Unreadable(invalid.text(), by, invalid.reason(), object.origin(), image.at()));
      // Whoever leaves it empty has it filled in by something in the cluster.
      case Reading.Invalid _ -> {}
    }
  }

  private void candidate(KubernetesObject object, Node at, String text, String part) {
    if (ImageReference.read(text) instanceof Reading.Valid(var reference)) {
      found.add(
          new Asking(reference, Need.CANDIDATE, who(object) + ", " + part, place(object, at)));
    }
  }

  private void fields(KubernetesObject object, Node.Mapping node, String path, int depth) {
    if (depth > MAX_DEPTH || podSpecs.contains(node)) {
      return;
    }
    inParts(object, node, path);
    node.fields()
        .forEach(
            (name, value) -> {
              if (depth > 0 || !name.equals("metadata")) {
                field(object, name, path.isEmpty() ? name : path + "." + name, value, depth);
              }
            });
  }

  private void field(KubernetesObject object, String name, String path, Node value, int depth) {
    switch (value) {
      case Node.Mapping mapping -> fields(object, mapping, path, depth + 1);
      case Node.Sequence list -> {
        for (int i = 0; i < list.items().size(); i++) {
          field(object, name, "%s[%d]".formatted(path, i), list.items().get(i), depth + 1);
        }
      }
      case Node.Scalar scalar when ImageSite.readsLikeImage(name, scalar.text()) ->
          candidate(object, scalar, scalar.text(), path);
      case Node.Scalar _ -> {}
    }
  }

  /** {@code registry}, {@code repository} and {@code tag} or {@code digest}, each in a field. */
  private void inParts(KubernetesObject object, Node.Mapping node, String path) {
    String repository = node.text("repository").orElse("");
    String registry = node.text("registry").orElse("");
    String tag = node.text("tag").orElse("");
    String digest = node.text("digest").orElse("");
    if (repository.isEmpty() || (tag.isEmpty() && digest.isEmpty())) {
      return;
    }
    String text =
        (registry.isEmpty() ? "" : registry + "/")
            + repository
            + (tag.isEmpty() ? "" : ":" + tag)
            + (digest.isEmpty() ? "" : "@" + digest);
    candidate(object, node, text, path);
  }

  private static Place place(KubernetesObject object, Node at) {
    return new Place(object.origin(), at.at());
  }

  private static String who(KubernetesObject object) {
    return object.key() + (object.origin().hook().isTestOnly() ? " (helm test)" : "");
  }
}
