package dev.bulkhead.cli;

import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.ValueFile;
import dev.bulkhead.variants.GivenPaths;
import dev.bulkhead.verdict.OptionError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how charts are rendered. */
final class ChartOptions {
  private static final NamespaceName DEFAULT = new NamespaceName("default");

  @Option(names = "-f", paramLabel = "FILE", description = "Values for charts. Repeatable.")
  private List<Path> valueFiles = List.of();

  @Option(
      names = "--set",
      paramLabel = "K=V",
      description = "A value for charts, as Helm reads it. Repeatable.")
  private List<String> assignments = List.of();

  @Option(
      names = "--name",
      paramLabel = "N",
      description = "The name of the release. Default: the chart's own.")
  private @Nullable ReleaseName releaseName;

  @Option(names = "-n", paramLabel = "NS", description = "The namespace of the release.")
  private NamespaceName namespace = DEFAULT;

  @Option(
      names = "--api-versions",
      paramLabel = "GV",
      split = ",(?!$)",
      splitSynopsisLabel = ",",
      description =
          "An API that the cluster serves in addition: monitoring.coreos.com/v1. Repeatable.")
  private List<ApiVersion> apiVersions = List.of();

  /**
   * What charts are to be rendered with; the files of values are read here.
   *
   * @throws OptionError where one of them cannot be read
   */
  RenderRequest request(KubernetesVersion cluster) {
    return new RenderRequest(
        valueFiles.stream().map(ValueFile::read).toList(),
        assignments,
        releaseName == null ? "" : releaseName.text(),
        namespace.text(),
        cluster,
        apiVersions.stream().map(ApiVersion::text).toList());
  }

  /** What clusters serve besides what their version serves. */
  Set<String> addedApis() {
    return apiVersions.stream().map(ApiVersion::text).collect(Collectors.toUnmodifiableSet());
  }

  /** The values that the options set, by their paths as {@code --set} writes them. */
  static List<String> givenPaths(RenderRequest request) {
    var paths = new ArrayList<String>();
    for (ValueFile file : request.valueFiles()) {
      paths.addAll(GivenPaths.ofFile(new String(file.content(), StandardCharsets.UTF_8)));
    }
    request.assignments().forEach(text -> paths.addAll(GivenPaths.ofAssignments(text)));
    return paths;
  }

  /**
   * Returns if a chart is there to heed the options, or none of them is given. A namespace is
   * commonly given for whatever is judged, and the cluster's version always.
   *
   * @throws OptionError where options are given that nothing heeds
   */
  void requireChart(boolean isThere) {
    var given = new ArrayList<String>();
    addIf(!valueFiles.isEmpty(), "-f", given);
    addIf(!assignments.isEmpty(), "--set", given);
    addIf(releaseName != null, "--name", given);
    addIf(!apiVersions.isEmpty(), "--api-versions", given);
    if (!isThere && !given.isEmpty()) {
      String options = String.join(", ", given);
      throw new OptionError(
          "%s %s how charts are rendered, and no source is a chart."
              .formatted(options, given.size() == 1 ? "says" : "say"),
          "Name a chart, or leave out %s.".formatted(options));
    }
  }

  private static void addIf(boolean isGiven, String option, List<String> given) {
    if (isGiven) {
      given.add(option);
    }
  }
}
