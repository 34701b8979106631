package dev.bulkhead.cli;

import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Userinfo;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceProblem;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.render.Sources;
import dev.bulkhead.report.Printable;
import dev.bulkhead.variants.ClusterVersion;
import dev.bulkhead.variants.PinnedImage;
import dev.bulkhead.variants.TagFits;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead pin}: values, or edits, that keep every image as it is. */
@Command(
    name = "pin",
    sortOptions = false,
    description = {
      "Writes a file of values that pins every image of a chart, in each of its modes, to a tag"
          + " that exists, or with --digest to a digest; the chart is rendered with it to prove that"
          + " it does. A tag that follows the cluster's version and was not published is replaced"
          + " by the nearest that was. Of manifests, the references themselves are edited.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bulkhead pin ./chart --kube-version 1.34 -o pinned-values.yaml",
      "  helm upgrade --install app ./chart -f prod.yaml -f pinned-values.yaml",
      "  bulkhead pin ./chart -f prod.yaml --digest -o pinned-values.yaml",
      "  bulkhead pin deploy/ --digest           # tells what it would edit",
      "  bulkhead pin deploy/ --digest --write   # edits the files, and nothing else in them",
      "",
      "Exit status:",
      "  0    every image is pinned",
      "  1    some image is not; each is listed with its reason and what to do",
      "  2    the command line or the input is unusable",
      "  3    of some image nobody told whether it exists",
      "  70   a bug of Bulkhead's own",
      "  130  interrupted (129 by SIGHUP, 143 by SIGTERM); nothing was written"
    })
final class PinCommand implements Callable<Integer> {
  private final Rooms rooms;
  private final Surroundings surroundings;
  private final Stop stop;

  @Parameters(
      arity = "1",
      paramLabel = "SOURCE",
      description =
          "A chart directory, a packaged chart (.tgz), an oci:// chart, or a YAML or JSON file or"
              + " directory of manifests.")
  private String source = "";

  @Option(names = "--digest", description = "Pin to digests, beside the tags.")
  private boolean byDigest;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the values of a chart go. Default: standard output.")
  private @Nullable Path output;

  @Option(names = "--write", description = "Edit the manifests' files in place.")
  private boolean isWriting;

  @Mixin private ChartOptions charts = new ChartOptions();

  @Option(
      names = "--kube-version",
      paramLabel = "VERSION",
      description =
          "The cluster's version, or a range: 1.30..1.34. Tags that follow it are pinned for the"
              + " newest; the pins are tried on the newest and the oldest. Default: those supported"
              + " at present.")
  private @Nullable KubeVersions kubeVersions;

  @Option(
      names = "--skew",
      paramLabel = "MINORS",
      description =
          "How many minors away from the cluster's a tag may be that follows its version and was not"
              + " published. Default: 1, which is what kubectl allows either way.")
  private Skew skew = Skew.OF_KUBECTL;

  @Mixin private NodePlatforms platforms = new NodePlatforms();

  @Option(names = "--only-given-values", description = "Pin only what these values render.")
  private boolean isOnlyGiven;

  @Mixin private MostVariants most = new MostVariants();

  @Mixin private SourceEvidence evidence = new SourceEvidence();

  PinCommand(Rooms rooms, Surroundings surroundings, Stop stop) {
    this.rooms = rooms;
    this.surroundings = surroundings;
    this.stop = stop;
  }

