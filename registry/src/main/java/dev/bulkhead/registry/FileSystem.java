package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import java.util.List;

/**
 * The file system that an image's layers come to when they are applied one over the other,
 * white-outs and opaque directories included. Layers are read when a question needs them, top layer
 * first and no further down than needed.
 */
@FunctionalInterface
public interface FileSystem {

  /**
   * What stands at a path; links are not followed, neither at its end nor on the way.
   *
   * @param path absolute and normal: {@code /usr/bin/env}; no {@code .}, no {@code ..}, no slash at
   *     its end; the root is {@code /}
   */
  Finding find(String path);

  /** The answer to the question what stands at a path. */
  sealed interface Finding {
    /**
     * The entry itself.
     *
     * @param layer the digest of the layer that supplied it
     */
    record Present(FileEntry entry, Digest layer) implements Finding {}

    /**
     * Nothing stands there; all layers that could have supplied it were read.
     *
     * @param searched the digests of those layers, the topmost first
     */
    record Absent(List<Digest> searched) implements Finding {
      public Absent {
        searched = List.copyOf(searched);
      }
    }

    /**
     * A layer that may hold it could not be read.
     *
     * @param reason a full sentence
     * @param supply what would supply the evidence, beginning with a verb
     */
    record Unknown(String reason, String supply) implements Finding {}
  }
}
