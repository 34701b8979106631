package dev.bulkhead.registry.http;

import dev.bulkhead.registry.http.RegistryTrouble.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Requests and answers, one at a time, redirects included. HTTP/1.1, so that a layer left half-read
 * costs one connection and nothing else.
 */
final class Transport implements AutoCloseable {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int DRAINED = 1 << 14;

  /** How many times longer than for any head it may take until what was sent is stored. */
  private static final int COMMIT_FACTOR = 10;

  static {
    // Without it the JDK sends no password to a proxy that tunnels (JDK-8168839).
    var _ = System.getProperties().putIfAbsent("jdk.http.auth.tunneling.disabledSchemes", "");
    // Layers come in large pieces; the JDK's own 16 KiB cost a third more processor time.
    var _ = System.getProperties().putIfAbsent("jdk.httpclient.bufsize", "131072");
  }

  private final Limits limits;
  private final Proxies proxies;
  private final @Nullable SSLContext trust;
  private final RegistryListener listener;
  private final Deadline deadline;
  private final AtomicInteger requests = new AtomicInteger();
  private @Nullable HttpClient client;
  private volatile boolean closed;

  Transport(RegistryOptions options, RegistryListener listener, Deadline deadline) {
    this.limits = options.limits();
    this.proxies = Proxies.of(options.environment());
    this.trust = options.caFile() == null ? null : Trust.withAuthorities(options.caFile());
    this.listener = listener;
    this.deadline = deadline;
  }

  /** An answer whose body is still to be read, and must be closed. */
  record Received(int status, HttpHeaders headers, InputStream body, String host) {}

  /** Sends a request and follows where it is sent on to. */
  Received send(Call call) throws RegistryTrouble, InterruptedException {
    Call current = call;
    for (int hop = 0; ; hop++) {
      HttpResponse<InputStream> response = exchange(current);
      if (!REDIRECTS.contains(response.statusCode())) {
        var body = WatchedStream.over(response.body(), current.host(), limits, deadline);
        return new Received(response.statusCode(), response.headers(), body, current.host());
      }
      drain(response.body(), current.host());
      if (hop == limits.redirects()) {
        throw redirect(current, "sends requests on more than %d times".formatted(hop));
      }
      current = current.redirectedTo(next(current, response.headers()));
    }
  }

