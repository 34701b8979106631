package dev.bulkhead.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how registries are reached, whether to read from them or to write. */
class RegistryAccess {
  @Option(
      names = "--registry-config",
      paramLabel = "FILE",
      description =
          "Credentials for registries, in the form of Docker's config.json."
              + " Default: $REGISTRY_AUTH_FILE, then ~/.docker/config.json.")
  @Nullable Path registryConfig;

  @Option(
      names = "--plain-http",
      paramLabel = "HOST",
      description = "Speak HTTP without TLS to this registry: localhost:5000. Repeatable.")
  List<RegistryHost> plainHttp = List.of();

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description = "Trust the certificates in this PEM file, too.")
  @Nullable Path caFile;
}
