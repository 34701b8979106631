package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.Acceptance;
import dev.bulkhead.airgap.k0s.ClusterConfig;
import dev.bulkhead.airgap.k0s.ComponentImage;
import dev.bulkhead.airgap.k0s.Components;
import dev.bulkhead.airgap.k0s.ConfigReader;
import dev.bulkhead.airgap.k0s.K0sRelease;
import dev.bulkhead.airgap.k0s.K0sReleases;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.airgap.k0s.ListImages;
import dev.bulkhead.airgap.k0s.NamedVersion;
import dev.bulkhead.airgap.k0s.NodeFlags;
import dev.bulkhead.model.Platform;
import dev.bulkhead.report.JsonAnswer;
import dev.bulkhead.report.Printable;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.UserError;
import dev.bulkhead.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bulkhead k0s images}: what a release of k0s with a configuration really needs. */
@Command(
    name = "images",
    sortOptions = false,
    description = {
      "Lists the images that nodes with Linux need of a release of k0s with a configuration, and"
          + " why; and how that differs from what `k0s airgap list-images` of that release prints,"
          + " which names what is switched off, and does not know the cluster's own configuration.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bulkhead k0s images --release v1.30.2+k0s.0                   with the defaults",
      "  bulkhead k0s images --release v1.30.2+k0s.0 --config dump.yaml",
      "  bulkhead k0s images --release v1.33.9+k0s.0 --config k0s.yaml --format list \\",
      "      | k0s airgap bundle-artifacts -v -o bundle.tar            a bundle of just these",
      "",
      "Exit status: 0, or 2 where the release is not known or the configuration is unusable."
    })
final class K0sImagesCommand implements Callable<Integer> {
  private static final String SCHEMA_VERSION = "1.0";

  private final Surroundings surroundings;

  @Option(
      names = "--release",
      required = true,
      paramLabel = "RELEASE",
      description = "The release of k0s, such as v1.30.2+k0s.0.")
  private K0sVersion version = new K0sVersion(0, 0, 0, 0);

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "k0s.yaml, a dump of kube-system/k0s, a file of k0sctl, or - for standard input. Default:"
              + " nothing is configured.")
  private @Nullable String config;

  @Option(
      names = "--all",
      description = "List what list-images --all prints besides: what may be switched on later.")
  private boolean isAll;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      description = "The nodes' platform, for the comparison. Default: linux/amd64.")
  private Platform platform = Platform.of("linux", "amd64", "");

  @Mixin private NodeFlagOptions flags = new NodeFlagOptions();

  @Mixin private K0sReleaseOption known = new K0sReleaseOption();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "text for people, json for machines, or list: a reference on each line and nothing else."
              + " Default: text.")
  private Format format = Format.TEXT;

  @Mixin private OutputFile output = new OutputFile();

  K0sImagesCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The values of {@code --format}. */
  enum Format {
    TEXT,
    JSON,
    LIST
  }

  /**
   * What is to be said.
   *
   * @param printed by list-images
   * @param more what is listed with {@code --all} besides what is needed
   */
  private record Answer(
      K0sRelease release,
      List<ComponentImage> needed,
      SequencedSet<NamedVersion> printed,
      SequencedSet<NamedVersion> more) {
    SequencedSet<NamedVersion> names() {
      return needed.stream()
          .map(ComponentImage::image)
          .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    List<NamedVersion> unprinted() {
      return names().stream().filter(image -> !printed.contains(image)).toList();
    }

    List<NamedVersion> unneeded() {
      var names = names();
      return printed.stream().filter(image -> !names.contains(image)).toList();
    }
  }

  @Override
  public Integer call() {
    K0sReleases releases = known.read(surroundings);
    K0sRelease release = releases.require(version);
    ClusterConfig read = read();
    requireTaken(read, release, releases);
    NodeFlags given = flags.flags();
    flags.notes().forEach(note -> surroundings.err().println(Printable.escape(note)));
    var all = new LinkedHashSet<>(ListImages.of(read, release, true, platform));
    var answer =
        new Answer(
            release,
            Components.of(read, release, given),
            new LinkedHashSet<>(ListImages.of(read, release, isAll, platform)),
            isAll ? all : new LinkedHashSet<>());
    output.write(
        surroundings,
        (_, out) -> {
          switch (format) {
            case JSON -> JsonAnswer.write(SCHEMA_VERSION, Version.current(), fields(answer), out);
            case TEXT -> out.write(text(answer).getBytes(StandardCharsets.UTF_8));
            case LIST -> out.write(list(answer).getBytes(StandardCharsets.UTF_8));
          }
        });
    return ExitStatus.OK;
  }

  /** What k0s refuses asks for nothing; what it may read in another way is told. */
  private void requireTaken(ClusterConfig read, K0sRelease release, K0sReleases releases) {
    for (Verdict verdict : Acceptance.of(read, List.of(release.version()), releases)) {
      switch (verdict) {
        case Verdict.Violated refused when refused.severity() == Severity.ERROR ->
            throw new UserError(
                refused.claim().location(), refused.message(), refused.remedy(), null);
        case Verdict.Violated _, Verdict.Unproven _ ->
            surroundings.err().println(Printable.escape("note: " + verdict.message()));
        case Verdict.Proven _ -> {}
      }
    }
  }

  private ClusterConfig read() {
    if (config == null) {
      return ConfigReader.read("the defaults", "");
    }
    var file = SmallFile.named(config, surroundings);
    return ConfigReader.read(file.name(), file.text());
  }

  private static String list(Answer answer) {
    var names = answer.names();
    names.addAll(answer.more());
    return names.stream()
        .map(image -> Printable.escape(image.toString()) + "\n")
        .collect(Collectors.joining());
  }

  private String text(Answer answer) {
    var lines = new ArrayList<String>();
    lines.add(
        "k0s %s needs %d images on its nodes:"
            .formatted(answer.release().version(), answer.names().size()));
    lines.add("");
    for (ComponentImage one : answer.needed()) {
      lines.add("  " + one.image());
      lines.add("      %s; %s".formatted(K0sImageReason.of(one), one.key()));
    }
    String command = isAll ? "k0s airgap list-images --all" : "k0s airgap list-images";
    add("`%s` does not print, though needed:".formatted(command), answer.unprinted(), lines);
    add(
        "`%s` prints besides, though nothing runs it:".formatted(command),
        answer.unneeded(),
        lines);
    if (answer.unprinted().isEmpty() && answer.unneeded().isEmpty()) {
      lines.add("");
      lines.add("`%s` prints just these.".formatted(command));
    }
    return lines.stream().map(line -> Printable.escape(line) + "\n").collect(Collectors.joining());
  }

  private static void add(String title, List<NamedVersion> images, List<String> lines) {
    if (images.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(title);
    images.forEach(image -> lines.add("  " + image));
  }

  private static SequencedMap<String, Object> fields(Answer answer) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("release", answer.release().version().toString());
    fields.put("images", answer.needed().stream().map(K0sImagesCommand::fields).toList());
    fields.put("listImagesLacks", texts(answer.unprinted()));
    fields.put("listImagesAdds", texts(answer.unneeded()));
    return fields;
  }

  private static List<String> texts(List<NamedVersion> images) {
    return images.stream().map(NamedVersion::toString).toList();
  }

  private static SequencedMap<String, Object> fields(ComponentImage one) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("reference", one.image().toString());
    fields.put("key", one.key().path());
    fields.put("reason", K0sImageReason.of(one));
    fields.put("everyNode", one.nodes() == ComponentImage.Nodes.EVERY);
    fields.put("pullPolicy", one.pullPolicy());
    return fields;
  }
}