  @Override
  public Integer call() {
    int atMost = isOnlyGiven ? 0 : most.count();
    requirePlace();
    var today = LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC);
    var minors = KubernetesMinors.shipped();
    if (kubeVersions == null) {
      minors.warningOfAge(today).ifPresent(surroundings.err()::println);
    }
    var clusters = Clusters.toCompare(kubeVersions, minors, today);
    KubernetesVersion cluster = kubeVersions == null ? minors.newest(today) : kubeVersions.newest();
    try (var questions = new TagQuestions(rooms, evidence, stop, surroundings)) {
      Optional<PinAnswer> answer =
          stop.orElse(
              () -> Optional.of(answer(questions, clusters, cluster, atMost)),
              reason -> Optional.empty());
      return answer.map(this::tell).orElseGet(this::unfinished);
    }
  }

  private PinAnswer answer(
      TagQuestions questions, Clusters clusters, KubernetesVersion cluster, int atMost) {
    RenderRequest request = charts.request(cluster);
    Rendered read = rooms.read(source, request, evidence);
    TagFits fits = questions.fits(platforms.all(), read);
    var targets = new PinTargets(questions, fits, byDigest, cluster, skew.minors());
    if (read.inventory().objects().isEmpty() && !read.problems().isEmpty()) {
      SourceProblem problem = read.problems().getFirst();
      throw new UserError(problem.at(), problem.cause(), problem.remedy(), problem.origin());
    }
    if (read.charts().isEmpty()) {
      charts.requireChart(false);
      requireNo(
          isWriting && source.equals(Sources.STANDARD_INPUT),
          "--write",
          "Standard input cannot be edited",
          "name a file");
      requireNo(output != null, "-o", "The source is no chart", "use --write to edit its files");
      return ManifestPins.of(read, targets);
    }
    requireNo(isWriting, "--write", "The source is a chart", "use -o FILE for its values");
    SourceTree chart = chart(read);
    List<ClusterVersion> versions = clusters.endsFor(chart, cluster, rooms);
    ChartPins.Found found =
        new ChartPins(rooms, chart, request, versions).pin(atMost, byDigest, targets::of);
    return new PinAnswer(
        read.problems(),
        found.pinned().images(),
        notes(read, found),
        head(chart, found.pinned().images()) + found.pinned().values().yaml(),
        Map.of());
  }

  /** Says how much the file pins, so that nobody takes a part for the whole. */
  private String head(SourceTree chart, List<PinnedImage> images) {
    long pinned =
        images.stream()
            .filter(one -> one.outcome() instanceof PinnedImage.Outcome.ByValues)
            .count();
    return """
    # Pins %d of %d images of %s, by Bulkhead %s, for %s.
    # Give this file to Helm last: -f pinned-values.yaml
    """
        .formatted(
            pinned,
            images.size(),
            chart.name().replaceAll("\\R", " "),
            Version.current(),
            platforms.joined(", "));
  }

  private static List<String> notes(Rendered read, ChartPins.Found found) {
    int modes = found.settings().size() - 1;
    var notes = new ArrayList<>(read.notes());
    notes.add(
        "The chart was tried with the given values%s, on %s."
            .formatted(
                modes == 0
                    ? ""
                    : modes == 1
                        ? " and 1 other setting"
                        : " and %d other settings".formatted(modes),
                String.join(" and ", found.versions().stream().map(Object::toString).toList())));
    if (!found.fixed().isEmpty()) {
      notes.add(
          "What --set assigns goes before any file, so it was left as it is: %s."
              .formatted(String.join(", ", found.fixed())));
    }
    return notes;
  }

  private SourceTree chart(Rendered read) {
    SourceTree chart = read.charts().getFirst();
    if (read.charts().size() > 1 || !chart.name().equals(Sources.nameOf(source))) {
      throw new UserError(
          "%s is a folder with charts in it.".formatted(source), "Name one of the charts.");
    }
    return chart;
  }

  /** What takes minutes is not begun where there is no place for its answer. */
  private void requirePlace() {
    Path folder = output == null ? null : output.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new OptionError(
          "There is no directory \"%s\" for the values (-o).".formatted(folder),
          "Make the directory, or choose another file with -o.");
    }
  }

  private static void requireNo(boolean isGiven, String option, String because, String remedy) {
    if (isGiven) {
      throw new OptionError(
          "%s, so %s has no meaning.".formatted(because, option),
          "Leave out %s, or %s.".formatted(option, remedy));
    }
  }

  /** Nothing is written that nobody has proved. */
  private int unfinished() {
    say("bulkhead: Nothing was pinned, because the run ended before all images were looked up.");
    say("remedy: Allow more time with --timeout.");
    return Answer.UNKNOWN.status(stop.ending());
  }

  private int tell(PinAnswer answer) {
    if (isWriting) {
      answer.files().forEach(PinCommand::replace);
    }
    if (output == null) {
      StandardOutput.write(
          surroundings, out -> out.write(answer.text().getBytes(StandardCharsets.UTF_8)));
    } else {
      replace(output, answer.text().getBytes(StandardCharsets.UTF_8));
    }
    answer.listing(isWriting).forEach(this::say);
    return answer.status(stop.ending());
  }

  private static void replace(Path file, byte[] content) {
    try {
      Replacement.of(file).write(out -> out.write(content));
    } catch (IOException e) {
      throw new UserError(
          null,
          "\"%s\" could not be written: %s.".formatted(file, IoReason.of(e)),
          "Choose another file, or make its directory writable.",
          e);
    }
  }

  private void say(String line) {
    surroundings.err().println(Printable.escape(Userinfo.concealed(line)));
  }
}
