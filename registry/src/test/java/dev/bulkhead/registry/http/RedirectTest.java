package dev.bulkhead.registry.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTest {
  private static final WireMockServer REGISTRY = Desk.server();
  private static final WireMockServer STORAGE = Desk.server();

  @TempDir private Path home;
  private final Recorder recorder = new Recorder();
  private final Place place = new Place(Desk.host(REGISTRY), "a/b");

  @AfterEach
  void forget() {
    REGISTRY.resetAll();
    STORAGE.resetAll();
  }

  @AfterAll
  static void stop() {
    REGISTRY.stop();
    STORAGE.stop();
  }

  private String blob() throws Exception {
    try (var client = RegistryClient.open(Desk.options(home), recorder, new FakePace());
        var stream = client.open(place, "blobs/x")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void login() throws Exception {
    String auth = Base64.getEncoder().encodeToString("me:hunter2".getBytes(StandardCharsets.UTF_8));
    Files.createDirectories(home.resolve(".docker"));
    Files.writeString(
        home.resolve(".docker/config.json"),
        "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(Desk.host(REGISTRY), auth));
    REGISTRY.stubFor(
        any(anyUrl())
            .atPriority(9)
            .willReturn(
                aResponse().withStatus(401).withHeader("WWW-Authenticate", "Basic realm=\"r\"")));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void a_blob_elsewhere_is_fetched_without_the_credential(int status) throws Exception {
    login();
    REGISTRY.stubFor(
        get(anyUrl())
            .withBasicAuth("me", "hunter2")
            .willReturn(
                aResponse()
                    .withStatus(status)
                    .withHeader(
                        "Location", "http://" + Desk.host(STORAGE) + "/blob?signature=s3cret")));
    STORAGE.stubFor(get(urlPathMatching("/blob")).willReturn(ok("layer")));

    String content = blob();

    assertThat(content).isEqualTo("layer");
    STORAGE.verify(1, anyRequestedFor(anyUrl()).withoutHeader("Authorization"));
    assertThat(recorder.events().toString()).doesNotContain("s3cret", "hunter2");
  }

  @Test
  void the_same_address_by_another_name_is_another_host() throws Exception {
    login();
    REGISTRY.stubFor(
        get(urlPathMatching("/v2/.*"))
            .withBasicAuth("me", "hunter2")
            .willReturn(
                aResponse()
                    .withStatus(307)
                    .withHeader("Location", "http://localhost:" + REGISTRY.port() + "/blob")));
    REGISTRY.stubFor(get(urlPathMatching("/blob")).willReturn(ok("layer")));

    blob();

    REGISTRY.verify(1, anyRequestedFor(urlPathMatching("/blob")).withoutHeader("Authorization"));
  }

  @Test
  void a_relative_redirect_stays_and_keeps_the_credential() throws Exception {
    login();
    REGISTRY.stubFor(
        get(urlPathMatching("/v2/.*"))
            .withBasicAuth("me", "hunter2")
            .willReturn(aResponse().withStatus(307).withHeader("Location", "/other")));
    REGISTRY.stubFor(
        get(urlPathMatching("/other")).withBasicAuth("me", "hunter2").willReturn(ok("layer")));

    assertThat(blob()).isEqualTo("layer");
  }

  @Test
  void what_was_dropped_on_the_way_out_does_not_come_back() throws Exception {
    login();
    REGISTRY.stubFor(
        get(urlPathMatching("/v2/.*"))
            .withBasicAuth("me", "hunter2")
            .willReturn(
                aResponse()
                    .withStatus(307)
                    .withHeader("Location", "http://" + Desk.host(STORAGE) + "/away")));
    STORAGE.stubFor(
        get(anyUrl())
            .willReturn(
                aResponse()
                    .withStatus(307)
                    .withHeader("Location", "http://" + Desk.host(REGISTRY) + "/back")));
    REGISTRY.stubFor(get(urlPathMatching("/back")).willReturn(ok("layer")));

    blob();

    REGISTRY.verify(1, anyRequestedFor(urlPathMatching("/back")).withoutHeader("Authorization"));
  }

  @Test
  void a_circle_ends() {
    REGISTRY.stubFor(
        any(anyUrl())
            .willReturn(aResponse().withStatus(307).withHeader("Location", "/v2/a/b/blobs/x")));

    assertThatThrownBy(this::blob)
        .isInstanceOf(RegistryTrouble.class)
        .hasMessageContaining("more than 5 times");
    assertThat(recorder.requests()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "file:///etc/passwd",
        "ftp://r.example/x",
        "http://user:hunter2@127.0.0.1/x",
        "http://",
        "::",
        "http://bad host/"
      })
  void what_is_no_address_is_not_followed(String location) {
    REGISTRY.stubFor(
        any(anyUrl()).willReturn(aResponse().withStatus(302).withHeader("Location", location)));

    assertThatThrownBy(this::blob)
        .isInstanceOfSatisfying(
            RegistryTrouble.class,
            trouble -> {
              assertThat(trouble.kind()).isEqualTo(RegistryTrouble.Kind.REDIRECT);
              assertThat(trouble.reason()).doesNotContain("hunter2");
            });
  }

  @Test
  void what_is_told_of_requests_has_addresses_and_neither_queries_nor_credentials()
      throws Exception {
    login();
    String signed = STORAGE.baseUrl() + "/stored?signature=sesame";
    REGISTRY.stubFor(
        get(urlPathMatching("/v2/.*"))
            .willReturn(aResponse().withStatus(307).withHeader("Location", signed)));
    STORAGE.stubFor(get(urlPathMatching("/stored")).willReturn(ok("layer")));

    blob();

    assertThat(recorder.events())
        .filteredOn(RegistryEvent.Answered.class::isInstance)
        .extracting(event -> ((RegistryEvent.Answered) event).what())
        .contains(
            "GET http://%s/v2/a/b/blobs/x".formatted(Desk.host(REGISTRY)),
            "GET %s/stored".formatted(STORAGE.baseUrl()));
    assertThat(recorder.events().toString()).doesNotContain("sesame", "hunter2");
  }

  @Test
  void a_request_that_is_not_answered_is_told_with_its_trouble() throws Exception {
    REGISTRY.stubFor(
        any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

    assertThatThrownBy(this::blob).isInstanceOf(RegistryTrouble.class);

    assertThat(recorder.events())
        .filteredOn(RegistryEvent.Failed.class::isInstance)
        .isNotEmpty()
        .allSatisfy(
            event ->
                assertThat(((RegistryEvent.Failed) event).why().kind())
                    .isEqualTo(RegistryTrouble.Kind.BROKEN));
  }
}
