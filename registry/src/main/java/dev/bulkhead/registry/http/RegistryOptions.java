package dev.bulkhead.registry.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How registries are reached, as the command line and the environment say.
 *
 * @param environment the process's environment: proxies, {@code DOCKER_CONFIG}, {@code PATH}, …
 * @param home the user's home directory
 * @param registryConfig a Docker configuration file that takes the place of those looked for; null
 *     where none is named
 * @param pullSecrets credentials found in the sources themselves; tried first
 * @param mirrors where to look first; the longest {@code from} that fits comes first
 * @param mirrorOnly whether what a mirror covers is never asked of its origin
 * @param plainHttp the hosts, with a port or for all ports, that are spoken to without TLS
 * @param caFile certificates in PEM that are trusted besides the platform's; null for none
 * @param timeout for everything together, counted from the opening of the client
 * @param offline whether nothing may be asked at all
 */
public record RegistryOptions(
    Map<String, String> environment,
    Path home,
    @Nullable Path registryConfig,
    List<PullSecret> pullSecrets,
    List<Mirror> mirrors,
    boolean mirrorOnly,
    Set<String> plainHttp,
    @Nullable Path caFile,
    Duration timeout,
    boolean offline,
    Limits limits) {
  public RegistryOptions {
    environment = Map.copyOf(environment);
    pullSecrets = List.copyOf(pullSecrets);
    mirrors = List.copyOf(mirrors);
    plainHttp = Set.copyOf(plainHttp);
  }

  /** Registries as the environment has them, two minutes for all. */
  public static RegistryOptions of(Map<String, String> environment, Path home) {
    return new RegistryOptions(
        environment,
        home,
        null,
        List.of(),
        List.of(),
        false,
        Set.of(),
        null,
        Duration.ofMinutes(2),
        false,
        Limits.usual());
  }

  /** With a Docker configuration file named by the user. */
  public RegistryOptions withRegistryConfig(Path file) {
    return new RegistryOptions(
        environment,
        home,
        file,
        pullSecrets,
        mirrors,
        mirrorOnly,
        plainHttp,
        caFile,
        timeout,
        offline,
        limits);
  }

  /** With credentials of the sources themselves. */
  public RegistryOptions withPullSecrets(List<PullSecret> secrets) {
    return new RegistryOptions(
        environment,
        home,
        registryConfig,
        secrets,
        mirrors,
        mirrorOnly,
        plainHttp,
        caFile,
        timeout,
        offline,
        limits);
  }

  /** With mirrors; {@code only} forbids asking the origin for what they cover. */
  public RegistryOptions withMirrors(List<Mirror> places, boolean only) {
    return new RegistryOptions(
        environment,
        home,
        registryConfig,
        pullSecrets,
        places,
        only,
        plainHttp,
        caFile,
        timeout,
        offline,
        limits);
  }

  /** With hosts that are spoken to without TLS. */
  public RegistryOptions withPlainHttp(Set<String> hosts) {
    return new RegistryOptions(
        environment,
        home,
        registryConfig,
        pullSecrets,
        mirrors,
        mirrorOnly,
        hosts,
        caFile,
        timeout,
        offline,
        limits);
  }

  /** With certificates that are trusted besides the platform's. */
  public RegistryOptions withCaFile(Path file) {
    return new RegistryOptions(
        environment,
        home,
        registryConfig,
        pullSecrets,
        mirrors,
        mirrorOnly,
        plainHttp,
        file,
        timeout,
        offline,
        limits);
  }

  /** With another time for everything together. */
  public RegistryOptions withTimeout(Duration length) {
    return new RegistryOptions(
        environment,
        home,
        registryConfig,
        pullSecrets,
        mirrors,
        mirrorOnly,
        plainHttp,
        caFile,
        length,
        offline,
        limits);
  }

  /** With nothing being asked at all. */
  public RegistryOptions withoutNetwork() {
    return new RegistryOptions(
        environment,
        home,
        registryConfig,
        pullSecrets,
        mirrors,
        mirrorOnly,
        plainHttp,
        caFile,
        timeout,
        true,
        limits);
  }

  /** With other limits. */
  public RegistryOptions withLimits(Limits others) {
    return new RegistryOptions(
        environment,
        home,
        registryConfig,
        pullSecrets,
        mirrors,
        mirrorOnly,
        plainHttp,
        caFile,
        timeout,
        offline,
        others);
  }

  boolean isPlain(Place place) {
    return plainHttp.contains(place.registry()) || plainHttp.contains(place.hostName());
  }

  /** What can be shown: the environment is left out, it may hold a proxy's password. */
  @Override
  public String toString() {
    return "RegistryOptions[registryConfig=%s, mirrors=%s, mirrorOnly=%s, plainHttp=%s, caFile=%s, timeout=%s, offline=%s]"
        .formatted(registryConfig, mirrors, mirrorOnly, plainHttp, caFile, timeout, offline);
  }
}
