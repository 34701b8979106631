package dev.bulkhead.registry.http;

import dev.bulkhead.registry.json.Json;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A registry's answer to one question, read whole and within bounds. */
public final class Reply {
  /** Error codes of the OCI distribution specification are of this form. */
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{1,40}");

  private final int status;
  private final HttpHeaders headers;
  private final byte[] body;
  private final String host;
  private final List<String> tried;
  private final List<String> faults;

  Reply(
      int status,
      HttpHeaders headers,
      byte[] body,
      String host,
      List<String> tried,
      List<String> faults) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.host = host;
    this.tried = List.copyOf(tried);
    this.faults = List.copyOf(faults);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Whether it is what was asked for. */
  public boolean isOk() {
    return status == 200;
  }

  /** The host that answered in the end, after redirects. */
  public String host() {
    return host;
  }

  /** The sources of the credentials that were tried, in order; never their values. */
  public List<String> tried() {
    return tried;
  }

  /** Full sentences on credentials that could not be used. */
  public List<String> credentialFaults() {
    return faults;
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  List<String> headers(String name) {
    return headers.allValues(name);
  }

  /** The same, and how it was come by. */
  Reply after(List<String> credentials, List<String> credentialFaults) {
    return new Reply(status, headers, body, host, credentials, credentialFaults);
  }

  /** The type of the body without parameters, in lower case; the empty string where unstated. */
  public String mediaType() {
    String type = header("Content-Type").orElse("");
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }

  /** The body, at most as long as was allowed. */
  public byte[] bytes() {
    return body.clone();
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body as a JSON object; empty where it is none. */
  public Optional<Json> json() {
    try {
      return Optional.of(Json.object(text()));
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  /**
   * The first error code of the body ({@code MANIFEST_UNKNOWN}). The messages beside the codes are
   * left alone: a server may write anything there, a credential too.
   */
  public Optional<String> errorCode() {
    return json().stream()
        .flatMap(answer -> answer.list("errors").stream())
        .map(error -> error.text("code"))
        .filter(code -> CODE.matcher(code).matches())
        .findFirst();
  }

  /** Whether whoever answered shows that it is a registry, by a header or by an error code. */
  public boolean isFromRegistry() {
    return header("Docker-Distribution-Api-Version").isPresent() || errorCode().isPresent();
  }

  /** {@code 404 MANIFEST_UNKNOWN}, or the status alone. */
  public String words() {
    return errorCode().map(code -> status + " " + code).orElseGet(() -> String.valueOf(status));
  }

  @Override
  public String toString() {
    return "Reply[%s %s]".formatted(host, words());
  }
}
