package dev.bulkhead.release;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.render.GitTag;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is to be asked about one of the project's own images.
 *
 * @param commits the ids by which the release of the image's version may be called; empty where
 *     there is none
 * @param earlier the image of the release before
 */
public record ImageQuestion(
    DeployedImage deployed, SortedSet<String> commits, Optional<ImageReference> earlier) {
  public ImageQuestion {
    commits = Collections.unmodifiableSortedSet(new TreeSet<>(commits));
  }

  /**
   * The questions of a release. Where it deploys another version of an image than its own, both are
   * asked for: the one that is deployed, and the one that belongs to the release.
   *
   * @param images that are deployed from it, as often as they are
   * @param tags of the repository
   */
  public static List<ImageQuestion> of(
      Collection<DeployedImage> images,
      Streams streams,
      ReleaseTag release,
      Collection<GitTag> tags) {
    var distinct = new LinkedHashMap<String, DeployedImage>();
    images.forEach(image -> distinct.putIfAbsent(image.reference().canonical(), image));
    images.stream()
        .flatMap(image -> released(image, streams, release).stream())
        .forEach(image -> distinct.putIfAbsent(image.reference().canonical(), image));
    return distinct.values().stream().map(image -> of(image, streams, release, tags)).toList();
  }

  /** The image of the release itself, where that is another one. */
  private static Optional<DeployedImage> released(
      DeployedImage image, Streams streams, ReleaseTag release) {
    return version(image)
        .filter(stated -> !stated.equals(release.version()) && !release.version().isZero())
        .filter(_ -> !Streams.isOfChart(release.stream()))
        .filter(
            stated ->
                streams.of(release.stream()).stream().anyMatch(tag -> tag.version().equals(stated)))
        .flatMap(stated -> named(image, release.version().spelledLike(stated, false)))
        .map(own -> new DeployedImage(own, image.at(), image.object(), image.container()));
  }

  private static Optional<ReleaseVersion> version(DeployedImage image) {
    return ReleaseVersion.of(image.tag()).filter(read -> read.isExact() && !read.isZero());
  }

  private static Optional<ImageReference> named(DeployedImage image, String tag) {
    return ImageReference.read(image.name() + ":" + tag)
            instanceof ImageReference.Reading.Valid(var reference)
        ? Optional.of(reference)
        : Optional.empty();
  }

  private static ImageQuestion of(
      DeployedImage image, Streams streams, ReleaseTag release, Collection<GitTag> tags) {
    Optional<ReleaseVersion> version = version(image);
    if (version.isEmpty()) {
      return new ImageQuestion(image, new TreeSet<>(), Optional.empty());
    }
    Optional<ReleaseTag> tagged =
        Stream.concat(Stream.of(release.stream()), streams.names().stream())
            .flatMap(stream -> streams.of(stream).stream())
            .filter(tag -> tag.version().equals(version.get()) && !Streams.isOfChart(tag.stream()))
            .findFirst();
    var commits = new TreeSet<String>();
    tags.stream()
        .filter(tag -> tagged.filter(named -> named.name().equals(tag.name())).isPresent())
        .forEach(tag -> commits.addAll(tag.ids()));
    String stream = tagged.map(ReleaseTag::stream).orElse(release.stream());
    return new ImageQuestion(image, commits, before(image, version.get(), streams.of(stream)));
  }

  private static Optional<ImageReference> before(
      DeployedImage image, ReleaseVersion version, List<ReleaseTag> releases) {
    return releases.reversed().stream()
        .map(ReleaseTag::version)
        .filter(earlier -> earlier.compareTo(version) < 0)
        .filter(earlier -> earlier.isFinal() || !version.isFinal())
        .findFirst()
        .flatMap(earlier -> named(image, earlier.spelledLike(version, false)));
  }

  /** The images to look up. */
  public Stream<ImageReference> references() {
    return Stream.concat(Stream.of(deployed.reference()), earlier.stream());
  }

  /** The image with what was found out about it. */
  public ReleasedImage answered(Function<ImageReference, ImageEvidence> answers) {
    return new ReleasedImage(
        deployed,
        commits,
        answers.apply(deployed.reference()),
        earlier.map(before -> new ReleasedImage.Earlier(before, answers.apply(before))));
  }
}
