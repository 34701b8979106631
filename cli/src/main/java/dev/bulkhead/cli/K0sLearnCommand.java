package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.ClusterConfig;
import dev.bulkhead.airgap.k0s.ConfigReader;
import dev.bulkhead.airgap.k0s.K0sReleaseFile;
import dev.bulkhead.airgap.k0s.K0sReleaseText;
import dev.bulkhead.airgap.k0s.K0sReleases;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.airgap.k0s.LearnedRelease;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bulkhead k0s learn}: adds a release that is newer than the program. */
@Command(
    name = "learn",
    sortOptions = false,
    description = {
      "Adds a release of k0s to those that Bulkhead knows, from what its own program prints. How it"
          + " behaves where releases differ is taken from the nearest known release before it, of"
          + " the same minor or of the one before, unless --trait says otherwise.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  k0s config create --include-images > defaults.yaml      with the new program",
      "  k0s airgap list-images --all > images.txt",
      "  bulkhead k0s learn --release v1.36.4+k0s.0 --config defaults.yaml --images images.txt",
      "  bulkhead k0s learn --release v1.32.14+k0s.0 --config defaults.yaml --trait strip=repository",
      "                                                          it behaves otherwise than v1.32.13",
      "  bulkhead k0s images --release v1.36.4+k0s.0             it is known now",
      "",
      "A file for --releases, here with one image of a release:",
      "  {\"date\": \"2026-11-22\", \"source\": \"by hand\",",
      "   \"traits\": {\"v1.36.4+k0s.0\": {\"strip\": \"repository\", \"overrideIdempotent\":"
          + " true,",
      "     \"overridesPushgateway\": true, \"listImages\": 4, \"pinsBundleImages\": true,",
      "     \"watchesBundleDir\": true, \"unpinsRemovedBundles\": true, \"bundleArtifacts\": true,",
      "     \"directKubelet\": true}},",
      "   \"tags\": {\"v1.36.4+k0s.0\": {\"spec.images.pause\":",
      "     {\"image\": \"quay.io/k0sproject/pause\", \"version\": \"3.10.1\"}}}}",
      "",
      "Exit status: 0, or 2 where a file is unusable, or images of the release are missing."
    })
final class K0sLearnCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--release",
      required = true,
      paramLabel = "RELEASE",
      description = "The release that these files are of.")
  private K0sVersion version = new K0sVersion(0, 0, 0, 0);

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "What its `k0s config create --include-images` printed.")
  private @Nullable Path config;

  @Option(
      names = "--images",
      paramLabel = "FILE",
      description =
          "What its `k0s airgap list-images --all` printed: says of images that the configuration"
              + " does not name, and checks the others.")
  private @Nullable Path images;

  @Option(
      names = "--trait",
      paramLabel = "NAME=VALUE",
      description =
          "How it behaves in one respect, where it does not as the release before it:"
              + " strip=repository. Repeatable; docs/k0s.md says which there are.")
  private List<StatedTrait> traits = List.of();

  @Mixin private K0sReleaseOption known = new K0sReleaseOption();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text for people, or json for machines. Default: text.")
  private ReportOptions.Format format = ReportOptions.Format.TEXT;

  @Mixin private OutputFile output = new OutputFile();

  K0sLearnCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (config == null && images == null) {
      throw new OptionError(
          "Nothing was given from which %s could be learned.".formatted(version),
          "Give --config FILE, and best --images FILE, too; see --help.");
    }
    Path file =
        known
            .file(surroundings)
            .orElseThrow(
                () ->
                    new UserError(
                        "There is no place for what is learned, since neither HOME nor"
                            + " XDG_DATA_HOME is set.",
                        "Name a file with --releases."));
    K0sReleases added = K0sReleases.builtIn();
    boolean isThere = Files.exists(file);
    Optional<K0sReleases> own =
        isThere
            ? Optional.of(K0sReleaseFile.read(file.toString(), SmallFile.at(file).text()))
            : Optional.empty();
    K0sReleases before = own.map(added::with).orElse(added);
    LearnedRelease learned = LearnedRelease.of(version, readConfig(), lines(), stated(), before);
    write(file, merged(own, learned));
    var answer = new LearnAnswer(learned, stated().keySet(), file, before.of(version).isPresent());
    output.write(
        surroundings,
        (_, out) -> {
          switch (format) {
            case JSON -> answer.writeJson(out);
            case TEXT -> out.write(answer.text().getBytes(StandardCharsets.UTF_8));
          }
        });
    return ExitStatus.OK;
  }

  /** The last value of each trait that is stated. */
  private SequencedMap<String, String> stated() {
    var stated = new LinkedHashMap<String, String>();
    traits.forEach(trait -> stated.put(trait.name(), trait.value()));
    return stated;
  }

  private Optional<ClusterConfig> readConfig() {
    return Optional.ofNullable(config)
        .map(SmallFile::at)
        .map(file -> ConfigReader.read(file.name(), file.text()));
  }

  private List<String> lines() {
    return images == null ? List.of() : SmallFile.at(images).text().lines().toList();
  }

  private K0sReleases merged(Optional<K0sReleases> own, LearnedRelease learned) {
    var all = new TreeMap<>(own.map(K0sReleases::known).orElseGet(TreeMap::new));
    all.put(version, learned.release());
    return new K0sReleases(
        all, LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC));
  }

  private static void write(Path file, K0sReleases releases) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      String text = K0sReleaseText.of(releases, "bulkhead k0s learn, from what the programs print");
      Replacement.of(file).write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UserError(
          null,
          "\"%s\" could not be written: %s.".formatted(file, IoReason.of(e)),
          "Name another file with --releases.",
          e);
    }
  }
}
