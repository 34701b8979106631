package dev.bulkhead.registry;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.head;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.registry.http.Desk;
import dev.bulkhead.registry.http.Place;
import java.nio.charset.StandardCharsets;

/** A registry on loopback that answers as it is told, with plain manifests and blobs. */
final class FakeRegistry {
  static final String UNKNOWN =
      "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"hunter2\"}]}";

  private final WireMockServer server = Desk.server();

  WireMockServer server() {
    return server;
  }

  String host() {
    return Desk.host(server);
  }

  Place place(String repository) {
    return new Place(host(), repository);
  }

  ImageReference reference(String rest) {
    return switch (ImageReference.read(host() + "/" + rest)) {
      case ImageReference.Reading.Valid(var reference) -> reference;
      case ImageReference.Reading.Invalid invalid -> throw new AssertionError(invalid);
    };
  }

  void reset() {
    server.resetAll();
  }

  void stop() {
    server.stop();
  }

  /** Knows nothing but what is told from now on, and says so as registries do. */
  FakeRegistry empty() {
    server.stubFor(
        any(urlPathMatching("/.*"))
            .atPriority(10)
            .willReturn(
                aResponse()
                    .withStatus(404)
                    .withHeader("Content-Type", "application/json")
                    .withHeader("Docker-Distribution-Api-Version", "registry/2.0")
                    .withBody(UNKNOWN)));
    return this;
  }

  /** Holds that manifest under a tag and its digest. */
  Digest manifest(String repository, String tag, String type, String json) {
    Digest digest = Digests.of("sha256", json.getBytes(StandardCharsets.UTF_8));
    for (String name : new String[] {tag, digest.toString()}) {
      String path = "/v2/%s/manifests/%s".formatted(repository, name);
      server.stubFor(
          head(urlPathEqualTo(path))
              .willReturn(
                  aResponse()
                      .withHeader("Content-Type", type)
                      .withHeader("Docker-Content-Digest", digest.toString())));
      server.stubFor(
          get(urlPathEqualTo(path))
              .willReturn(
                  aResponse()
                      .withHeader("Content-Type", type)
                      .withHeader("Docker-Content-Digest", digest.toString())
                      .withBody(json)));
    }
    return digest;
  }

  /** Holds that blob. */
  Digest blob(String repository, byte[] content) {
    Digest digest = Digests.of("sha256", content);
    server.stubFor(
        get(urlPathEqualTo("/v2/%s/blobs/%s".formatted(repository, digest)))
            .willReturn(aResponse().withBody(content)));
    return digest;
  }

  /** Lists those tags on one page. */
  void tags(String repository, String... tags) {
    server.stubFor(
        get(urlPathEqualTo("/v2/%s/tags/list".formatted(repository)))
            .willReturn(aResponse().withBody(page(tags))));
  }

  static String page(String... tags) {
    return "{\"name\":\"x\",\"tags\":[%s]}"
        .formatted(tags.length == 0 ? "" : "\"" + String.join("\",\"", tags) + "\"");
  }
}
