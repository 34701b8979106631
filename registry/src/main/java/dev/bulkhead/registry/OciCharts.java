package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Userinfo;
import dev.bulkhead.registry.ContentStore.ManifestAnswer;
import dev.bulkhead.registry.RegistryImages.Sense;
import dev.bulkhead.registry.RegistryStore.Listing;
import dev.bulkhead.registry.http.Limits;
import dev.bulkhead.registry.json.Json;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Helm charts in registries (Helm's HIP 6): a manifest whose config is {@code
 * application/vnd.cncf.helm.config.v1+json} and one of whose layers is the packed chart.
 */
public final class OciCharts {
  private static final String SCHEME = "oci://";
  private static final String CONFIG = "application/vnd.cncf.helm.config.v1+json";

  /** The second is what Helm before 3.7 pushed. */
  private static final Set<String> CONTENT =
      Set.of("application/vnd.cncf.helm.chart.content.v1.tar+gzip", "application/tar+gzip");

  private final RegistryImages images;
  private final Limits limits;

  /** Charts from the registries, their mirrors, and by the means, of those images. */
  public OciCharts(RegistryImages images) {
    this.images = images;
    this.limits = images.options().limits();
  }

  /**
   * Pulls a chart.
   *
   * @param source {@code oci://host/path}, perhaps with {@code :version} or a digest
   * @param version what to take where the source names none; null for the newest release
   * @throws UserError if the source is no such reference
   */
  public ChartLookup pull(String source, @Nullable String version) {
    ImageReference reference = reference(source, version);
    if (images.options().offline()) {
      return new ChartLookup.Unavailable(
          "The chart %s was not pulled: --offline forbids asking a registry.".formatted(source),
          "Give the chart as a folder or an archive on disk, or leave --offline away.");
    }
    return images.inTurn(reference, store -> pull(store, source, reference), OciCharts::sense);
  }

  private static Sense sense(ChartLookup lookup) {
    return switch (lookup) {
      case ChartLookup.Pulled _, ChartLookup.NotAChart _ -> Sense.FOUND;
      case ChartLookup.Missing _ -> Sense.MISSING;
      case ChartLookup.Unavailable _ -> Sense.UNKNOWN;
    };
  }

  private ChartLookup pull(RegistryStore store, String source, ImageReference reference) {
    Digest digest = reference.digest();
    String wanted = digest == null ? reference.tag() : digest.toString();
    if (wanted != null) {
      return pull(store, source, reference, wanted);
    }
    return switch (store.listing()) {
      case Listing.NotTold(var reason, var supply) -> new ChartLookup.Unavailable(reason, supply);
      case Listing.NoRepository _ -> noVersion(store, source);
      case Listing.Told(var tags) ->
          ReleaseTags.newest(tags.names())
              .map(newest -> pull(store, source, reference, newest))
              .orElseGet(() -> noVersion(store, source));
    };
  }

  private static ChartLookup noVersion(RegistryStore store, String source) {
    return new ChartLookup.Unavailable(
        "%s lists no version of %s.".formatted(store.where(), source),
        "Name one with :VERSION after %s.".formatted(source));
  }

  private ChartLookup pull(
      RegistryStore store, String source, ImageReference reference, String wanted) {
    return switch (store.manifest(wanted)) {
      case ManifestAnswer.NotFound(var answer, var nearest) ->
          new ChartLookup.Missing(
              "%s has no chart %s:%s (%s)."
                  .formatted(store.where(), reference.repository(), wanted, answer),
              nearest.stream().map(OciCharts::version).toList());
      case ManifestAnswer.NotTold(var reason, var supply) ->
          new ChartLookup.Unavailable(reason, supply);
      case ManifestAnswer.Content content -> pulled(store, source, version(wanted), content);
    };
  }

  /** A tag cannot hold a plus sign; Helm writes an underscore in its place. */
  private static String tag(String version) {
    return version.replace('+', '_');
  }

