package dev.bulkhead.diff;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Image;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What is known of images, by how they are referred to. */
public final class ImageFacts {
  private final Map<String, ImageFact> byReference;

  private ImageFacts(Map<String, ImageFact> byReference) {
    this.byReference = Map.copyOf(byReference);
  }

  /** Knows nothing, since nobody was asked. */
  public static ImageFacts none() {
    return new ImageFacts(Map.of());
  }

  /**
   * Looks images up side by side.
   *
   * @param platforms those that are compared
   */
  public static ImageFacts of(
      Images images, Collection<ImageReference> references, List<Platform> platforms) {
    var asked = new LinkedHashMap<String, Future<ImageFact>>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (ImageReference reference : references) {
        Callable<ImageFact> question = () -> fact(images, reference, platforms);
        asked.computeIfAbsent(reference.text(), key -> executor.submit(question));
      }
    }
    var facts = new LinkedHashMap<String, ImageFact>();
    asked.forEach((reference, fact) -> facts.put(reference, result(fact)));
    return new ImageFacts(facts);
  }

  private static ImageFact result(Future<ImageFact> fact) {
    try {
      return fact.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(ended);
    }
  }

  private static ImageFact fact(Images images, ImageReference reference, List<Platform> platforms) {
    var found = new LinkedHashMap<Platform, Image>();
    for (Platform platform : platforms) {
      switch (images.find(reference, platform)) {
        case ImageLookup.Found(Image image) -> found.put(platform, image);
        case ImageLookup.PlatformMissing _ -> {}
        case ImageLookup.Missing(var where, var answer, var nearest) -> {
          return new ImageFact.Missing(where, answer, nearest);
        }
        case ImageLookup.Unavailable(var reason, var supply) -> {
          return new ImageFact.Unknown(reason, supply);
        }
      }
    }
    return new ImageFact.Known(found);
  }

  /** What is known of an image. */
  ImageFact of(String reference) {
    return byReference.getOrDefault(
        reference, new ImageFact.Unknown("%s was not looked up.".formatted(reference), ""));
  }

  /** Those that nobody told of, by their references. */
  Map<String, ImageFact.Unknown> unknown() {
    var unknown = new TreeMap<String, ImageFact.Unknown>();
    byReference.forEach(
        (reference, fact) -> {
          if (fact instanceof ImageFact.Unknown one) {
            unknown.put(reference, one);
          }
        });
    return unknown;
  }
}
