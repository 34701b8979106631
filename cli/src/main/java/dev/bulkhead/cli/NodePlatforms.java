package dev.bulkhead.cli;

import dev.bulkhead.model.Platform;
import dev.bulkhead.report.Setting;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The option that says which platforms the clusters' nodes have. */
final class NodePlatforms {
  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      split = ",(?!$)",
      splitSynopsisLabel = ",",
      description =
          "The platforms of the cluster's nodes, all of which images must have. Default:"
              + " linux/amd64.")
  private List<Platform> platforms = List.of();

  /** Each of them once. */
  List<Platform> all() {
    return platforms.isEmpty()
        ? List.of(Platform.LINUX_AMD64)
        : platforms.stream().distinct().toList();
  }

  /** As a report tells what it was judged for. */
  Setting setting() {
    return new Setting("--platform", joined(","), platforms.isEmpty());
  }

  /** Their names. */
  String joined(String between) {
    return all().stream().map(Platform::toString).collect(Collectors.joining(between));
  }
}
