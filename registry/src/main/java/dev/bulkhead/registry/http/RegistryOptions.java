package dev.bulkhead.registry.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
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
    return with(draft -> draft.registryConfig = file);
  }

  /** With credentials of the sources themselves. */
  public RegistryOptions withPullSecrets(List<PullSecret> secrets) {
    return with(draft -> draft.pullSecrets = secrets);
  }

  /** With mirrors; {@code only} forbids asking the origin for what they cover. */
  public RegistryOptions withMirrors(List<Mirror> places, boolean only) {
    return with(
        draft -> {
          draft.mirrors = places;
          draft.mirrorOnly = only;
        });
  }

  /** With hosts that are spoken to without TLS. */
  public RegistryOptions withPlainHttp(Set<String> hosts) {
    return with(draft -> draft.plainHttp = hosts);
  }

  /** With certificates that are trusted besides the platform's. */
  public RegistryOptions withCaFile(Path file) {
    return with(draft -> draft.caFile = file);
  }

  /** With another time for everything together. */
  public RegistryOptions withTimeout(Duration length) {
    return with(draft -> draft.timeout = length);
  }

  /** With nothing being asked at all. */
  public RegistryOptions withoutNetwork() {
    return with(draft -> draft.offline = true);
  }

  /** With other limits. */
  public RegistryOptions withLimits(Limits others) {
    return with(draft -> draft.limits = others);
  }

  private RegistryOptions with(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** Options that are being changed. */
  private static final class Draft {
    private final Map<String, String> environment;
    private final Path home;
    private @Nullable Path registryConfig;
    private List<PullSecret> pullSecrets;
    private List<Mirror> mirrors;
    private boolean mirrorOnly;
    private Set<String> plainHttp;
    private @Nullable Path caFile;
    private Duration timeout;
    private boolean offline;
    private Limits limits;

    Draft(RegistryOptions from) {
      environment = from.environment;
      home = from.home;
      registryConfig = from.registryConfig;
      pullSecrets = from.pullSecrets;
      mirrors = from.mirrors;
      mirrorOnly = from.mirrorOnly;
      plainHttp = from.plainHttp;
      caFile = from.caFile;
      timeout = from.timeout;
      offline = from.offline;
      limits = from.limits;
    }

    RegistryOptions options() {
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
          limits);
    }
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
