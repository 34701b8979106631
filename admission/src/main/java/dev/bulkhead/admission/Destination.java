package dev.bulkhead.admission;

import dev.bulkhead.model.Node;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where the API server calls out to. */
public sealed interface Destination {

  /** A Service of the cluster. */
  record ServiceName(String namespace, String name, int port) implements Destination {
    private static final int HTTPS = 443;
    private static final int HIGHEST_PORT = 65_535;

    static Optional<Destination> of(Node.Mapping service) {
      return service
          .text("name")
          .map(
              name ->
                  new ServiceName(
                      service.text("namespace").orElse(""),
                      name,
                      service
                          .scalar("port")
                          .flatMap(Node.Scalar::integer)
                          .filter(port -> port >= 1 && port <= HIGHEST_PORT)
                          .map(Long::intValue)
                          .orElse(HTTPS)));
    }

    @Override
    public String toString() {
      return "service " + namespace + "/" + name;
    }
  }

  /** A host, in the cluster or not. */
  record Url(String host) implements Destination {
    @Override
    public String toString() {
      return "host " + host;
    }
  }

  /** Nowhere that could be read. */
  record Unstated() implements Destination {
    @Override
    public String toString() {
      return "nowhere";
    }
  }

  /** What a {@code clientConfig} says. */
  static Destination of(Node.Mapping clientConfig) {
    Optional<Destination> service = clientConfig.mapping("service").flatMap(ServiceName::of);
    return service
        .or(() -> clientConfig.text("url").map(Destination::url))
        .orElseGet(Unstated::new);
  }

  private static Destination url(String url) {
    try {
      String host = new URI(url).getHost();
      return new Url(host == null ? "of an unreadable URL" : host);
    } catch (URISyntaxException unreadable) {
      return new Url("of an unreadable URL");
    }
  }
}
