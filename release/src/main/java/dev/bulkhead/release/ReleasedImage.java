package dev.bulkhead.release;

import dev.bulkhead.model.ImageReference;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One of the project's own images at a release, with what is known of it.
 *
 * @param deployed the image, where something deploys it
 * @param commits the ids, in full, by which the release of the image's version may be called: its
 *     commit's, its tag's; empty where no tag of the repository has that version
 * @param earlier the image of the release before; empty where there was none
 */
public record ReleasedImage(
    DeployedImage deployed,
    SortedSet<String> commits,
    ImageEvidence evidence,
    Optional<Earlier> earlier) {
  public ReleasedImage {
    commits = Collections.unmodifiableSortedSet(new TreeSet<>(commits));
  }

  /** The same image at the release before. */
  public record Earlier(ImageReference reference, ImageEvidence evidence) {}

  /** An image of which nothing is known but that. */
  public static ReleasedImage of(
      DeployedImage deployed, Set<String> commits, ImageEvidence evidence) {
    return new ReleasedImage(deployed, new TreeSet<>(commits), evidence, Optional.empty());
  }

  /** Whether its tag says that version. */
  public boolean isOf(ReleaseVersion version) {
    return ReleaseVersion.of(deployed.tag()).filter(version::equals).isPresent();
  }

  ImageReference reference() {
    return deployed.reference();
  }
}
