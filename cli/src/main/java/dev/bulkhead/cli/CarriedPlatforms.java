package dev.bulkhead.cli;

import dev.bulkhead.model.Platform;
import dev.bulkhead.verdict.OptionError;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that says which platforms' content is carried. */
final class CarriedPlatforms {
  private static final String ALL = "all";

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      split = ",(?!$)",
      splitSynopsisLabel = ",",
      description =
          "The platforms whose content is carried: those of the cluster's nodes, or all. An image"
              + " must have each of them. Default: linux/amd64.")
  private List<String> names = List.of();

  /**
   * The platforms; none where all of them are carried.
   *
   * @throws OptionError where one is no platform
   */
  List<Platform> wanted() {
    if (names.equals(List.of(ALL))) {
      return List.of();
    }
    if (names.isEmpty()) {
      return List.of(Platform.LINUX_AMD64);
    }
    var platforms = new ArrayList<Platform>();
    for (String name : names) {
      Platform platform =
          Platform.parse(name)
              .filter(Platform::isKnown)
              .orElseThrow(
                  () ->
                      new OptionError(
                          "\"%s\" is not a platform that nodes have.".formatted(name),
                          "Write --platform linux/amd64,linux/arm64, or --platform all."));
      if (!platforms.contains(platform)) {
        platforms.add(platform);
      }
    }
    return platforms;
  }
}