  private HttpResponse<InputStream> exchange(Call call)
      throws RegistryTrouble, InterruptedException {
    if (closed) {
      throw Troubles.stopped(call.host());
    }
    Duration patience = deadline.atMost(limits.head());
    if (patience.isZero()) {
      throw deadline.passed(call.host());
    }
    if (requests.incrementAndGet() > limits.requests()) {
      throw new RegistryTrouble(
          Kind.LIMIT,
          "%,d requests to registries were made, and no more are allowed."
              .formatted(limits.requests()),
          "Judge fewer sources at once.");
    }
    listener.on(new RegistryEvent.Asked(call.host(), call.whole()));
    long start = System.nanoTime();
    try {
      var response = answer(call, patience);
      listener.on(
          new RegistryEvent.Answered(
              call.host(), call.whole(), response.statusCode(), since(start)));
      return response;
    } catch (RegistryTrouble trouble) {
      listener.on(new RegistryEvent.Failed(call.host(), call.whole(), trouble, since(start)));
      throw trouble;
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private HttpResponse<InputStream> answer(Call call, Duration patience)
      throws RegistryTrouble, InterruptedException {
    try {
      return call.isStreamed()
          ? watched(call)
          : client().send(request(call, patience), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException failure) {
      throw closed ? Troubles.stopped(call.host()) : Troubles.of(failure, call.host(), patience);
    } catch (IllegalArgumentException | IllegalStateException malformed) {
      // So the JDK's client ends on some malformed heads. Its message may hold what was sent.
      throw Troubles.broken(call.host());
    }
  }

  /** Sends what may take long: it is given up when it stands still. */
  private HttpResponse<InputStream> watched(Call call) throws IOException, InterruptedException {
    Payload payload = Objects.requireNonNull(call.payload(), "it is streamed");
    var answer = client().sendAsync(request(call, null), HttpResponse.BodyHandlers.ofInputStream());
    long seen = -1;
    try {
      while (true) {
        boolean isSent = payload.sent() >= payload.length();
        Duration window =
            isSent ? limits.head().multipliedBy(COMMIT_FACTOR) : limits.progressWindow();
        try {
          return answer.get(deadline.atMost(window).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException still) {
          long now = payload.sent();
          if (deadline.left().isZero()) {
            throw deadline.passed(call.host());
          }
          if (now == seen || isSent) {
            throw Troubles.of(new HttpTimeoutException("no progress"), call.host(), window);
          }
          seen = now;
        }
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed);
    } finally {
      answer.cancel(true);
    }
  }

  private HttpRequest request(Call call, @Nullable Duration patience) {
    var builder = HttpRequest.newBuilder(call.uri()).header("User-Agent", "bulkhead");
    if (patience != null) {
      builder.timeout(patience);
    }
    if (!call.accept().isEmpty()) {
      builder.header("Accept", call.accept());
    }
    if (call.authorization() != null) {
      builder.header("Authorization", call.authorization());
    }
    if (call.from() > 0) {
      builder.header("Range", "bytes=%d-".formatted(call.from()));
    }
    proxies
        .to(call.uri())
        .map(Proxies.Server::authorization)
        .ifPresent(value -> builder.header("Proxy-Authorization", value));
    Payload payload = call.payload();
    if (payload != null) {
      return builder
          .header("Content-Type", payload.mediaType())
          .method(call.method(), publisher(builder, payload))
          .build();
    }
    if (call.form() == null) {
      return builder.method(call.method(), HttpRequest.BodyPublishers.noBody()).build();
    }
    return builder
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(call.form()))
        .build();
  }

  private static HttpRequest.BodyPublisher publisher(HttpRequest.Builder builder, Payload payload) {
    if (payload.length() == 0) {
      return HttpRequest.BodyPublishers.noBody();
    }
    if (payload.offset() > 0) {
      builder.header(
          "Content-Range",
          "%d-%d".formatted(payload.offset(), payload.offset() + payload.length() - 1));
    }
    return HttpRequest.BodyPublishers.fromPublisher(
        HttpRequest.BodyPublishers.ofInputStream(payload::open), payload.length());
  }

  private synchronized HttpClient client() {
    if (client == null) {
      var builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(limits.connect())
              .proxy(proxies);
      if (trust != null) {
        builder.sslContext(trust);
      }
      client = builder.build();
    }
    return client;
  }

  private static URI next(Call call, HttpHeaders headers) throws RegistryTrouble {
    String location = headers.firstValue("Location").orElse("");
    URI next;
    try {
      next = call.uri().resolve(location);
    } catch (IllegalArgumentException malformed) {
      throw redirect(call, "sends requests on to what is no address");
    }
    String scheme = String.valueOf(next.getScheme());
    if (location.isEmpty() || next.getHost() == null || next.getUserInfo() != null) {
      throw redirect(call, "sends requests on to what is no address");
    }
    boolean isSafe = scheme.equals("https") || call.uri().getScheme().equals("http");
    if (!isSafe || !(scheme.equals("https") || scheme.equals("http"))) {
      throw redirect(call, "sends requests on from https to " + scheme);
    }
    if (call.form() != null) {
      throw redirect(call, "sends on a request that holds a credential");
    }
    return next;
  }

  private static RegistryTrouble redirect(Call call, String fault) {
    return new RegistryTrouble(
        Kind.REDIRECT,
        "%s %s, which is not followed.".formatted(call.host(), fault),
        "Check the registry's address, or name the registry that holds the image.");
  }

  private void drain(InputStream body, String host) {
    try (var watched = WatchedStream.over(body, host, limits, deadline)) {
      watched.readNBytes(DRAINED);
    } catch (IOException broken) {
      // nothing in it was wanted
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.shutdownNow();
    }
  }
}
