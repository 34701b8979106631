package dev.bulkhead.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bulkhead.testkit.image.ImageLayout;
import dev.bulkhead.testkit.image.ImageSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A registry on loopback with one repository, {@code team/kubectl}, told two tags at a time. */
final class LoopbackRegistry implements AutoCloseable {
  private static final String ROOT = "/v2/team/kubectl/";
  private static final int PAGE = 2;
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  private final HttpServer server;
  private final ImageLayout images = ImageLayout.layout();
  private final NavigableMap<String, String> tags = new TreeMap<>();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private int refusal;
  private String refused = "";

  LoopbackRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String image() {
    return host() + "/team/kubectl";
  }

  /** Holds an image of several platforms of Linux under a tag. */
  LoopbackRegistry with(String tag, String... architectures) {
    // an entrypoint of its own makes each image another one
    var platforms =
        Stream.of(architectures)
            .map(architecture -> ImageSpec.linux(architecture).entrypoint("/" + tag))
            .toArray(ImageSpec[]::new);
    tags.put(tag, images.image(tag, platforms));
    return this;
  }

  /** Holds an image under a tag. */
  LoopbackRegistry holding(String tag, ImageSpec image) {
    tags.put(tag, images.image(tag, image));
    return this;
  }

  /** How often something of that path was asked for, by whatever method. */
  long asked(String path) {
    return asked.stream().filter((ROOT + path)::equals).count();
  }

  /** What lies under that path is refused from now on. */
  LoopbackRegistry refusing(String path, int status) {
    refused = ROOT + path;
    refusal = status;
    return this;
  }

  String digest(String tag) {
    return String.valueOf(tags.get(tag));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      asked.add(path);
      if (refusal != 0 && path.startsWith(refused)) {
        exchange.getResponseHeaders().add("Retry-After", "3600");
        exchange.sendResponseHeaders(refusal, -1);
      } else if (path.equals(ROOT + "tags/list")) {
        list(exchange);
      } else {
        content(exchange, path.substring(path.lastIndexOf('/') + 1));
      }
    }
  }

  private void list(HttpExchange exchange) throws IOException {
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    String last = query.startsWith("last=") ? query.substring("last=".length()) : "";
    List<String> rest = new ArrayList<>(tags.tailMap(last, false).keySet());
    List<String> page = rest.subList(0, Math.min(PAGE, rest.size()));
    if (page.size() < rest.size()) {
      exchange
          .getResponseHeaders()
          .add("Link", "<%stags/list?last=%s>; rel=\"next\"".formatted(ROOT, page.getLast()));
    }
    String names = page.stream().map("\"%s\""::formatted).collect(Collectors.joining(","));
    send(
        exchange,
        "application/json",
        "",
        "{\"tags\":[%s]}".formatted(names).getBytes(StandardCharsets.UTF_8));
  }

  private void content(HttpExchange exchange, String tagOrDigest) throws IOException {
    String digest = tags.getOrDefault(tagOrDigest, tagOrDigest);
    byte[] content = images.blobs().get(digest);
    if (content == null) {
      byte[] unknown =
          "{\"errors\":[{\"code\":\"NAME_UNKNOWN\"}]}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(404, unknown.length);
      exchange.getResponseBody().write(unknown);
      return;
    }
    boolean isIndex = new String(content, StandardCharsets.UTF_8).contains("\"manifests\"");
    send(exchange, isIndex ? INDEX : MANIFEST, digest, content);
  }

  private static void send(HttpExchange exchange, String type, String digest, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.getResponseHeaders().add("Docker-Distribution-Api-Version", "registry/2.0");
    if (!digest.isEmpty()) {
      exchange.getResponseHeaders().add("Docker-Content-Digest", digest);
    }
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(200, isHead ? -1 : body.length);
    if (!isHead) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