  private static String version(String tag) {
    return tag.replace('_', '+');
  }

  private static ImageReference reference(String source, @Nullable String version) {
    if (!Userinfo.concealed(source).equals(source)) {
      throw new UserError(
          "\"%s\" holds a credential, which is not taken from there.".formatted(source),
          "Write oci://HOST/PATH:VERSION, and log in with docker login HOST.");
    }
    if (source.startsWith(SCHEME)) {
      String rest = tag(source.substring(SCHEME.length()));
      String host = rest.substring(0, Math.max(rest.indexOf('/'), 0));
      boolean isHost = host.contains(".") || host.contains(":") || host.equals("localhost");
      if (isHost && ImageReference.read(rest) instanceof ImageReference.Reading.Valid(var valid)) {
        boolean isBare = valid.tag() == null && valid.digest() == null;
        return isBare && version != null
            ? hub(reference(source + ":" + version, null))
            : hub(valid);
      }
    }
    throw new UserError(
        "\"%s\" does not name a chart in a registry.".formatted(source),
        "Write oci://HOST/PATH:VERSION, as in oci://ghcr.io/acme/charts/web:1.2.3.");
  }

  /** Charts are named by Docker Hub's API host; its credentials by its own name. */
  private static ImageReference hub(ImageReference reference) {
    return reference.registry().equals("registry-1.docker.io")
        ? reference.relocated(ImageReference.DOCKER_HUB, reference.repository())
        : reference;
  }

  private ChartLookup pulled(
      RegistryStore store, String source, String version, ManifestAnswer.Content content) {
    Optional<Json> manifest = parsed(content);
    String config = manifest.map(json -> json.member("config").text("mediaType")).orElse("");
    if (!config.equals(CONFIG)) {
      return new ChartLookup.NotAChart(
          "%s names no Helm chart: its config is of type \"%s\", not \"%s\"."
              .formatted(source, config, CONFIG));
    }
    for (Json layer : manifest.map(json -> json.list("layers")).orElse(List.of())) {
      if (CONTENT.contains(layer.text("mediaType"))) {
        return archive(store, source, version, content.digest(), layer);
      }
    }
    return new ChartLookup.NotAChart(
        "%s has a chart's config, but no chart: none of its layers is of type \"%s\"."
            .formatted(source, CONTENT.iterator().next()));
  }

  private static Optional<Json> parsed(ManifestAnswer.Content content) {
    try {
      return Optional.of(Json.object(content.json()));
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private ChartLookup archive(
      RegistryStore store, String source, String version, Digest manifest, Json layer) {
    Optional<Digest> digest = Digest.parse(layer.text("digest"));
    Long size = layer.number("size");
    if (digest.isEmpty() || size == null || size < 0) {
      return new ChartLookup.NotAChart("The layer of %s has no digest or size.".formatted(source));
    }
    if (size > limits.chartBytes()) {
      return new ChartLookup.Unavailable(
          "The chart %s is %,d bytes long, and no more than %,d are read."
              .formatted(source, size, limits.chartBytes()),
          "Give the chart as a folder or an archive on disk.");
    }
    try (var stream = store.blob(digest.get(), size)) {
      byte[] bytes = stream.readNBytes(Math.toIntExact(size) + 1);
      if (bytes.length != size
          || !Digests.of(digest.get().algorithm(), bytes).equals(digest.get())) {
        return new ChartLookup.Unavailable(
            "%s sent something else than the chart %s: its digest or size is another."
                .formatted(store.where(), source),
            "Check the registry, or give the chart as a folder or an archive on disk.");
      }
      return new ChartLookup.Pulled(version, manifest, bytes);
    } catch (IOException failure) {
      return new ChartLookup.Unavailable(
          "The chart %s could not be read. %s".formatted(source, failure.getMessage()),
          "Try again later, or give the chart as a folder or an archive on disk.");
    }
  }
}
