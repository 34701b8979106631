package dev.bulkhead.cli;

import dev.bulkhead.diff.Diff;
import dev.bulkhead.diff.Differences;
import dev.bulkhead.diff.ImageFacts;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Platform;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Sources;
import dev.bulkhead.report.Ending;
import dev.bulkhead.report.Printable;
import dev.bulkhead.report.Upgrade;
import dev.bulkhead.report.UpgradeJson;
import dev.bulkhead.report.UpgradeText;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.UserError;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead diff}: what an upgrade changes, in the order of what can hurt. */
@Command(
    name = "diff",
    sortOptions = false,
    description = {
      "Tells what an upgrade changes, in the order of what can hurt.",
      "Compared are images, hooks, what reaches webhooks, RBAC, the versions of CRDs, fields that"
          + " cannot be changed, objects that come and go, and the values of charts.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bulkhead diff app-1.2.3.tgz app-1.3.0.tgz -f prod.yaml",
      "  bulkhead diff oci://ghcr.io/org/charts/app:1.2.3 charts/app -n app",
      "  bulkhead diff deployed.yaml new.yaml            what `kubectl apply` would change",
      "  kustomize build new/ | bulkhead diff deployed.yaml -",
      "  bulkhead diff old/ new/ --format json | jq '.changes[] | select(.hurt == \"breaks\")'",
      "",
      "docs/diff.md says what hurts how much, and what is left out.",
      "",
      "Exit status:",
      "  0    both sides were compared, whatever changes",
      "  2    the command line or part of the input is unusable",
      "  70   a bug of Bulkhead's own",
      "  130  interrupted (129 by SIGHUP, 143 by SIGTERM)"
    })
final class DiffCommand implements Callable<Integer> {
  /** Those that most clusters' nodes have. */
  private static final List<Platform> USUAL =
      List.of(Platform.LINUX_AMD64, Platform.parse("linux/arm64").orElseThrow());

  private final Rooms rooms;
  private final Surroundings surroundings;
  private final Stop stop;
  private final DebugLog debug;

  @Parameters(
      index = "0",
      paramLabel = "OLD",
      description =
          "What is there: a chart directory, a packaged chart (.tgz), an oci:// chart, a YAML or JSON"
              + " file or a directory of them, or - for standard input.")
  private String old = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "What it is upgraded to, likewise.")
  private String now = "";

  @Mixin private ChartOptions charts = new ChartOptions();

  @Option(
      names = "--kube-version",
      paramLabel = "VERSION",
      description =
          "The cluster's version that charts are rendered for, in the provider's spelling: 1.34,"
              + " v1.32.1-eks-abc. Default: the newest minor.")
  private @Nullable KubernetesVersion kubeVersion;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      split = ",",
      description = "The platforms on which images are compared. Default: linux/amd64,linux/arm64.")
  private List<Platform> platforms = List.of();

  @Mixin private SourceEvidence evidence = new SourceEvidence();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text for people, or json for machines (docs/diff.md). Default: text.")
  private ReportOptions.Format format = ReportOptions.Format.TEXT;

  @Option(
      names = "--show",
      paramLabel = "WHAT",
      description = "all, which lists everything that is worth knowing, each with its place.")
  private @Nullable Show show;

  DiffCommand(Rooms rooms, Surroundings surroundings, Stop stop, DebugLog debug) {
    this.rooms = rooms;
    this.surroundings = surroundings;
    this.stop = stop;
    this.debug = debug;
  }

  /** The values of {@code --show}. */
  enum Show {
    ALL
  }

  @Override
  public Integer call() {
    if (old.equals(Sources.STANDARD_INPUT) && now.equals(Sources.STANDARD_INPUT)) {
      throw new OptionError(
          "Both sides are standard input, which can be read but once.",
          "Write one of them to a file and name the file.");
    }
    stop.requestAfter(evidence.timeout.duration());
    var today = LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC);
    var cluster = kubeVersion == null ? KubernetesMinors.shipped().newest(today) : kubeVersion;
    Upgrade upgrade;
    try (var progress = Progress.on(surroundings)) {
      upgrade = compare(charts.request(cluster), progress);
    } catch (UserError unread) {
      if (stop.ending() == Ending.ITS_OWN) {
        throw unread;
      }
      surroundings
          .err()
          .println("bulkhead: " + Printable.escape(String.valueOf(unread.getMessage())));
      return ExitStatus.of(stop.ending());
    }
    int status = upgrade.isPartial() ? ExitStatus.UNUSABLE : ExitStatus.of(stop.ending());
    StandardOutput.write(surroundings, out -> write(upgrade, status, out));
    return status;
  }

  private Upgrade compare(RenderRequest request, Progress progress) {
    var sources = new SourceReader(rooms, evidence, stop, progress, debug);
    var reader = new UpgradeReader(rooms, sources, stop, progress);
    UpgradeReader.Read before = reader.read(old, request);
    UpgradeReader.Read after = reader.read(now, request.orNamed(before.chartName()));
    charts.requireChart(!before.chartName().isEmpty() || !after.chartName().isEmpty());
    var diff = Diff.of(before.side(), after.side());
    var facts =
        ImageFacts.of(
            reader.images(evidence, before, after),
            diff.images(),
            platforms.isEmpty() ? USUAL : platforms.stream().distinct().toList());
    Differences differences = diff.differences(facts, ChartOptions.givenPaths(request));
    return new Upgrade(before.reported(), after.reported(), differences);
  }

  private void write(Upgrade upgrade, int status, OutputStream out) throws IOException {
    switch (format) {
      case JSON -> UpgradeJson.write(upgrade, Version.current(), status, out);
      case TEXT -> {
        var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        UpgradeText.write(upgrade, surroundings.isColoured(), show == Show.ALL, writer);
        writer.flush();
      }
    }
  }
}
