package dev.bulkhead.release;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
 * <p>An image is the project's own if it is called so (its name is the repository's, the chart's or
 * the component's) and what is stated of it are versions of the project; or if it is only called
 * alike (its path holds the project's or its owner's name), and it was stated with the version of
 * the release in at least half of the releases. Images that merely float tell nothing but their
 * names.
 */
public final class OwnImages {
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
    Set<ReleaseVersion> released =
        streams.all().map(ReleaseTag::version).collect(Collectors.toSet());
    var own = new TreeMap<String, Reason>();
    observations.stream()
        .collect(Collectors.groupingBy(Observation::image, TreeMap::new, Collectors.toList()))
        .forEach(
            (image, stated) -> {
              if (configured.contains(image)) {
                own.put(image, new Reason(image, "The file .bulkhead.yaml names it."));
              } else if (configured.isEmpty() && !ignored.test(image)) {
                reason(image, names, stated, released).ifPresent(why -> own.put(image, why));
              }
            });
    return new OwnImages(own);
  }

  private static Optional<Reason> reason(
      String image, Names names, List<Observation> stated, Set<ReleaseVersion> released) {
    if (names.isOfAnotherStream(image)) {
      return Optional.empty();
    }
    List<Observation> exact = stated.stream().filter(one -> exact(one.tag()).isPresent()).toList();
    long known =
        exact.stream()
            .filter(one -> exact(one.tag()).filter(released::contains).isPresent())
            .count();
    long equal =
        exact.stream()
            .filter(one -> exact(one.tag()).filter(one.at().version()::equals).isPresent())
            .count();
    Optional<String> called = names.called(image);
    if (called.isPresent() && known * 2 >= exact.size()) {
      return Optional.of(
          new Reason(
              image,
              exact.isEmpty()
                  ? "It is called %s, and no version is stated of it.".formatted(called.get())
                  : "It is called %s, and %d of the %d versions stated of it are tags of the repository."
                      .formatted(called.get(), known, exact.size())));
    }
    Optional<String> alike = names.alike(image);
    return alike
        .filter(_ -> equal > 0 && equal * 2 >= exact.size())
        .map(
            name ->
                new Reason(
                    image,
                    "Its path holds %s, and %d of the %d versions stated of it are those of the release."
                        .formatted(name, equal, exact.size())));
  }

  private static Optional<ReleaseVersion> exact(String tag) {
    return ReleaseVersion.of(tag).filter(ReleaseVersion::isExact).filter(found -> !found.isZero());
  }

  /** Whether an image, named without a tag, is the project's own. */
  public boolean contains(String image) {
    return own.containsKey(image);
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

    /** The name that the image is called by exactly. */
    Optional<String> called(String image) {
      String base = plain(base(image));
      return Stream.concat(
              Stream.of(project.name(), Streams.bare(stream)), charts.stream().sorted())
          .filter(name -> !name.isEmpty() && plain(name).equals(base))
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

    /** A name that some part of the image's path holds. */
    Optional<String> alike(String image) {
      List<String> parts = List.of(image.toLowerCase(Locale.ROOT).split("/", -1));
      List<String> path = parts.subList(Math.min(1, parts.size() - 1), parts.size());
      var names = new ArrayList<>(project.names());
      names.addAll(charts);
      names.add(Streams.bare(stream));
      return names.stream()
          .filter(name -> name.length() >= SHORTEST)
          .filter(name -> path.stream().anyMatch(part -> plain(part).contains(plain(name))))
          .max(Comparator.comparingInt(String::length));
    }

    boolean isOfAnotherStream(String image) {
      return streams
          .ofPart(base(image))
          .filter(part -> !part.equals(stream) && !Streams.bare(part).equals(Streams.bare(stream)))
          .isPresent();
    }

    private static String plain(String name) {
      return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
    }
  }
}
