package dev.bulkhead.cli;

import dev.bulkhead.registry.http.Mirror;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say where evidence about images comes from. */
class Evidence extends RegistryAccess {
  @Option(
      names = "--images",
      paramLabel = "PATH",
      description =
          "An OCI layout, OCI archive or Docker archive to look at before registries. Repeatable.")
  List<Path> images = List.of();

  @Option(names = "--offline", description = "Ask no registry; what is not at hand stays unproven.")
  boolean offline;

  @Option(
      names = "--registry-mirror",
      paramLabel = "FROM=TO",
      description =
          "Ask TO for images of FROM; where TO has none, FROM is asked. Repeatable:"
              + " docker.io=mirror.example/hub")
  List<Mirror> mirrors = List.of();

  @Option(
      names = "--mirror-only",
      description = "Never fall back from a mirror to the registry that it mirrors.")
  boolean mirrorOnly;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description =
          "After this time what is known is printed, and the rest is unproven. Default: 2m.")
  TimeLimit timeout = new TimeLimit("2m", Duration.ofMinutes(2));

  /** Evidence from registries that are reached so, and from nowhere else. */
  static Evidence of(RegistryAccess access) {
    var evidence = new Evidence();
    evidence.registryConfig = access.registryConfig;
    evidence.plainHttp = access.plainHttp;
    evidence.caFile = access.caFile;
    return evidence;
  }

  /** Clones of repositories that sources name by address; commands that read none have none. */
  List<GitMirror> gitMirrors() {
    return List.of();
  }

  /** Whether images are looked up anywhere. */
  boolean mayTakeLong() {
    return !offline || !images.isEmpty();
  }
}
