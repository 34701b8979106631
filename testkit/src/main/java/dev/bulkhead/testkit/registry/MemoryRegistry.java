package dev.bulkhead.testkit.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bulkhead.testkit.image.ImageLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A registry on loopback that keeps everything in memory (OCI distribution specification): pulls,
 * pushes, mounts, resumed uploads. It writes down what it is asked, wants a token if it is told to,
 * and fails as it is told.
 */
public final class MemoryRegistry implements AutoCloseable {
  /** The one token that it takes, where it wants one. */
  public static final String TOKEN = "opensesame";

  private static final Pattern PATH = Pattern.compile("/v2/(.+?)/(manifests|blobs|referrers)/(.*)");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
  private final Map<String, String> types = new ConcurrentHashMap<>();
  private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Fault> faults = new ConcurrentLinkedQueue<>();
  private volatile boolean wantsToken;
  private volatile boolean handsOutTokens = true;
  private volatile boolean mounts = true;
  private volatile boolean checksDigests = true;
  private volatile String uploadsAt = "";

  /** A registry with nothing in it. */
  public MemoryRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * A request as it came.
   *
   * @param authorization the empty string where there was none
   */
  public record Request(String method, String target, String authorization) {
    @Override
    public String toString() {
      return method + " " + target;
    }
  }

  /**
   * What goes wrong with a request, once.
   *
   * @param status what is answered; 0 for a connection that breaks
   * @param after so many bytes of what is sent are kept first; of an answer, so many are sent
   */
  public record Fault(String method, Pattern target, int status, int after) {
    /** A request whose path holds those words is answered so. */
    public static Fault status(String method, String words, int status) {
      return new Fault(method, Pattern.compile(Pattern.quote(words)), status, 0);
    }

    /** The connection breaks after so many bytes. */
    public static Fault cut(String method, String words, int after) {
      return new Fault(method, Pattern.compile(Pattern.quote(words)), 0, after);
    }
  }

  /** Its host and port. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Fails once in that way; several faults come in their order. */
  public MemoryRegistry failing(Fault fault) {
    faults.add(fault);
    return this;
  }

  /** From now on takes no request without a token. */
  public MemoryRegistry wantingToken() {
    wantsToken = true;
    return this;
  }

  /** From now on hands out no token to anybody. */
  public MemoryRegistry refusingTokens() {
    handsOutTokens = false;
    return this;
  }

  /** From now on mounts nothing. */
  public MemoryRegistry withoutMounts() {
    mounts = false;
    return this;
  }

  /** From now on takes whatever is sent for what it is said to be. */
  public MemoryRegistry withoutChecks() {
    checksDigests = false;
    return this;
  }

  /** From now on sends whoever uploads to another host. */
  public MemoryRegistry uploadingTo(MemoryRegistry other) {
    uploadsAt = "http://" + other.host();
    return this;
  }

  /** Holds all of a layout's content in that repository. */
  public MemoryRegistry holding(String repository, ImageLayout layout) {
    layout.blobs().forEach((digest, content) -> hold(repository, digest, content));
    return this;
  }

  private void hold(String repository, String digest, byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    if (text.startsWith("{") && text.contains("\"schemaVersion\"")) {
      manifests.put(repository + "@" + digest, content);
      types.put(repository + "@" + digest, typeOf(text));
    } else {
      blobs.put(repository + "@" + digest, content);
    }
  }

  /** Gives a manifest that it holds a tag. */
  public MemoryRegistry tagged(String repository, String tag, String digest) {
    byte[] content = manifest(repository, digest);
    if (content == null) {
      throw new IllegalArgumentException("There is no manifest %s.".formatted(digest));
    }
    manifests.put(repository + "@" + tag, content);
    types.put(repository + "@" + tag, typeOf(new String(content, StandardCharsets.UTF_8)));
    return this;
  }

  private static String typeOf(String json) {
    return json.contains("\"manifests\"")
        ? "application/vnd.oci.image.index.v1+json"
        : "application/vnd.oci.image.manifest.v1+json";
  }

  /** A blob's content; null where the repository has none. */
  public byte @Nullable [] blob(String repository, String digest) {
    return blobs.get(repository + "@" + digest);
  }

  /** A manifest's bytes; null where the repository has none. */
  public byte @Nullable [] manifest(String repository, String tagOrDigest) {
    return manifests.get(repository + "@" + tagOrDigest);
  }

