package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Platform;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The answer to the question what a reference names on a platform. */
public sealed interface ImageLookup {

  /** The image is there. */
  record Found(Image image) implements ImageLookup {}

  /**
   * The reference exists, but holds nothing for the platform.
   *
   * @param digest of the index or manifest that the reference names
   * @param where who said so: a registry's host, or a path given by {@code --images}
   * @param offered the platforms that it does hold; attestations are not platforms
   */
  record PlatformMissing(Digest digest, String where, SortedSet<Platform> offered)
      implements ImageLookup {
    public PlatformMissing {
      offered = Collections.unmodifiableSortedSet(new TreeSet<>(offered));
    }
  }

  /**
   * Whoever must know says that there is no such tag or digest.
   *
   * @param where who said so
   * @param answer in which words: {@code 404 MANIFEST_UNKNOWN}
   * @param nearestTags existing tags most like the one asked for, best first; possibly none
   */
  record Missing(String where, String answer, List<String> nearestTags) implements ImageLookup {
    public Missing {
      nearestTags = List.copyOf(nearestTags);
    }
  }

  /**
   * Nobody could be asked, or nobody would tell.
   *
   * @param reason a full sentence: what was tried and what came back, never a credential
   * @param supply what would supply the evidence, beginning with a verb
   */
  record Unavailable(String reason, String supply) implements ImageLookup {}
}
