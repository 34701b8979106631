package dev.bulkhead.registry;

import dev.bulkhead.model.ImageReference;

/**
 * Where the whole content of images is read: manifests and blobs as they are stored, for whoever
 * carries or verifies them. {@link Images} is for whoever asks what is in them.
 */
@FunctionalInterface
public interface Contents {
  /**
   * The store of the reference's repository. Nothing is asked of anybody yet; whether it holds what
   * the reference names, its {@link ContentStore#manifest} tells for the reference's digest, or
   * else its effective tag.
   */
  ContentStore content(ImageReference reference);
}
