package dev.bulkhead.airgap.k0s;

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

  /** What a first leader leaves out of the dynamic configuration that it writes. */
  public enum Strip {
    /** {@code spec.images}, only if it is the default as a whole. Envoy's image never. */
    NONE,
    /** Each image that is the default; one that is so in part loses the field. */
    EXACT_V1,
    /** Each image that is the default. */
    EXACT,
    /** Each image that is the default but for {@code spec.images.repository}. */
    REPOSITORY
  }
}
