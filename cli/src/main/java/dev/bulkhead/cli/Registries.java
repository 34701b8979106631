package dev.bulkhead.cli;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import dev.bulkhead.registry.Layers;
import dev.bulkhead.registry.RegistryImages;
import dev.bulkhead.registry.http.Mirror;
import dev.bulkhead.registry.http.RegistryListener;
import dev.bulkhead.registry.http.RegistryOptions;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The registries of one run, opened when the first question is asked of them. */
final class Registries {
  /** So many requests are worth a word before they are made. */
  private static final int MANY = 200;

  private final Surroundings surroundings;
  private final Layers layers;
  private @Nullable RegistryImages opened;

  Registries(Surroundings surroundings, Layers layers) {
    this.surroundings = surroundings;
    this.layers = layers;
  }

  /** Images of registries, or a refusal to ask any under {@code --offline}. */
  Images images(Evidence evidence, Inventory inventory) {
    List<Mirror> mirrors = mirrors(evidence);
    if (evidence.offline) {
      return Registries::offline;
    }
    tellHowMany(evidence, mirrors, inventory);
    return (reference, platform) -> open(evidence, mirrors).find(reference, platform);
  }

  /** The registries themselves, for whoever pulls from them. */
  RegistryImages open(Evidence evidence) {
    return open(evidence, mirrors(evidence));
  }

  private static ImageLookup offline(ImageReference reference, Object platform) {
    return new ImageLookup.Unavailable(
        "%s was not looked up: --offline forbids asking a registry.".formatted(reference),
        "Supply the image with --images PATH, or leave --offline away.");
  }

  private synchronized RegistryImages open(Evidence evidence, List<Mirror> mirrors) {
    if (opened == null) {
      opened = RegistryImages.open(options(evidence, mirrors), RegistryListener.NONE, layers);
    }
    return opened;
  }

  private static List<Mirror> mirrors(Evidence evidence) {
    return evidence.mirrors.stream().map(Mirror::read).toList();
  }

  private RegistryOptions options(Evidence evidence, List<Mirror> mirrors) {
    Path home = Path.of(surroundings.variable("HOME").orElse("/"));
    var options =
        RegistryOptions.of(surroundings.environment(), home)
            .withMirrors(mirrors, evidence.mirrorOnly)
            .withPlainHttp(Set.copyOf(evidence.plainHttp))
            .withTimeout(evidence.timeout.duration());
    if (evidence.registryConfig != null) {
      options = options.withRegistryConfig(evidence.registryConfig);
    }
    if (evidence.caFile != null) {
      options = options.withCaFile(evidence.caFile);
    }
    return evidence.offline ? options.withoutNetwork() : options;
  }

  private void tellHowMany(Evidence evidence, List<Mirror> mirrors, Inventory inventory) {
    Set<ImageReference> references = references(inventory);
    if (references.size() < MANY / 4) {
      return;
    }
    int requests = open(evidence, mirrors).estimate(references, 1);
    if (requests >= MANY) {
      surroundings
          .err()
          .printf("Looking up %d images takes about %d requests.%n", references.size(), requests);
    }
  }

  private static Set<ImageReference> references(Inventory inventory) {
    var references = new HashSet<ImageReference>();
    for (KubernetesObject object : inventory.objects()) {
      for (PodTemplate pod : PodTemplate.of(object)) {
        for (Container container : pod.containers()) {
          if (ImageReference.read(container.node().text("image").orElse(""))
              instanceof ImageReference.Reading.Valid(var reference)) {
            references.add(reference);
          }
        }
      }
    }
    return references;
  }
}
