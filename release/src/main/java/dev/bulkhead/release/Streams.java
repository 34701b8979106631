package dev.bulkhead.release;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The series of releases of a repository, told by what stands before the version in its tags:
 * {@code v1.2.3} and {@code 1.2.3} are releases of the project as a whole, {@code helm-v0.6.0} and
 * {@code cluster-autoscaler-1.30.0} of a part of it.
 */
public final class Streams {
  /** The stream of tags that are versions alone. */
  public static final String WHOLE = "";

  private static final Pattern FORM =
      Pattern.compile("(?<stream>(?:.*?[-_/])??)(?<version>[vV]?[0-9]+\\.[0-9].*)");

  private static final Set<String> CHARTS =
      Set.of("helm", "chart", "charts", "helmchart", "helmcharts");

  private final NavigableMap<String, List<ReleaseTag>> byStream;

  private final boolean isComplete;
  private final Set<ReleaseVersion> versions;

  private Streams(NavigableMap<String, List<ReleaseTag>> byStream, boolean isComplete) {
    this.isComplete = isComplete;
    this.byStream = byStream;
    this.versions =
        byStream.values().stream()
            .flatMap(List::stream)
            .map(ReleaseTag::version)
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Sorts tags into streams; those that name no version are of none.
   *
   * @param isComplete whether the clone has all tags; a shallow one may lack most
   */
  public static Streams of(Collection<String> tags, boolean isComplete) {
    var byStream =
        tags.stream()
            .flatMap(tag -> tag(tag).stream())
            .sorted(Comparator.comparing(ReleaseTag::version).thenComparing(ReleaseTag::name))
            .collect(Collectors.groupingBy(ReleaseTag::stream, TreeMap::new, Collectors.toList()));
    byStream.replaceAll((_, members) -> withoutNoise(members));
    byStream.entrySet().removeIf(stream -> isNoise(stream.getKey(), stream.getValue()));
    return new Streams(byStream, isComplete);
  }

  /** Among versions of three numbers one of two is a slip or a branch. */
  private static List<ReleaseTag> withoutNoise(List<ReleaseTag> members) {
    List<ReleaseTag> exact = members.stream().filter(tag -> tag.version().isExact()).toList();
    return exact.size() * 2 > members.size() ? exact : members;
  }

  /** A single tag that is no version alone makes no series. */
  private static boolean isNoise(String stream, List<ReleaseTag> members) {
    return stream.equals("tags/") || (!stream.isEmpty() && members.size() < 2);
  }

  /** Reads one tag; empty where it names no version. */
  public static Optional<ReleaseTag> tag(String name) {
    Matcher form = FORM.matcher(name);
    if (!form.matches()) {
      return Optional.empty();
    }
    return ReleaseVersion.of(form.group("version"))
        .map(version -> new ReleaseTag(name, form.group("stream"), version));
  }

  /** The names of all streams, {@link #WHOLE} first if it is one. */
  public List<String> names() {
    return List.copyOf(byStream.keySet());
  }

  /** The releases of a stream in the order of their versions, oldest first. */
  public List<ReleaseTag> of(String stream) {
    return byStream.getOrDefault(stream, List.of());
  }

  /** All releases of all streams. */
  public Stream<ReleaseTag> all() {
    return byStream.values().stream().flatMap(List::stream);
  }

  /**
   * The stream of the project as a whole: the tags that are versions alone, or else the one with
   * the most releases that is no chart's; empty where no tag names a version.
   */
  public Optional<String> main() {
    if (byStream.containsKey(WHOLE)) {
      return Optional.of(WHOLE);
    }
    return byStream.entrySet().stream()
        .max(
            Comparator.comparing(
                    (Map.Entry<String, List<ReleaseTag>> entry) -> !isOfChart(entry.getKey()))
                .thenComparingInt(entry -> entry.getValue().size()))
        .map(Map.Entry::getKey);
  }

  /** Whether the clone has all tags, so that a version without one was never released. */
  boolean isComplete() {
    return isComplete;
  }

  /** Whether a version is that of any tag of any stream, or may be that of one that is lacking. */
  public boolean isReleased(ReleaseVersion version) {
    return !isComplete || versions.contains(version);
  }

  /**
   * Whether a stream is of a part of the repository that is used by programs alone, as the modules
   * of Go are that have tags such as {@code api/v1.2.3}.
   */
  public boolean isOfLibrary(String stream) {
    return stream.contains("/") && main().filter(stream::equals).isEmpty();
  }

  /** Whether a stream says by its name that a chart is released by it. */
  static boolean isOfChart(String stream) {
    return words(stream).stream().anyMatch(CHARTS::contains);
  }

  /** The words of a stream's name but those that only say that it is a chart's. */
  static List<String> subject(String stream) {
    var words = new ArrayList<>(words(stream));
    words.removeIf(CHARTS::contains);
    return words;
  }

  private static List<String> words(String stream) {
    return Stream.of(stream.split("[-_/]", -1)).filter(word -> !word.isEmpty()).toList();
  }

  /** The stream that releases a part of that name by itself: a component, an image. */
  public Optional<String> ofPart(String name) {
    return byStream.keySet().stream()
        .filter(stream -> !stream.isEmpty() && !isOfChart(stream))
        .filter(stream -> bare(stream).equals(name))
        .findFirst();
  }

  static String bare(String stream) {
    return stream.replaceAll("^.*/(?=.)", "").replaceAll("[-_/]+$", "");
  }
}
