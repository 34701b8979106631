package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ContentStore.ManifestAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes an image of what a content store holds: follows a tag or digest through indexes to the
 * platform's manifest and its config. Layers are only named here; they are read when somebody asks
 * for a file.
 */
final class ImageAssembler {
  /** Of a manifest, an index or a config, in bytes; registries commonly accept 4 MiB. */
  static final int MAX_DOCUMENT = 8 << 20;

  private final Layers layers;

  /**
   * An assembler.
   *
   * @param layers reads the layers, and remembers what it has read
   */
  ImageAssembler(Layers layers) {
    this.layers = layers;
  }

  /** What the reference's digest, or else its tag, names in that store. */
  ImageLookup assemble(ContentStore store, ImageReference reference, Platform platform) {
    Digest digest = reference.digest();
    String wanted = digest != null ? digest.toString() : reference.effectiveTag();
    return switch (store.manifest(wanted)) {
      case ManifestAnswer.NotFound(var answer, var nearest) ->
          new ImageLookup.Missing(store.where(), answer, nearest);
      case ManifestAnswer.NotTold(var reason, var supply) ->
          new ImageLookup.Unavailable(reason, supply);
      case ManifestAnswer.Content content ->
          new PlatformChoice(store, platform).from(content).toLookup(this, store, reference);
    };
  }

  /**
   * What several manifests of one name come to: a layout may list each platform's by itself.
   *
   * @param named each with the platform it is stated for, if any
   */
  ImageLookup assemble(
      ContentStore store, ImageReference reference, Platform platform, List<Descriptor> named) {
    Descriptor first = named.getFirst();
    if (named.size() == 1) {
      return switch (store.manifest(first.digest().toString())) {
        case ManifestAnswer.Content content ->
            new PlatformChoice(store, platform).from(content).toLookup(this, store, reference);
        case ManifestAnswer.NotFound(var answer, _) -> unavailable(store, reference, answer);
        case ManifestAnswer.NotTold(var reason, var supply) ->
            new ImageLookup.Unavailable(reason, supply);
      };
    }
    PlatformChoice.Outcome outcome =
        new PlatformChoice(store, platform).among(first.digest(), named);
    return outcome instanceof PlatformChoice.Chosen chosen
        ? second(store, chosen, named)
            .<ImageLookup>map(other -> ambiguous(store, reference, chosen, other))
            .orElseGet(() -> chosen.toLookup(this, store, reference))
        : outcome.toLookup(this, store, reference);
  }

  /** Another manifest of that name for the same platform. */
  private static Optional<Digest> second(
      ContentStore store, PlatformChoice.Chosen chosen, List<Descriptor> named) {
    return named.stream()
        .limit(PlatformChoice.MAX_FETCHES)
        .map(
            one ->
                new PlatformChoice(store, chosen.platform()).among(one.digest(), List.of(one))
                        instanceof PlatformChoice.Chosen other
                    ? other
                    : chosen)
        .filter(other -> other.platform().equals(chosen.platform()))
        .map(PlatformChoice.Chosen::manifestDigest)
        .filter(digest -> !digest.equals(chosen.manifestDigest()))
        .findFirst();
  }

  private static ImageLookup.Unavailable ambiguous(
      ContentStore store, ImageReference reference, PlatformChoice.Chosen chosen, Digest other) {
    return new ImageLookup.Unavailable(
        "%s lists %s as %s and as %s, both for %s, and so does not say which it is."
            .formatted(store.where(), reference, chosen.manifestDigest(), other, chosen.platform()),
        "Name one of them by its digest, or supply a copy that gives each a name of its own.");
  }

  /** Makes the image of the platform's manifest. */
  ImageLookup image(
      ContentStore store, ImageReference reference, Digest named, PlatformChoice.Chosen chosen) {
    try {
      ConfigFile config = chosen.config();
      return new ImageLookup.Found(
          new Image(
              reference,
              named,
              chosen.manifestDigest(),
              chosen.platform(),
              store.where(),
              config.config(),
              new LayeredFileSystem(layers(store, chosen.manifest(), config), layers)));
    } catch (IOException unusable) {
      return unavailable(store, reference, message(unusable));
    }
  }

  private static List<LayerSource> layers(
      ContentStore store, Manifest.Single manifest, ConfigFile config) throws IOException {
    List<Descriptor> blobs = manifest.layers();
    List<Digest> diffIds = config.diffIds();
    if (blobs.size() != diffIds.size()) {
      throw new IOException(
          "Its manifest lists %d layers and its config %d."
              .formatted(blobs.size(), diffIds.size()));
    }
    var sources = new ArrayList<LayerSource>();
    for (int i = 0; i < blobs.size(); i++) {
      sources.add(new LayerSource(store, blobs.get(i), diffIds.get(i)));
    }
    return sources;
  }

  /** An answer for content that is there and cannot be used. */
  static ImageLookup.Unavailable unavailable(
      ContentStore store, ImageReference reference, String why) {
    return new ImageLookup.Unavailable(
        "%s at %s could not be read. %s".formatted(reference, store.where(), why),
        "Supply a readable copy of the image with --images PATH.");
  }

  /** The message of an exception; never null, never a mere class name. */
  static String message(IOException exception) {
    String message = exception.getMessage();
    return message == null || message.isBlank() ? "Reading it failed." : message;
  }
}
