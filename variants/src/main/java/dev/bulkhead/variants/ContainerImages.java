package dev.bulkhead.variants;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.verdict.Subject;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The images that containers run. */
public final class ContainerImages {
  private ContainerImages() {}

  /** The containers that run in earnest, with their images as they are written. */
  public static SequencedMap<Subject, String> of(Inventory inventory) {
    var images = new LinkedHashMap<Subject, String>();
    for (KubernetesObject object : inventory.objects()) {
      if (object.origin().hook().isTestOnly()) {
        continue;
      }
      for (PodTemplate pod : PodTemplate.of(object)) {
        for (Container container : pod.containers()) {
          container
              .node()
              .text("image")
              .ifPresent(
                  image ->
                      images.put(Subject.of(object).withContainer(container.name(), image), image));
        }
      }
    }
    return images;
  }

  /** The image of one container; empty where there is none. */
  static String of(Inventory inventory, ContainerKey container) {
    return of(inventory).entrySet().stream()
        .filter(one -> ContainerKey.of(one.getKey()).equals(container))
        .map(one -> one.getValue())
        .findFirst()
        .orElse("");
  }

  /** The full name of an image with what decides, the digest before the tag. */
  static String canonical(String image) {
    return ImageReference.read(image) instanceof ImageReference.Reading.Valid(var reference)
        ? reference.canonical()
        : image;
  }
}
