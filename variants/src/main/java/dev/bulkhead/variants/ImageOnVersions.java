package dev.bulkhead.variants;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.verdict.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The image that one container of a chart asks for on clusters of several versions.
 *
 * @param subject the container
 * @param at where the image stands
 * @param images by the cluster's version; without those on which the container is not rendered
 */
record ImageOnVersions(Subject subject, Location at, SequencedMap<ClusterVersion, String> images) {

  /**
   * The containers of an inventory with their images on each version.
   *
   * @param given rendered with exact places
   * @param renders what is rendered on each version
   */
  static List<ImageOnVersions> of(
      Inventory given, SequencedMap<ClusterVersion, Inventory> renders) {
    var byVersion = new LinkedHashMap<ClusterVersion, Map<ContainerKey, String>>();
    renders.forEach((version, inventory) -> byVersion.put(version, images(inventory)));
    var all = new ArrayList<ImageOnVersions>();
    for (KubernetesObject object : given.objects()) {
      if (object.origin().hook().isTestOnly()) {
        continue;
      }
      for (PodTemplate pod : PodTemplate.of(object)) {
        for (Container container : pod.containers()) {
          var key = new ContainerKey(object.key(), container.name());
          var images = new LinkedHashMap<ClusterVersion, String>();
          byVersion.forEach(
              (version, found) -> {
                String image = found.get(key);
                if (image != null) {
                  images.put(version, image);
                }
              });
          all.add(of(object, container, images));
        }
      }
    }
    return all;
  }

  private static ImageOnVersions of(
      KubernetesObject object, Container container, SequencedMap<ClusterVersion, String> images) {
    var image = container.node().scalar("image");
    return new ImageOnVersions(
        Subject.of(object).withContainer(container.name(), image.map(Node.Scalar::text).orElse("")),
        image.map(Node.Scalar::at).orElse(container.node().at()),
        images);
  }

  private static Map<ContainerKey, String> images(Inventory inventory) {
    var images = new HashMap<ContainerKey, String>();
    ContainerImages.of(inventory)
        .forEach((subject, image) -> images.put(ContainerKey.of(subject), image));
    return images;
  }

  /** Whether clusters of different versions get different images; a digest decides, not the tag. */
  boolean differs() {
    return images.values().stream().map(ContainerImages::canonical).distinct().count() > 1;
  }
}
