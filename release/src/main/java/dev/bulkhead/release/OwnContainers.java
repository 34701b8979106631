package dev.bulkhead.release;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Origin;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.render.Manifests;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Which containers run the project's own images.
 *
 * @param charts the names of its charts; an image that is called as one is its own where nothing
 *     else is known of it, as in a repository that releases nothing but charts
 */
public record OwnContainers(Project project, OwnImages own, Set<String> charts) {
  public OwnContainers {
    charts = Set.copyOf(charts);
  }

  /** Whether an image, named without a tag, is the project's own. */
  boolean isOwn(String image) {
    String base = OwnImages.base(image);
    return own.contains(image)
        || (own.reasons().isEmpty() && (base.equals(project.name()) || charts.contains(base)));
  }

  /** The project's own images that objects run, each place once. */
  public List<DeployedImage> images(Collection<KubernetesObject> objects) {
    var images = new ArrayList<DeployedImage>();
    each(
        objects,
        (object, container) ->
            container
                .node()
                .scalar("image")
                .ifPresent(
                    image -> {
                      if (ImageReference.read(image.text())
                              instanceof ImageReference.Reading.Valid(var reference)
                          && isOwn(reference.name())) {
                        images.add(
                            new DeployedImage(
                                reference, image.at(), object.key(), container.name()));
                      }
                    }));
    return images;
  }

  /**
   * The containers with the project's own images that set their command.
   *
   * @param mode the setting of a chart's values under which the objects are so
   */
  public List<CommandUse> commands(Collection<KubernetesObject> objects, String mode) {
    var commands = new ArrayList<CommandUse>();
    each(
        objects,
        (object, container) -> {
          List<String> words =
              container.node().items("command").stream()
                  .flatMap(word -> word.text().stream())
                  .toList();
          String image = container.node().text("image").orElse("");
          if (!words.isEmpty()
              && ImageReference.read(image) instanceof ImageReference.Reading.Valid(var reference)
              && isOwn(reference.name())) {
            Location at =
                container.node().find("command").map(Node::at).orElse(container.node().at());
            commands.add(
                new CommandUse(reference.name(), object.key(), container.name(), at, words, mode));
          }
        });
    return commands;
  }

  /** The same of a file of manifests. */
  public List<CommandUse> commands(String path, String text) {
    return commands(
        YamlReader.read(text, Placement.of(path)).roots().stream()
            .flatMap(root -> Manifests.objects(root).stream())
            .map(object -> KubernetesObject.of(object, Origin.of("", path)))
            .toList(),
        "");
  }

  private static void each(
      Collection<KubernetesObject> objects, BiConsumer<KubernetesObject, Container> taker) {
    for (KubernetesObject object : objects) {
      for (PodTemplate pod : PodTemplate.of(object)) {
        pod.containers().forEach(container -> taker.accept(object, container));
      }
    }
  }
}
