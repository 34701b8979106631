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
import dev.bulkhead.registry.TagLookup;
import dev.bulkhead.registry.http.PullSecret;
import dev.bulkhead.registry.http.RegistryListener;
import dev.bulkhead.registry.http.RegistryOptions;
import dev.bulkhead.registry.http.RegistryUploads;
import dev.bulkhead.render.RegistrySecret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The registries of one run, opened when the first question is asked of them. */
final class Registries {
  /** So many requests are worth a word before they are made. */
  private static final int MANY = 200;

  /** Longer than anybody waits for a bundle. */
  private static final Duration TRANSFER = Duration.ofDays(30);

  private final Surroundings surroundings;
  private final Layers layers;
  private final RegistryListener listener;
  private final Map<List<RegistrySecret>, RegistryImages> opened = new ConcurrentHashMap<>();

  Registries(Surroundings surroundings, Layers layers, RegistryListener listener) {
    this.surroundings = surroundings;
    this.layers = layers;
    this.listener = listener;
  }

  /** Images of registries, or a refusal to ask any under {@code --offline}. */
  Images images(Evidence evidence, Inventory inventory, List<RegistrySecret> secrets) {
    if (evidence.offline) {
      return Registries::offline;
    }
    tellHowMany(evidence, inventory, secrets);
    return (reference, platform) -> open(evidence, secrets).find(reference, platform);
  }

  /**
   * Tags that registries tell. Under {@code --offline} local images are all there is, if there are
   * any; else nobody can tell.
   */
  TagLookup tags(ImageReference image, Evidence evidence) {
    if (!evidence.offline) {
      return open(evidence, List.of()).tags(image);
    }
    return evidence.images.isEmpty()
        ? new TagLookup.Unavailable(
            "The tags of %s were not looked up: --offline forbids asking a registry."
                .formatted(image.name()),
            "Supply images with --images PATH, or leave --offline away.")
        : new TagLookup.Listed(List.of(), List.of(), List.of());
  }

  private static ImageLookup offline(ImageReference reference, Object platform) {
    return new ImageLookup.Unavailable(
        "%s was not looked up: --offline forbids asking a registry.".formatted(reference),
        "Supply the image with --images PATH, or leave --offline away.");
  }

  /**
   * The registries themselves.
   *
   * @param secrets credentials that the sources hold; none while sources are still being read
   */
  RegistryImages open(Evidence evidence, List<RegistrySecret> secrets) {
    return opened.computeIfAbsent(
        secrets,
        key -> {
          var credentials =
              key.stream()
                  .map(secret -> new PullSecret(secret.source(), secret.dockerConfigJson()))
                  .toList();
          var options = options(evidence).withPullSecrets(credentials);
          return RegistryImages.open(options, listener, layers);
        });
  }

  /**
   * The same registries for what takes hours: no time is set for the whole, and requests are not
   * counted. What stands still is given up all the same.
   */
  RegistryImages openForTransfer(Evidence evidence, List<RegistrySecret> secrets) {
    var credentials =
        secrets.stream()
            .map(secret -> new PullSecret(secret.source(), secret.dockerConfigJson()))
            .toList();
    var options = unhurried(options(evidence)).withPullSecrets(credentials);
    return RegistryImages.open(options, listener, layers);
  }

  /** A way to bring content into registries. */
  RegistryUploads uploads(Evidence evidence) {
    return RegistryUploads.open(unhurried(options(evidence)), listener);
  }

  private static RegistryOptions unhurried(RegistryOptions options) {
    return options
        .withTimeout(TRANSFER)
        .withLimits(options.limits().withRequests(Integer.MAX_VALUE));
  }

  private RegistryOptions options(Evidence evidence) {
    Path home = Path.of(surroundings.variable("HOME").orElse("/"));
    var options =
        RegistryOptions.of(surroundings.environment(), home)
            .withMirrors(evidence.mirrors, evidence.mirrorOnly)
            .withPlainHttp(
                evidence.plainHttp.stream().map(RegistryHost::text).collect(Collectors.toSet()))
            .withTimeout(evidence.timeout.duration());
    if (evidence.registryConfig != null) {
      options = options.withRegistryConfig(evidence.registryConfig);
    }
    if (evidence.caFile != null) {
      options = options.withCaFile(evidence.caFile);
    }
    return evidence.offline ? options.withoutNetwork() : options;
  }

  private void tellHowMany(Evidence evidence, Inventory inventory, List<RegistrySecret> secrets) {
    Set<ImageReference> references = references(inventory);
    if (references.size() < MANY / 4) {
      return;
    }
    int requests = open(evidence, secrets).estimate(references, 1);
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
