package dev.bulkhead.airgap.k0s;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * How a release of k0s behaves where releases differ.
 *
 * @param strip what its controller leaves out when it first writes the dynamic configuration
 * @param overrideIdempotent whether {@code spec.images.repository} is not applied again to an image
 *     that already begins with it
 * @param overridesPushgateway whether {@code spec.images.repository} rewrites the pushgateway, too
 * @param listImages the generation, 1 to 4, of the rules of {@code k0s airgap list-images}
 * @param pinsBundleImages whether the kubelet's garbage collection spares what bundles brought
 * @param watchesBundleDir whether a bundle that is placed while k0s runs is imported
 * @param unpinsRemovedBundles whether images lose that protection when all files that brought them
 *     are gone or changed
 * @param bundleArtifacts whether there is {@code k0s airgap bundle-artifacts}
 * @param directKubelet whether the kubelet on a controller talks to the API server beside it, and
 *     not through the node-local load balancer
 */
public record Traits(
    Strip strip,
    boolean overrideIdempotent,
    boolean overridesPushgateway,
    int listImages,
    boolean pinsBundleImages,
    boolean watchesBundleDir,
    boolean unpinsRemovedBundles,
    boolean bundleArtifacts,
    boolean directKubelet) {
  private static final int GENERATIONS = 4;

  /** What a first leader leaves out of the dynamic configuration that it writes. */
  public enum Strip {
    /** {@code spec.images}, only if it is the default as a whole. Envoy's image never. */
    NONE,
    /** Each image that is the default; one that is so in part loses the field. */
    EXACT_V1,
    /** Each image that is the default. */
    EXACT,
    /** Each image that is the default but for {@code spec.images.repository}. */
    REPOSITORY;

    /** That of a name as files write it: {@code exact-v1}. */
    static Optional<Strip> of(String text) {
      return Arrays.stream(values()).filter(strip -> strip.toString().equals(text)).findFirst();
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What each is called in files, and its value there: in the order of the files. */
  public SequencedMap<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    texts.put("strip", strip.toString());
    texts.put("overrideIdempotent", String.valueOf(overrideIdempotent));
    texts.put("overridesPushgateway", String.valueOf(overridesPushgateway));
    texts.put("listImages", String.valueOf(listImages));
    texts.put("pinsBundleImages", String.valueOf(pinsBundleImages));
    texts.put("watchesBundleDir", String.valueOf(watchesBundleDir));
    texts.put("unpinsRemovedBundles", String.valueOf(unpinsRemovedBundles));
    texts.put("bundleArtifacts", String.valueOf(bundleArtifacts));
    texts.put("directKubelet", String.valueOf(directKubelet));
    return Collections.unmodifiableSequencedMap(texts);
  }

  /** What each is called in files. */
  public static List<String> names() {
    return List.copyOf(
        new Traits(Strip.NONE, false, false, 1, false, false, false, false, false)
            .texts()
            .keySet());
  }

  /**
   * What one of them may be in files.
   *
   * @param name one of {@link #names}
   */
  public static List<String> values(String name) {
    return switch (name) {
      case "strip" -> Arrays.stream(Strip.values()).map(Strip::toString).toList();
      case "listImages" -> IntStream.rangeClosed(1, GENERATIONS).mapToObj(String::valueOf).toList();
      default -> List.of("true", "false");
    };
  }

  /**
   * Those that a file states.
   *
   * @param texts a value of {@link #values} for each of {@link #names}
   */
  static Traits of(Map<String, String> texts) {
    return new Traits(
        Strip.of(texts.getOrDefault("strip", "")).orElseThrow(),
        is("overrideIdempotent", texts),
        is("overridesPushgateway", texts),
        Integer.parseInt(texts.getOrDefault("listImages", "")),
        is("pinsBundleImages", texts),
        is("watchesBundleDir", texts),
        is("unpinsRemovedBundles", texts),
        is("bundleArtifacts", texts),
        is("directKubelet", texts));
  }

  private static boolean is(String name, Map<String, String> texts) {
    return texts.getOrDefault(name, "").equals("true");
  }

  /**
   * The same but for some of them.
   *
   * @param others a value of {@link #values} for some of {@link #names}
   */
  public Traits with(Map<String, String> others) {
    var texts = new LinkedHashMap<>(texts());
    texts.putAll(others);
    return of(texts);
  }
}
