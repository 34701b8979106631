package dev.bulkhead.registry.http;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What the tests of this room share: servers on loopback, options that reach them, a fake clock.
 */
public final class Desk {
  private Desk() {}

  /** A server of faults on a free port. */
  public static WireMockServer server() {
    var server =
        new WireMockServer(
            WireMockConfiguration.options()
                .dynamicPort()
                .bindAddress("127.0.0.1")
                .globalTemplating(false));
    server.start();
    return server;
  }

  /** A client to push with, made only when the one under test has made its settings. */
  public static HttpClient pusher() {
    new Transport(
            options(Path.of("/")),
            RegistryListener.NONE,
            Deadline.in(Duration.ofMinutes(1), Pace.REAL))
        .close();
    return HttpClient.newHttpClient();
  }

  /** The server's host and port by its address. */
  public static String host(WireMockServer server) {
    return "127.0.0.1:" + server.port();
  }

  /** Options that speak plain HTTP to this machine and know no credentials but those in home. */
  public static RegistryOptions options(Path home) {
    return options(home, Map.of());
  }

  /** The same with an environment. */
  public static RegistryOptions options(Path home, Map<String, String> environment) {
    return RegistryOptions.of(environment, home)
        .withPlainHttp(Set.of("127.0.0.1", "localhost"))
        .withLimits(
            Limits.usual()
                .withPatience(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5)));
  }
}
