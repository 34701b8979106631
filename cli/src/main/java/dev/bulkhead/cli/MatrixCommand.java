package dev.bulkhead.cli;

import dev.bulkhead.model.Userinfo;
import dev.bulkhead.render.GitRepository;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.report.MatrixHtml;
import dev.bulkhead.report.MatrixJson;
import dev.bulkhead.report.MatrixMarkdown;
import dev.bulkhead.report.MatrixReport;
import dev.bulkhead.report.MatrixText;
import dev.bulkhead.report.Setting;
import dev.bulkhead.variants.ClusterVersion;
import dev.bulkhead.variants.Matrix;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead matrix}: releases of charts against versions of clusters. */
@Command(
    name = "matrix",
    sortOptions = false,
    description = {
      "Judges releases of charts on each version of clusters by itself, as bulkhead check would, and"
          + " shows at which version a release breaks, and why.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bulkhead matrix ./chart --kube-version 1.28..1.35",
      "  bulkhead matrix app-1.2.0.tgz app-1.3.0.tgz -f prod.yaml",
      "  bulkhead matrix charts/app --git . --tags 'v1.*' --kube-version 1.25..1.35",
      "  bulkhead matrix charts/app --git . --tags 'app-*' --format html --output matrix.html",
      "",
      "A cell is proven, violated (by an error), or unproven. The newest release of each chart",
      "decides the exit status, and of it what concerns versions that are released.",
      "",
      "Exit status:",
      "  0    nothing is violated",
      "  1    something is violated, in the releases that --fail-on names",
      "  2    the command line is unusable, or a chart that was named cannot be read",
      "  3    nothing is violated, but nothing could be decided either, or the time was over",
      "       before every cell was judged",
      "  70   a bug of Bulkhead's own",
      "  130  interrupted (129 by SIGHUP, 143 by SIGTERM); what is known was printed"
    })
final class MatrixCommand implements Callable<Integer> {
  private static final int WIDTH = 100;

  /** So many charts are named in a title. */
  private static final int FEW = 3;

  /** Each holds the files of a chart, and what they render. */
  private static final int AT_ONCE = 3;

  private final Rooms rooms;
  private final Surroundings surroundings;
  private final Stop stop;

  @Parameters(
      arity = "1..*",
      paramLabel = "CHART",
      description =
          "A chart directory, a packaged chart (.tgz), or an oci:// chart; with --git, the path of a"
              + " chart from the root of the repository.")
  private List<String> charts = List.of();

  @Option(
      names = "--kube-version",
      paramLabel = "VERSION",
      description =
          "The versions of clusters: a range or list, as 1.28..1.35 or 1.30,1.33. Default: all that"
              + " are supported, and the next.")
  private @Nullable KubeVersions kubeVersions;

  @Mixin private GitOptions git = new GitOptions();

  @Mixin private ChartOptions values = new ChartOptions();

  @Mixin private NodePlatforms platforms = new NodePlatforms();

  @Mixin private Evidence evidence = new Evidence();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "text for people, markdown, html (one page that needs nothing else), or json for machines."
              + " Default: text.")
  private PageFormat format = PageFormat.TEXT;

  @Mixin private OutputFile output = new OutputFile();

  @Option(
      names = "--fail-on",
      paramLabel = "RELEASES",
      description =
          "Which releases fail the run where they are violated: newest (of each chart), any, or"
              + " never. Default: newest, since older ones commonly break on new versions.")
  private MatrixOutcome.FailOn failOn = MatrixOutcome.FailOn.NEWEST;

  MatrixCommand(Rooms rooms, Surroundings surroundings, Stop stop) {
    this.rooms = rooms;
    this.surroundings = surroundings;
    this.stop = stop;
  }

  @Override
  public Integer call() {
    git.requireSense();
    stop.requestAfter(evidence.timeout.duration());
    var today = LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC);
    var minors = KubernetesMinors.shipped();
    List<ClusterVersion> versions =
        Clusters.toCompare(kubeVersions, minors, today).versions().stream()
            .filter(version -> version.provider().isEmpty())
            .toList();
    if (kubeVersions == null) {
      minors.warningOfAge(today).ifPresent(surroundings.err()::println);
    }
    Matrix matrix;
    try (var progress = Progress.on(surroundings)) {
      RenderRequest request = values.request(versions.getLast().version());
      var judge =
          new ReleaseJudge(
              rooms,
              versions,
              request,
              platforms.all(),
              values.addedApis(),
              evidence,
              stop,
              progress);
      matrix = git.folder().isEmpty() ? ofNamed(judge) : ofTags(git.folder().get(), judge);
    }
    return write(matrix);
  }

  private Matrix ofNamed(ReleaseJudge judge) {
    var named = NamedSources.of(charts);
    var sources =
        named.sources().stream()
            .map(source -> ReleaseSource.named(source, rooms, evidence))
            .toList();
    return new MatrixRows(judge, AT_ONCE).of(sources, named.notes());
  }

  private Matrix ofTags(Path folder, ReleaseJudge judge) {
    try (var repository = GitRepository.open(folder)) {
      var releases = GitReleases.find(repository, folder, charts, git.tags(), git.most(), rooms);
      return new MatrixRows(judge, AT_ONCE).of(releases.sources(), releases.notes());
    }
  }

  private Integer write(Matrix matrix) {
    var outcome = MatrixOutcome.of(matrix, failOn, git.folder().isEmpty(), stop);
    var report =
        new MatrixReport(Version.current(), title(matrix), settings(matrix), matrix, outcome);
    output.write(surroundings, (coloured, out) -> write(report, coloured, out));
    return outcome.status();
  }

  private void write(MatrixReport report, boolean coloured, OutputStream out) throws IOException {
    if (format == PageFormat.JSON) {
      MatrixJson.write(report, out);
      return;
    }
    var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    switch (format) {
      case TEXT -> MatrixText.write(report, coloured, WIDTH, writer);
      case MARKDOWN -> MatrixMarkdown.write(report, writer);
      case HTML -> MatrixHtml.write(report, writer);
      case JSON -> {}
    }
    writer.flush();
  }

  private String title(Matrix matrix) {
    List<String> names = charts.stream().map(Userinfo::concealed).toList();
    String what = names.size() <= FEW ? String.join(", ", names) : names.size() + " charts";
    if (git.folder().isPresent()) {
      int tags = matrix.releases().size() / charts.size();
      what += " at %d tags of %s".formatted(tags, git.folder().get());
    }
    var all = new ArrayList<Integer>();
    for (int i = 0; i < matrix.versions().size(); i++) {
      all.add(i);
    }
    return "%s on Kubernetes %s".formatted(what, matrix.names(all));
  }

  private List<Setting> settings(Matrix matrix) {
    return List.of(
        platforms.setting(),
        new Setting("--kube-version", String.join(",", matrix.names()), kubeVersions == null));
  }
}
