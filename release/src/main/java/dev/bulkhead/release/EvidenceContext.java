package dev.bulkhead.release;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.Origin;
import dev.bulkhead.render.Ancestry;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Subject;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The release whose images are judged.
 *
 * @param source what reports call the repository at that release
 * @param commits how two commits of the repository stand to each other
 * @param isPromising whether images may still come, by {@code --promise}
 * @param promised the images that release.lock promises for the release, as they are written there
 */
public record EvidenceContext(
    String source,
    ReleaseTag tag,
    Project project,
    Commits commits,
    boolean isPromising,
    Set<String> promised) {
  public EvidenceContext {
    promised = Collections.unmodifiableSet(new TreeSet<>(promised));
  }

  /** How commits of a repository stand to each other. */
  @FunctionalInterface
  public interface Commits {
    /** Whether one commit comes before another; both ids are given in full. */
    Ancestry of(String earlier, String later);
  }

  /** A claim on an image, where something deploys it. */
  Claim claim(Rule rule, DeployedImage image) {
    return claim(rule, image.object(), image.container(), image.reference().text(), image.at());
  }

  Claim claim(Rule rule, ObjectKey object, String container, String image, Location at) {
    var origin = Origin.of(source, at.file());
    return new Claim(rule, new Subject(object, origin, container, image, null, ""), at);
  }

  /** A claim on the release as a whole. */
  Claim claim(Rule rule, String aspect, Location at) {
    var object = new ObjectKey("", "Release", "", tag.name());
    var origin = Origin.of(source, at.file());
    return new Claim(rule, new Subject(object, origin, "", "", null, aspect), at);
  }
}
