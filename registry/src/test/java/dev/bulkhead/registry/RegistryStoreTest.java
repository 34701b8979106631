package dev.bulkhead.registry;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.head;
import static com.github.tomakehurst.wiremock.client.WireMock.headRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.ContentStore.ManifestAnswer;
import dev.bulkhead.registry.http.Desk;
import dev.bulkhead.registry.http.FakePace;
import dev.bulkhead.registry.http.Recorder;
import dev.bulkhead.registry.http.RegistryClient;
import dev.bulkhead.registry.http.RegistryTrouble;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryStoreTest {
  private static final FakeRegistry REGISTRY = new FakeRegistry();
  private static final String MANIFEST = "{\"schemaVersion\":2,\"config\":{},\"layers\":[]}";
  private static final String TAG_PATH = "/v2/a/b/manifests/v1";

  @TempDir private static Path home;
  private RegistryClient client = RegistryClient.open(Desk.options(Path.of("/")), event -> {});

  @BeforeEach
  void open() {
    client = RegistryClient.open(Desk.options(home), new Recorder(), new FakePace());
  }

  @AfterEach
  void forget() {
    client.close();
    REGISTRY.reset();
  }

  @AfterAll
  static void stop() {
    REGISTRY.stop();
  }

  private RegistryStore store() {
    return new RegistryStore(client, REGISTRY.place("a/b"), null);
  }

  @Test
  void a_tag_is_found_by_head_and_read_by_its_digest() {
    Digest digest = REGISTRY.empty().manifest("a/b", "v1", ManifestTypes.OCI_MANIFEST, MANIFEST);

    var answer = store().manifest("v1");

    assertThat(answer)
        .isEqualTo(new ManifestAnswer.Content(ManifestTypes.OCI_MANIFEST, digest, MANIFEST));
    REGISTRY.server().verify(1, headRequestedFor(urlPathEqualTo(TAG_PATH)));
    REGISTRY.server().verify(1, getRequestedFor(anyUrl()));
  }

  @Test
  void all_four_types_of_manifests_are_accepted() {
    REGISTRY.empty().manifest("a/b", "v1", ManifestTypes.DOCKER_LIST, MANIFEST);

    store().manifest("v1");

    REGISTRY
        .server()
        .verify(
            2,
            anyRequestedFor(urlPathMatching(".*/manifests/.*"))
                .withHeader("Accept", containing(ManifestTypes.OCI_INDEX))
                .withHeader("Accept", containing(ManifestTypes.OCI_MANIFEST))
                .withHeader("Accept", containing(ManifestTypes.DOCKER_LIST))
                .withHeader("Accept", containing(ManifestTypes.DOCKER_MANIFEST)));
  }

  @Test
  void the_same_question_is_asked_once() {
    REGISTRY.empty().manifest("a/b", "v1", ManifestTypes.OCI_MANIFEST, MANIFEST);
    RegistryStore store = store();

    store.manifest("v1");
    store.manifest("v1");

    REGISTRY.server().verify(2, anyRequestedFor(anyUrl()));
  }

  @Test
  void two_tags_of_one_digest_are_read_once() {
    REGISTRY.empty().manifest("a/b", "v1", ManifestTypes.OCI_MANIFEST, MANIFEST);
    REGISTRY.manifest("a/b", "v2", ManifestTypes.OCI_MANIFEST, MANIFEST);
    RegistryStore store = store();

    store.manifest("v1");
    store.manifest("v2");

    REGISTRY.server().verify(1, getRequestedFor(anyUrl()));
  }

  @Test
  void a_registry_without_head_is_asked_by_get() {
    REGISTRY.empty().manifest("a/b", "v1", ManifestTypes.OCI_MANIFEST, MANIFEST);
    REGISTRY.server().stubFor(head(anyUrl()).atPriority(1).willReturn(aResponse().withStatus(405)));

    assertThat(store().manifest("v1")).isInstanceOf(ManifestAnswer.Content.class);
  }

  @Test
  void a_digest_that_the_registry_only_claims_is_not_believed() {
    REGISTRY.empty().manifest("a/b", "v1", ManifestTypes.OCI_MANIFEST, MANIFEST);
    REGISTRY
        .server()
        .stubFor(
            head(urlPathEqualTo(TAG_PATH))
                .atPriority(1)
                .willReturn(
                    aResponse().withHeader("Docker-Content-Digest", "sha256:" + "0".repeat(64))));

    var answer = store().manifest("v1");

    assertThat(answer)
        .isEqualTo(
            new ManifestAnswer.Content(
                ManifestTypes.OCI_MANIFEST,
                Digests.of("sha256", MANIFEST.getBytes(StandardCharsets.UTF_8)),
                MANIFEST));
  }

  @Test
  void a_manifest_of_another_digest_is_refused() {
    String asked = "sha256:" + "1".repeat(64);
    REGISTRY
        .server()
        .stubFor(get(anyUrl()).willReturn(ok(MANIFEST).withHeader("Docker-Content-Digest", asked)));

    var answer = store().manifest(asked);

    assertThat(answer)
        .isInstanceOfSatisfying(
            ManifestAnswer.NotTold.class,
            told -> assertThat(told.reason()).contains(asked, "sent something whose digest is"));
  }

  @Test
  void what_the_answer_does_not_say_of_the_type_the_manifest_says() {
    REGISTRY
        .empty()
        .manifest("a/b", "v1", "application/json", "{\"schemaVersion\":2,\"manifests\":[]}");

    assertThat(store().manifest("v1"))
        .isInstanceOfSatisfying(
            ManifestAnswer.Content.class,
            content -> assertThat(content.mediaType()).isEqualTo(ManifestTypes.OCI_INDEX));
  }

  @Test
  void a_tag_that_is_not_there_is_missing_and_the_nearest_are_named() {
    REGISTRY.empty().tags("a/b", "v1.0", "v0.9", "latest");

    var answer = store().manifest("v1.1");

    assertThat(answer)
        .isInstanceOfSatisfying(
            ManifestAnswer.NotFound.class,
            missing -> {
              assertThat(missing.answer()).isEqualTo("404 MANIFEST_UNKNOWN");
              assertThat(missing.nearestTags()).containsExactly("v1.0", "v0.9");
            });
  }

  @Test
  void a_tag_is_missing_even_where_no_tags_are_listed() {
    REGISTRY.empty();

    assertThat(store().manifest("v1"))
        .isInstanceOfSatisfying(
            ManifestAnswer.NotFound.class, missing -> assertThat(missing.nearestTags()).isEmpty());
  }

  @Test
  void a_plain_404_of_what_is_a_registry_counts() {
    REGISTRY.server().stubFor(any(anyUrl()).atPriority(9).willReturn(aResponse().withStatus(404)));
    REGISTRY.server().stubFor(get(urlPathEqualTo("/v2/")).willReturn(ok("{}")));

    assertThat(store().manifest("v1")).isInstanceOf(ManifestAnswer.NotFound.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>404</html>",
        "",
        "{\"errors\":[{\"code\":\"<script>\"}]}",
        "{\"errors\":7}"
      })
  void a_404_of_what_is_no_registry_does_not_count(String body) {
    REGISTRY
        .server()
        .stubFor(
            any(anyUrl())
                .willReturn(
                    aResponse()
                        .withStatus(404)
                        .withHeader("Content-Type", "text/html")
                        .withBody(body)));

    assertThat(store().manifest("v1"))
        .isInstanceOfSatisfying(
            ManifestAnswer.NotTold.class,
            told -> assertThat(told.reason()).contains("not as a registry does"));
  }

  @Test
  void a_page_that_answers_everything_with_200_is_no_registry() {
    REGISTRY
        .server()
        .stubFor(
            any(anyUrl())
                .willReturn(ok("<html>log in</html>").withHeader("Content-Type", "text/html")));

    assertThat(store().manifest("v1"))
        .isInstanceOfSatisfying(
            ManifestAnswer.NotTold.class,
            told -> assertThat(told.reason()).contains("what it sent is no manifest"));
  }

  @Test
  void a_404_that_denies_does_not_count() {
    REGISTRY
        .server()
        .stubFor(
            any(anyUrl())
                .willReturn(
                    aResponse().withStatus(404).withBody("{\"errors\":[{\"code\":\"DENIED\"}]}")));

    assertThat(store().manifest("v1")).isInstanceOf(ManifestAnswer.NotTold.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 405, 410, 418, 429, 500, 502, 503})
  void no_other_status_says_that_it_is_missing(int status) {
    REGISTRY
        .server()
        .stubFor(
            any(anyUrl())
                .willReturn(
                    aResponse()
                        .withStatus(status)
                        .withHeader("Docker-Distribution-Api-Version", "registry/2.0")
                        .withBody(FakeRegistry.UNKNOWN)));

    assertThat(store().manifest("v1"))
        .isInstanceOfSatisfying(
            ManifestAnswer.NotTold.class,
            told -> {
              assertThat(told.reason())
                  .contains(String.valueOf(status), REGISTRY.host() + "/a/b:v1")
                  .endsWith(".")
                  .doesNotContain("hunter2");
              assertThat(told.supply()).matches("[A-Z][a-z]+ .*\\.");
            });
  }

  @Test
  void a_refusal_names_what_was_tried() {
    REGISTRY
        .server()
        .stubFor(
            any(anyUrl())
                .willReturn(
                    aResponse()
                        .withStatus(401)
                        .withHeader("WWW-Authenticate", "Basic realm=\"r\"")));

    assertThat(store().manifest("v1"))
        .isInstanceOfSatisfying(
            ManifestAnswer.NotTold.class,
            told ->
                assertThat(told.reason())
                    .isEqualTo(
                        "%s asks who wants %s/a/b:v1 (401), or hides that it does not exist; tried: no credential."
                            .formatted(REGISTRY.host(), REGISTRY.host())));
  }

  @Test
  void a_manifest_that_is_too_long_is_not_read() {
    REGISTRY
        .server()
        .stubFor(get(anyUrl()).willReturn(ok("{\"a\":\"" + "x".repeat(4 << 20) + "\"}")));

    assertThat(store().manifest("sha256:" + "1".repeat(64)))
        .isInstanceOfSatisfying(
            ManifestAnswer.NotTold.class,
            told -> assertThat(told.reason()).contains("4,194,304 bytes"));
  }

  @Test
  void existence_costs_one_request() {
    Digest digest = REGISTRY.empty().manifest("a/b", "v1", ManifestTypes.OCI_MANIFEST, MANIFEST);

    var existence = store().existence("v1");

    assertThat(existence)
        .isInstanceOfSatisfying(
            Existence.Exists.class, exists -> assertThat(exists.digest()).contains(digest));
    REGISTRY.server().verify(1, anyRequestedFor(anyUrl()));
  }

  @Test
  void what_does_not_exist_is_told_as_such() {
    REGISTRY.empty().tags("a/b", "v2");

    assertThat(store().existence("v1"))
        .isEqualTo(
            new Existence.Missing(
                REGISTRY.host(), "404 MANIFEST_UNKNOWN", java.util.List.of("v2")));
  }

  @Test
  void a_page_that_answers_head_proves_no_existence() {
    REGISTRY
        .server()
        .stubFor(any(anyUrl()).willReturn(ok("<html/>").withHeader("Content-Type", "text/html")));

    assertThat(store().existence("v1")).isInstanceOf(Existence.Unavailable.class);
  }

  @Test
  void a_blob_streams() throws Exception {
    Digest digest = REGISTRY.empty().blob("a/b", new byte[] {1, 2, 3});

    try (var stream = store().blob(digest, 3)) {
      assertThat(stream.readAllBytes()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void an_absent_blob_is_told() {
    REGISTRY.empty();

    assertThatThrownBy(() -> store().blob(Digest.sha256("1".repeat(64)), 3))
        .isInstanceOf(RegistryTrouble.class)
        .hasMessageContaining("404 MANIFEST_UNKNOWN")
        .hasMessageNotContaining("hunter2");
  }
}
