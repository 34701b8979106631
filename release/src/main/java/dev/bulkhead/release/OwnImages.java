package dev.bulkhead.release;

import dev.bulkhead.model.ImageReference;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which images the project itself releases, by one stream of its tags.
 *
 * <p>An image is the project's own if it is called like the repository, a chart or the component,
 * and at least half of the versions that are stated of it are tags of the repository; or, whatever
 * it is called, if at least three different versions are stated of it and at least half of them are
 * those of the release. Neither would do alone: third-party images are pinned to versions which the
 * project happens to have had, and a project that always forgets to write its version agrees with
 * itself never. Registries change over the years; an image is told by its path.
 */
public final class OwnImages {
  /** Of fewer tags it cannot be told what is usual. */
  private static final int FEW = 3;

  private final Map<String, Reason> own;

  private OwnImages(Map<String, Reason> own) {
    this.own = own;
  }

  /**
   * Why an image is taken to be the project's own.
   *
   * @param sentence a full sentence
   */
  public record Reason(String image, String sentence) {}

  /** An image with the tag that is stated for it at a release. */
  record Observation(String image, String tag, ReleaseTag at) {}

  /**
   * Infers them.
   *
   * @param stream of the releases that are judged
   * @param charts the names of the repository's charts
   * @param configured images that the project says are its own
   * @param ignored whether the project says that an image is to be left alone
   */
  static OwnImages infer(
      Project project,
      Streams streams,
      String stream,
      Set<String> charts,
      Collection<Observation> observations,
      List<String> configured,
      Predicate<String> ignored) {
    var names = new Names(project, streams, stream, charts);
    var own = new TreeMap<String, Reason>();
    configured.forEach(
        image ->
            own.put(
                path(canonical(image)), new Reason(image, "The file .bulkhead.yaml names it.")));
    observations.stream()
        .collect(Collectors.groupingBy(one -> path(one.image()), TreeMap::new, Collectors.toList()))
        .forEach(
            (path, stated) -> {
              String image = stated.getLast().image();
              if (configured.isEmpty() && !ignored.test(image)) {
                reason(image, names, stated, streams).ifPresent(why -> own.put(path, why));
              }
            });
    return new OwnImages(own);
  }

  private static Optional<Reason> reason(
      String image, Names names, List<Observation> stated, Streams streams) {
    if (names.isOfAnotherStream(image)
        || stated.stream().noneMatch(one -> isOfSomeRelease(one.tag()))) {
      return Optional.empty();
    }
    List<Observation> exact = stated.stream().filter(one -> exact(one.tag()).isPresent()).toList();
    long known =
        exact.stream()
            .filter(one -> exact(one.tag()).filter(streams::isReleased).isPresent())
            .count();
    long equal =
        exact.stream()
            .filter(one -> exact(one.tag()).filter(one.at().version()::equals).isPresent())
            .count();
    long different = exact.stream().map(Observation::tag).distinct().count();
    Optional<String> called = names.called(image);
    boolean isYoung = streams.all().limit(FEW).count() < FEW;
    if (called.isPresent() && (isYoung || known * 2 >= exact.size())) {
      String sentence =
          exact.isEmpty()
              ? "It is called like %s, and no version is stated of it.".formatted(called.get())
              : !streams.isComplete()
                  ? "It is called like %s, and the clone may lack the tags of its versions."
                      .formatted(called.get())
                  : "It is called like %s, and %d of %d versions stated of it are tags of the repository."
                      .formatted(called.get(), known, exact.size());
      return Optional.of(new Reason(image, sentence));
    }
    return different >= 3 && equal * 2 >= exact.size()
        ? Optional.of(
            new Reason(
                image,
                "%d of %d versions stated of it are those of the release."
                    .formatted(equal, exact.size())))
        : Optional.empty();
  }

  /** {@code org/app} is an image of Docker Hub. */
  private static String canonical(String image) {
    return ImageReference.read(image) instanceof ImageReference.Reading.Valid(var reference)
        ? reference.name()
        : image;
  }

  /** What is neither a whole version nor moved from release to release is a series of others. */
  private static boolean isOfSomeRelease(String tag) {
    return exact(tag).isPresent()
        || ReleaseVersion.of(tag).isEmpty()
        || ReleaseVersion.of(tag).filter(ReleaseVersion::isZero).isPresent();
  }

  private static Optional<ReleaseVersion> exact(String tag) {
    return ReleaseVersion.of(tag).filter(ReleaseVersion::isExact).filter(found -> !found.isZero());
  }

  /** Whether an image, named without a tag, is the project's own. */
  public boolean contains(String image) {
    return own.containsKey(path(image));
  }

  /** Whether two names are of one image, in whatever registries. */
  static boolean isSame(String one, String other) {
    return path(one).equals(path(other));
  }

  /** An image's path in its registry, without what a registry of Kubernetes puts before it. */
  private static String path(String image) {
    return image.substring(image.indexOf('/') + 1).replaceFirst("^k8s-staging-[^/]+/(?=.*/)", "");
  }

  /** All of them, each with the reason. */
  public List<Reason> reasons() {
    return List.copyOf(own.values());
  }

  /** The last part of an image's name, without what only tells a platform. */
  static String base(String image) {
    return image.substring(image.lastIndexOf('/') + 1).replaceAll("-(?:amd64|arm64|arm)$", "");
  }

  /** What the project's images may be called. */
  private record Names(Project project, Streams streams, String stream, Set<String> charts) {
    private static final int SHORTEST = 3;

    /** What the image is called like: its name, or the beginning or the end of it. */
    Optional<String> called(String image) {
      String base = plain(base(image));
      return Stream.concat(
              Stream.concat(project.names(), Stream.of(Streams.bare(stream))),
              charts.stream().sorted())
          .filter(name -> plain(name).length() >= SHORTEST)
          .filter(name -> base.startsWith(plain(name)) || base.endsWith(plain(name)))
          .findFirst()
          .or(() -> inItsRegistry(image));
    }

    /** {@code ghcr.io/org/repo/part}: what the repository's own registry holds. */
    private Optional<String> inItsRegistry(String image) {
      String place = project.owner() + "/" + project.name();
      return !project.owner().isEmpty() && (image + "/").contains("/" + place + "/")
          ? Optional.of(place)
          : Optional.empty();
    }

    boolean isOfAnotherStream(String image) {
      return project.names().noneMatch(name -> plain(name).equals(plain(base(image))))
          && streams
              .ofPart(base(image))
              .filter(
                  part -> !part.equals(stream) && !Streams.bare(part).equals(Streams.bare(stream)))
              .isPresent();
    }

    private static String plain(String name) {
      return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
    }
  }
}
