package dev.bulkhead.registry.http;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request.
 *
 * @param accept the value of {@code Accept}; the empty string for none
 * @param authorization the value of {@code Authorization}; null for none
 * @param form what a POST sends; null for a GET or HEAD
 * @param from the first byte that is wanted of the body
 * @param payload what a POST, PUT or PATCH brings along; null for nothing
 */
record Call(
    String method,
    URI uri,
    String accept,
    @Nullable String authorization,
    @Nullable String form,
    long from,
    @Nullable Payload payload) {
  static Call of(String method, URI uri, String accept) {
    return new Call(method, uri, accept, null, null, 0, null);
  }

  static Call post(URI uri, String form) {
    return new Call("POST", uri, "", null, form, 0, null);
  }

  Call authorizedBy(@Nullable String value) {
    return new Call(method, uri, accept, value, form, from, payload);
  }

  Call from(long offset) {
    return new Call(method, uri, accept, authorization, form, offset, payload);
  }

  Call with(Payload content) {
    return new Call(method, uri, accept, authorization, form, from, content);
  }

  /** Whether asking again is for whoever asked: it is not known how much of it had come. */
  boolean isStreamed() {
    return payload != null && !payload.isSmall();
  }

  /** The same at another address: credentials stay behind when it is another origin. */
  Call redirectedTo(URI next) {
    return new Call(
        method, next, accept, isSameOrigin(next) ? authorization : null, form, from, payload);
  }

  private boolean isSameOrigin(URI next) {
    return isSameOrigin(uri, next);
  }

  static boolean isSameOrigin(URI uri, URI next) {
    return uri.getScheme().equalsIgnoreCase(next.getScheme())
        && uri.getHost().equalsIgnoreCase(next.getHost())
        && Proxies.port(uri) == Proxies.port(next);
  }

  /** The host, with its port where one is named. */
  String host() {
    return host(uri);
  }

  static String host(URI uri) {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  /** Method and path: what can be shown. */
  String what() {
    return method + " " + uri.getPath();
  }

  /** Method and address without the query, which may hold a signature. */
  String whole() {
    String path = uri.getRawPath();
    return "%s %s://%s%s".formatted(method, uri.getScheme(), host(), path == null ? "" : path);
  }

  @Override
  public String toString() {
    return "Call[%s %s]".formatted(host(), what());
  }
}
