package dev.bulkhead.registry.http;

import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY} name, upper case
 * before lower, read as Go programs read them (golang.org/x/net/http/httpproxy): this machine
 * itself is never reached through a proxy.
 */
final class Proxies extends ProxySelector {
  private final Optional<Server> forHttp;
  private final Optional<Server> forHttps;
  private final NoProxy exceptions;

  private Proxies(Optional<Server> forHttp, Optional<Server> forHttps, NoProxy exceptions) {
    this.forHttp = forHttp;
    this.forHttps = forHttps;
    this.exceptions = exceptions;
  }

  /**
   * A proxy.
   *
   * @param authorization the value of {@code Proxy-Authorization}; null where the proxy asks nobody
   */
  record Server(String host, int port, @Nullable String authorization) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /**
   * Reads the environment.
   *
   * @throws UserError if a proxy is not given as {@code http://host:port}
   */
  static Proxies of(Map<String, String> environment) {
    return new Proxies(
        server(environment, "HTTP_PROXY", "http_proxy"),
        server(environment, "HTTPS_PROXY", "https_proxy"),
        NoProxy.read(value(environment, "NO_PROXY", "no_proxy")));
  }

  private static String value(Map<String, String> environment, String upper, String lower) {
    String first = environment.getOrDefault(upper, "");
    return first.isEmpty() ? environment.getOrDefault(lower, "") : first;
  }

  private static Optional<Server> server(
      Map<String, String> environment, String upper, String lower) {
    String value = value(environment, upper, lower).strip();
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      var uri = new URI(value.contains("://") ? value : "http://" + value);
      if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        return Optional.of(new Server(uri.getHost(), port, authorization(uri.getRawUserInfo())));
      }
    } catch (URISyntaxException notAnAddress) {
      // told below, without the value: it may hold a password
    }
    throw new UserError(
        "The proxy in %s is not an address of the form http://host:port.".formatted(upper),
        "Set %s to a proxy that is itself reached over http, or unset it.".formatted(upper));
  }

  private static @Nullable String authorization(@Nullable String userInfo) {
    if (userInfo == null || userInfo.isEmpty()) {
      return null;
    }
    String pair = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /** The proxy on the way to that address. */
  Optional<Server> to(URI uri) {
    String host = uri.getHost();
    if (host == null || exceptions.covers(host, port(uri))) {
      return Optional.empty();
    }
    return "https".equals(uri.getScheme()) ? forHttps : forHttp;
  }

  static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equals(uri.getScheme()) ? 443 : 80;
  }

  @Override
  public List<Proxy> select(URI uri) {
    return List.of(
        to(uri)
            .map(
                server ->
                    new Proxy(Proxy.Type.HTTP, new InetSocketAddress(server.host(), server.port())))
            .orElse(Proxy.NO_PROXY));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // the request itself fails and is reported
  }
}