  /** What it was asked, in order. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Forgets what it was asked. */
  public void forgetRequests() {
    requests.clear();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = exchange.getRequestURI().toString();
      String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      requests.add(
          new Request(
              exchange.getRequestMethod(),
              target,
              authorization.equals("null") ? "" : authorization));
      Fault fault = fault(exchange.getRequestMethod(), target);
      if (target.startsWith("/token")) {
        answer(
            exchange,
            handsOutTokens ? 200 : 401,
            handsOutTokens ? "{\"token\":\"%s\"}".formatted(TOKEN) : error("UNAUTHORIZED"));
      } else if (wantsToken && !authorization.equals("Bearer " + TOKEN)) {
        exchange.getRequestBody().readAllBytes();
        exchange
            .getResponseHeaders()
            .add(
                "WWW-Authenticate",
                "Bearer realm=\"http://%s/token\",service=\"test\"".formatted(host()));
        answer(exchange, 401, error("UNAUTHORIZED"));
      } else if (fault != null && fault.status() != 0) {
        exchange.getRequestBody().readAllBytes();
        answer(exchange, fault.status(), error("UNKNOWN"));
      } else {
        serve(exchange, fault);
      }
    }
  }

  private @Nullable Fault fault(String method, String target) {
    for (Fault fault : faults) {
      if (fault.method().equals(method)
          && fault.target().matcher(target).find()
          && faults.remove(fault)) {
        return fault;
      }
    }
    return null;
  }

  private void serve(HttpExchange exchange, @Nullable Fault fault) throws IOException {
    Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
    if (!path.matches()) {
      answer(exchange, 200, "{}");
      return;
    }
    String repository = path.group(1);
    String rest = path.group(3);
    switch (path.group(2)) {
      case "manifests" -> manifest(exchange, repository, rest);
      case "blobs" -> {
        if (rest.startsWith("uploads/")) {
          upload(exchange, repository, rest.substring("uploads/".length()), fault);
        } else {
          send(exchange, blobs.get(repository + "@" + rest), "application/octet-stream", fault);
        }
      }
      default -> answer(exchange, 404, error("UNSUPPORTED"));
    }
  }

  private void manifest(HttpExchange exchange, String repository, String name) throws IOException {
    if (!exchange.getRequestMethod().equals("PUT")) {
      String type = types.getOrDefault(repository + "@" + name, "");
      send(exchange, manifests.get(repository + "@" + name), type, null);
      return;
    }
    byte[] content = exchange.getRequestBody().readAllBytes();
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    for (String each : List.of(name, ImageLayout.digest(content))) {
      manifests.put(repository + "@" + each, content);
      types.put(repository + "@" + each, type);
    }
    answer(exchange, 201, "");
  }

  private void upload(HttpExchange exchange, String repository, String id, @Nullable Fault fault)
      throws IOException {
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    switch (exchange.getRequestMethod()) {
      case "POST" -> begin(exchange, repository, query);
      case "PATCH" -> patch(exchange, repository, id, fault);
      case "PUT" -> finish(exchange, repository, id, query);
      default -> {
        var upload = uploads.get(id);
        if (upload == null) {
          answer(exchange, 404, error("BLOB_UPLOAD_UNKNOWN"));
          return;
        }
        tell(exchange, repository, id, upload.size());
        answer(exchange, 204, "");
      }
    }
  }

  private void begin(HttpExchange exchange, String repository, String query) throws IOException {
    Matcher mount = Pattern.compile("mount=([^&]+)&from=([^&]+)").matcher(query);
    if (mounts && mount.find()) {
      byte[] content = blobs.get(mount.group(2) + "@" + mount.group(1));
      if (content != null) {
        blobs.put(repository + "@" + mount.group(1), content);
        answer(exchange, 201, "");
        return;
      }
    }
    String id = "u" + (uploads.size() + 1);
    uploads.put(id, new ByteArrayOutputStream());
    tell(exchange, repository, id, 0);
    answer(exchange, 202, "");
  }

  private void tell(HttpExchange exchange, String repository, String id, int size) {
    exchange
        .getResponseHeaders()
        .add("Location", "%s/v2/%s/blobs/uploads/%s?s=1".formatted(uploadsAt, repository, id));
    exchange.getResponseHeaders().add("Range", "0-" + Math.max(size - 1, 0));
  }

  private void patch(HttpExchange exchange, String repository, String id, @Nullable Fault fault)
      throws IOException {
    var upload = uploads.computeIfAbsent(id, _ -> new ByteArrayOutputStream());
    String range = exchange.getRequestHeaders().getFirst("Content-Range");
    if (range != null && !range.startsWith(upload.size() + "-")) {
      answer(exchange, 416, error("BLOB_UPLOAD_INVALID"));
      return;
    }
    InputStream body = exchange.getRequestBody();
    if (fault != null) {
      upload.writeBytes(body.readNBytes(fault.after()));
      return; // the exchange is closed without an answer
    }
    body.transferTo(upload);
    tell(exchange, repository, id, upload.size());
    answer(exchange, 202, "");
  }

  private void finish(HttpExchange exchange, String repository, String id, String query)
      throws IOException {
    var upload = uploads.remove(id);
    String digest = query.replaceFirst(".*digest=", "");
    if (upload == null) {
      answer(exchange, 404, error("BLOB_UPLOAD_UNKNOWN"));
    } else if (checksDigests && !ImageLayout.digest(upload.toByteArray()).equals(digest)) {
      answer(exchange, 400, error("DIGEST_INVALID"));
    } else {
      blobs.put(repository + "@" + digest, upload.toByteArray());
      answer(exchange, 201, "");
    }
  }

  /** Sends content, or some of it. */
  private static void send(
      HttpExchange exchange, byte @Nullable [] content, String type, @Nullable Fault fault)
      throws IOException {
    if (content == null) {
      answer(exchange, 404, error("BLOB_UNKNOWN"));
      return;
    }
    exchange.getResponseHeaders().add("Docker-Distribution-Api-Version", "registry/2.0");
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.getResponseHeaders().add("Docker-Content-Digest", ImageLayout.digest(content));
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().add("Content-Length", Integer.toString(content.length));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    int from = from(exchange);
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
    int count = fault == null ? content.length - from : fault.after();
    exchange.getResponseBody().write(content, from, count);
    exchange.getResponseBody().flush();
  }

  private static int from(HttpExchange exchange) {
    String range = exchange.getRequestHeaders().getFirst("Range");
    return range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=([0-9]+)-.*", "$1"));
  }

  private static String error(String code) {
    return "{\"errors\":[{\"code\":\"%s\"}]}".formatted(code);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Docker-Distribution-Api-Version", "registry/2.0");
    boolean isEmpty = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, isEmpty ? -1 : bytes.length);
    if (!isEmpty) {
      exchange.getResponseBody().write(bytes);
    }
  }

  /** The requests of a method, as text. */
  public List<String> asked(String method) {
    var asked = new ArrayList<String>();
    for (Request request : requests) {
      if (request.method().equals(method)) {
        asked.add(request.target());
      }
    }
    return asked;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
