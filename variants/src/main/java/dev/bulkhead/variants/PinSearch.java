package dev.bulkhead.variants;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.verdict.Subject;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the value of a chart that overrides a part of an image's reference, by setting every value
 * that may be one to a text of its own and looking where it comes out; what is found is tried by
 * itself. Values that only templates speak of are tried last: they are commonly old names.
 */
public final class PinSearch {
  /** Versions that are those of no image. */
  private static final Pattern OF_KUBERNETES = Pattern.compile("(?i).*(api|kube)versions?");

  private final List<PinProbe> probes;

  /** What of a reference is looked for: which values may be it, and what they are set to. */
  public enum Part {
    /** The tag; where a chart compares it with versions, it is set to one. */
    TAG(
        "tag|version|release",
        "(?:9\\.9\\.9-)?bulkhead-pin-(\\d{1,6})",
        "bulkhead-pin-%d",
        "9.9.9-bulkhead-pin-%d"),
    /** The digest; where a chart writes {@code sha256:} itself, that is not part of the value. */
    DIGEST(
        "digest|sha",
        "(?:sha256:)?b01c4ead0{50}(\\d{6})",
        "sha256:b01c4ead%056d",
        "sha256:b01c4ead%056d"),
    /** The whole reference. */
    WHOLE(
        "image",
        "bulkhead\\.invalid/pin-(\\d{1,6}):v1",
        "bulkhead.invalid/pin-%d:v1",
        "bulkhead.invalid/pin-%d:v1");

    private final Pattern name;
    private final Pattern probed;
    private final String probe;
    private final String otherProbe;

    /**
     * @param otherProbe for charts that refuse the first
     */
    Part(String names, String probed, String probe, String otherProbe) {
      this.name = Pattern.compile("(?i).*(" + names + ")[^.]*");
      this.probed = Pattern.compile(probed);
      this.probe = probe;
      this.otherProbe = otherProbe;
    }

    /** Whether a value may be it, by its name. */
    boolean isNamed(String path) {
      return name.matcher(path).matches() && !OF_KUBERNETES.matcher(path).matches();
    }

    /** Finds the probe in a reference; its first group is the number of the value. */
    Matcher probeIn(String reference) {
      return probed.matcher(reference);
    }

    /** What values are set to, in the order in which it is tried. */
    Stream<String> probes() {
      return Stream.of(probe, otherProbe).distinct();
    }
  }

  /**
   * Prepares to search.
   *
   * @param values the names of all values of the chart
   * @param versions those on which an override must hold; at least one
   * @param render the chart with more assignments; empty where the chart refuses them
   */
  public PinSearch(
      Part part,
      ValueNames values,
      List<ClusterVersion> versions,
      BiFunction<ClusterVersion, List<String>, Optional<Inventory>> render) {
    this.probes =
        Stream.of(values.stated(), values.mentioned())
            .map(names -> new PinProbe(part, names, versions, render))
            .toList();
  }

  /** The value that overrides that part of a container's image. */
  public Optional<Pin> of(Subject container) {
    return of(container, _ -> true);
  }

  /** The same, the first of those values that will do. */
  Optional<Pin> of(Subject container, Predicate<Pin> fits) {
    return probes.stream().flatMap(probe -> probe.of(container, fits).stream()).findFirst();
  }
}
