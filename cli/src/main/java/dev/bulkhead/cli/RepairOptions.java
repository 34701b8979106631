package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.ClusterConfig;
import dev.bulkhead.airgap.k0s.ConfigJudgement;
import dev.bulkhead.airgap.k0s.ConfigRepair;
import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is taken out of a configuration, and where the rest is written. */
final class RepairOptions {
  @Option(
      names = "--write",
      description = "Take what a release wrote out of the file. Without it the change is shown.")
  private boolean isInPlace;

  @Option(
      names = "--write-to",
      paramLabel = "FILE",
      description = "Write the changed configuration to this file instead.")
  private @Nullable Path writeTo;

  @Option(
      names = "--patch",
      paramLabel = "FILE",
      description = "Write the change as a JSON patch of the object kube-system/k0s.")
  private @Nullable Path patch;

  @Option(
      names = "--remove",
      paramLabel = "KEY",
      description =
          "Take this out, too, though it may have been chosen: spec.images.coredns. Repeatable."
              + " Only what is some release's default can be taken out.")
  private List<ImageKey> also = List.of();

  /**
   * Returns if the options agree.
   *
   * @param config the file, as it was named
   * @throws OptionError otherwise
   */
  void requireSense(String config) {
    if (isInPlace && writeTo != null) {
      throw new OptionError(
          "--write edits the file in its place, and --write-to writes another.",
          "Leave one of them out.");
    }
    if (patch != null && patch.equals(Path.of("-"))) {
      throw new OptionError(
          "--patch names a file, and standard output has the report.", "Write --patch patch.json.");
    }
    if (isInPlace && config.equals("-")) {
      throw new OptionError(
          "Standard input cannot be edited, so --write has no meaning.",
          "Use --write-to FILE instead.");
    }
  }

  /** Whether the configuration is written, and not only judged. */
  boolean isWriting() {
    return isInPlace || writeTo != null;
  }

  /** What is to be taken out. */
  ConfigRepair repair(ConfigJudgement judgement) {
    for (ImageKey key : also) {
      if (judgement.pins().stream().noneMatch(pin -> pin.key() == key && pin.isDefault())) {
        throw new OptionError(
            "--remove: %s is not a default of any known release, so it was chosen or is not there."
                .formatted(key),
            "Remove it by hand if it is not meant.");
      }
    }
    return ConfigRepair.of(judgement, also);
  }

  /** Writes the patch, if one is wanted; says what was done. */
  Optional<String> writePatch(ConfigRepair repair) {
    if (patch == null) {
      return Optional.empty();
    }
    if (repair.isEmpty()) {
      return Optional.of("There is nothing to take out, so no patch is written.");
    }
    replace(patch, repair.patch().getBytes(StandardCharsets.UTF_8));
    return Optional.of(
        "%s takes %s out. Apply it with: kubectl patch clusterconfig k0s -n kube-system --type json"
                .formatted(patch, count(repair))
            + " --patch-file %s".formatted(patch));
  }

  /**
   * Writes the configuration where it is wanted, without what is taken out.
   *
   * @return the file as it is then
   * @throws UserError where it cannot be edited, or not be written
   */
  SmallFile write(SmallFile file, ConfigRepair repair) {
    requireOwnFile(repair.config());
    byte[] edited = repair.edited(file.bytes()).orElseThrow(() -> notEdited(file));
    Path to = writeTo == null ? Path.of(file.name()) : writeTo;
    replace(to, edited);
    return new SmallFile(to.toString(), edited);
  }

  /** What was done, and what is left to do. */
  static List<String> written(ConfigRepair repair, SmallFile mended) {
    if (repair.isEmpty()) {
      return List.of("There was nothing to take out.");
    }
    var notes = new ArrayList<String>();
    notes.add(
        "%s %s taken out of %s: %s."
            .formatted(
                count(repair),
                repair.keys().size() == 1 ? "was" : "were",
                mended.name(),
                repair.keys().stream().map(ImageKey::path).collect(Collectors.joining(", "))));
    if (repair.config().form() == ClusterConfig.Form.OBJECT) {
      notes.add(
          "It is in the cluster only after: kubectl replace -f %s (kubectl apply would leave the images in the object)."
              .formatted(mended.name()));
    }
    return notes;
  }

  private static String count(ConfigRepair repair) {
    return repair.keys().size() == 1 ? "1 image" : "%d images".formatted(repair.keys().size());
  }

  private static void requireOwnFile(ClusterConfig read) {
    if (read.form() == ClusterConfig.Form.RUNTIME) {
      throw new UserError(
          "k0s makes %s anew at each start, so there is no use in editing it."
              .formatted(read.file()),
          "Name the file that k0s is started with, or a dump of kube-system/k0s.");
    }
  }

  /** That a file is not edited, with what can be done instead. */
  static UserError notEdited(SmallFile file) {
    return new UserError(
        "%s cannot be edited without touching anything else: aliases, keys that are stated twice, or several things on one line."
            .formatted(file.name()),
        "Write the keys on lines of their own, or use --patch FILE.");
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
}
