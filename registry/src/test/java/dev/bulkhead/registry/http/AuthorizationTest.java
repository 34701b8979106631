package dev.bulkhead.registry.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {
  private static final WireMockServer REGISTRY = Desk.server();
  private static final WireMockServer AUTH = Desk.server();

  @TempDir private Path home;
  private final Recorder recorder = new Recorder();
  private final FakePace pace = new FakePace();
  private final Place place = new Place(Desk.host(REGISTRY), "a/b");

  @AfterEach
  void forget() {
    REGISTRY.resetAll();
    AUTH.resetAll();
  }

  @AfterAll
  static void stop() {
    REGISTRY.stop();
    AUTH.stop();
  }

  private RegistryClient client() {
    return RegistryClient.open(Desk.options(home), recorder, pace);
  }

  private static Reply ask(RegistryClient client, Place place) throws RegistryTrouble {
    return client.get(place, "manifests/v1", "", 1000);
  }

  private static String challenge() {
    return "Bearer realm=\"http://%s/token\",service=\"the registry\"".formatted(Desk.host(AUTH));
  }

  /** Whoever brings no token that is known is told where to get one. */
  private static void wantsTokens() {
    REGISTRY.stubFor(
        any(anyUrl())
            .atPriority(9)
            .willReturn(aResponse().withStatus(401).withHeader("WWW-Authenticate", challenge())));
  }

  private static void wantsPasswords() {
    REGISTRY.stubFor(
        any(anyUrl())
            .atPriority(9)
            .willReturn(
                aResponse().withStatus(401).withHeader("WWW-Authenticate", "Basic realm=\"r\"")));
  }

  private static void accepts(String token) {
    REGISTRY.stubFor(
        get(anyUrl()).withHeader("Authorization", equalTo("Bearer " + token)).willReturn(ok("{}")));
  }

  private static MappingBuilder tokenRequest() {
    return get(urlPathEqualTo("/token"));
  }

  private static void hands(ResponseDefinitionBuilder answer) {
    AUTH.stubFor(tokenRequest().atPriority(9).willReturn(answer));
  }

  private void login(String entry) throws IOException {
    Files.createDirectories(home.resolve(".docker"));
    Files.writeString(
        home.resolve(".docker/config.json"),
        "{\"auths\":{\"%s\":%s}}".formatted(Desk.host(REGISTRY), entry));
  }

  private static String entry(String user, String password) {
    String pair = user + ":" + password;
    return "{\"auth\":\"%s\"}"
        .formatted(Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "access_token"})
  void anyone_gets_a_token_for_what_is_public(String name) throws Exception {
    wantsTokens();
    accepts("t1");
    hands(okJson("{\"%s\":\"t1\"}".formatted(name)));
    try (var client = client()) {
      Reply reply = ask(client, place);

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.tried()).containsExactly("no credential");
    }
    AUTH.verify(
        1,
        getRequestedFor(urlPathEqualTo("/token"))
            .withQueryParam("service", equalTo("the registry"))
            .withQueryParam("scope", equalTo("repository:a/b:pull"))
            .withoutHeader("Authorization"));
  }

  @Test
  void a_token_is_used_until_shortly_before_it_expires() throws Exception {
    wantsTokens();
    accepts("t1");
    hands(okJson("{\"token\":\"t1\",\"expires_in\":100}"));
    try (var client = client()) {
      ask(client, place);
      pace.advance(Duration.ofSeconds(89));
      ask(client, place);
      AUTH.verify(1, getRequestedFor(anyUrl()));
      pace.advance(Duration.ofSeconds(2));
      ask(client, place);
      AUTH.verify(2, getRequestedFor(anyUrl()));
    }
  }

  @Test
  void the_next_repository_goes_for_its_token_at_once() throws Exception {
    wantsTokens();
    accepts("t1");
    hands(okJson("{\"token\":\"t1\"}"));
    try (var client = client()) {
      ask(client, place);
      ask(client, new Place(place.registry(), "c/d"));
    }
    // refused once, then two answers; a token for each repository
    REGISTRY.verify(3, getRequestedFor(anyUrl()));
    AUTH.verify(1, getRequestedFor(anyUrl()).withQueryParam("scope", containing("c/d")));
  }

  @Test
  void a_token_that_is_not_accepted_any_more_is_renewed_once() throws Exception {
    wantsTokens();
    accepts("t1");
    hands(okJson("{\"token\":\"t1\",\"expires_in\":100}"));
    try (var client = client()) {
      ask(client, place);
      REGISTRY.resetMappings();
      wantsTokens();
      accepts("t2");
      AUTH.resetMappings();
      hands(okJson("{\"token\":\"t2\"}"));

      assertThat(ask(client, place).status()).isEqualTo(200);
    }
  }

  @Test
  void a_scope_that_the_registry_names_is_taken() throws Exception {
    REGISTRY.stubFor(
        any(anyUrl())
            .atPriority(9)
            .willReturn(
                aResponse()
                    .withStatus(401)
                    .withHeader("WWW-Authenticate", challenge() + ",scope=\"other:x:pull\"")));
    accepts("t1");
    hands(okJson("{\"token\":\"t1\"}"));
    try (var client = client()) {
      ask(client, place);
    }
    AUTH.verify(1, getRequestedFor(anyUrl()).withQueryParam("scope", equalTo("other:x:pull")));
  }

  @Test
  void a_password_buys_a_token() throws Exception {
    login(entry("me", "hunter2"));
    wantsTokens();
    accepts("mine");
    AUTH.stubFor(
        tokenRequest().withBasicAuth("me", "hunter2").willReturn(okJson("{\"token\":\"mine\"}")));
    hands(aResponse().withStatus(401));
    try (var client = client()) {
      Reply reply = ask(client, place);

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.tried()).containsExactly("~/.docker/config.json");
    }
  }

  @Test
  void an_identity_token_is_exchanged_by_a_form() throws Exception {
    login("{\"identitytoken\":\"refresh+me\"}");
    wantsTokens();
    accepts("mine");
    AUTH.stubFor(
        post(urlPathEqualTo("/token"))
            .withFormParam("grant_type", equalTo("refresh_token"))
            .withFormParam("refresh_token", equalTo("refresh+me"))
            .withFormParam("scope", equalTo("repository:a/b:pull"))
            .willReturn(okJson("{\"access_token\":\"mine\"}")));
    try (var client = client()) {
      assertThat(ask(client, place).status()).isEqualTo(200);
    }
  }

  @Test
  void a_form_with_a_credential_is_not_sent_on() throws Exception {
    login("{\"identitytoken\":\"refresh\"}");
    wantsTokens();
    AUTH.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse()
                    .withStatus(307)
                    .withHeader("Location", "http://" + Desk.host(REGISTRY) + "/thief")));
    try (var client = client()) {
      assertThatThrownBy(() -> ask(client, place))
          .isInstanceOf(RegistryTrouble.class)
          .hasMessageContaining("sends on a request that holds a credential");
    }
    REGISTRY.verify(0, getRequestedFor(urlPathMatching("/thief.*")));
  }

  @Test
  void a_password_is_sent_where_that_is_asked_for() throws Exception {
    login(entry("me", "hunter2"));
    wantsPasswords();
    REGISTRY.stubFor(get(anyUrl()).withBasicAuth("me", "hunter2").willReturn(ok("{}")));
    try (var client = client()) {
      assertThat(ask(client, place).status()).isEqualTo(200);
    }
  }

  @Test
  void nothing_is_sent_to_who_does_not_ask() throws Exception {
    login(entry("me", "hunter2"));
    REGISTRY.stubFor(any(anyUrl()).willReturn(ok("{}")));
    try (var client = client()) {
      ask(client, place);
    }
    REGISTRY.verify(1, getRequestedFor(anyUrl()).withoutHeader("Authorization"));
  }

  @Test
  void a_credential_of_another_registry_is_not_tried() throws Exception {
    Files.createDirectories(home.resolve(".docker"));
    Files.writeString(
        home.resolve(".docker/config.json"),
        "{\"auths\":{\"other.example\":%s}}".formatted(entry("me", "hunter2")));
    wantsPasswords();
    try (var client = client()) {
      Reply reply = ask(client, place);

      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.tried()).containsExactly("no credential");
    }
    REGISTRY.verify(0, getRequestedFor(anyUrl()).withHeader("Authorization", containing("")));
  }

  @Test
  void what_a_wrong_password_does_not_get_anyone_may() throws Exception {
    login(entry("me", "stale"));
    wantsTokens();
    accepts("anyone");
    AUTH.stubFor(
        tokenRequest().withBasicAuth("me", "stale").willReturn(aResponse().withStatus(401)));
    hands(okJson("{\"token\":\"anyone\"}"));
    try (var client = client()) {
      Reply reply = ask(client, place);

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.tried()).containsExactly("~/.docker/config.json", "no credential");
    }
  }

  @Test
  void all_credentials_are_tried_those_of_the_sources_first() throws Exception {
    login(entry("me", "hunter2"));
    wantsPasswords();
    REGISTRY.stubFor(
        get(anyUrl()).withBasicAuth("me", "hunter2").willReturn(aResponse().withStatus(403)));
    var secret =
        new PullSecret(
            "Secret team-a/pull",
            "{\"auths\":{\"%s\":%s}}".formatted(place.registry(), entry("robot", "wrong")));
    var options = Desk.options(home).withPullSecrets(List.of(secret));
    try (var client = RegistryClient.open(options, recorder, pace)) {
      Reply reply = ask(client, place);

      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.tried())
          .containsExactly("Secret team-a/pull", "~/.docker/config.json", "no credential");
    }
  }

  @Test
  void what_one_credential_does_not_see_another_may() throws Exception {
    login(entry("me", "hunter2"));
    wantsPasswords();
    REGISTRY.stubFor(
        get(anyUrl()).withBasicAuth("robot", "r").willReturn(aResponse().withStatus(404)));
    REGISTRY.stubFor(get(anyUrl()).withBasicAuth("me", "hunter2").willReturn(ok("{}")));
    var secret =
        new PullSecret(
            "Secret team-a/pull",
            "{\"auths\":{\"%s\":%s}}".formatted(place.registry(), entry("robot", "r")));
    var options = Desk.options(home).withPullSecrets(List.of(secret));
    try (var client = RegistryClient.open(options, recorder, pace)) {
      assertThat(ask(client, place).status()).isEqualTo(200);
    }
  }

  @Test
  void who_was_told_before_is_believed_at_once() throws Exception {
    login(entry("me", "hunter2"));
    wantsPasswords();
    REGISTRY.stubFor(get(anyUrl()).withBasicAuth("me", "hunter2").willReturn(ok("{}")));
    try (var client = client()) {
      ask(client, place);
      REGISTRY.resetAll();
      wantsPasswords();
      REGISTRY.stubFor(
          get(anyUrl()).withBasicAuth("me", "hunter2").willReturn(aResponse().withStatus(404)));

      assertThat(ask(client, place).status()).isEqualTo(404);
      REGISTRY.verify(1, getRequestedFor(anyUrl()));
    }
  }

  @Test
  void a_refusal_of_somebody_outweighs_what_anyone_does_not_see() throws Exception {
    login(entry("me", "hunter2"));
    wantsTokens();
    AUTH.stubFor(
        tokenRequest().withBasicAuth("me", "hunter2").willReturn(okJson("{\"token\":\"mine\"}")));
    hands(okJson("{\"token\":\"anyone\"}"));
    REGISTRY.stubFor(
        get(anyUrl())
            .withHeader("Authorization", equalTo("Bearer mine"))
            .willReturn(aResponse().withStatus(403)));
    REGISTRY.stubFor(
        get(anyUrl())
            .withHeader("Authorization", equalTo("Bearer anyone"))
            .willReturn(aResponse().withStatus(404)));
    try (var client = client()) {
      assertThat(ask(client, place).status()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"not json", "[]", "{}", "{\"token\":\"\"}", "{\"token\":\"a\\nb\"}", "<html/>"})
  void a_token_server_that_talks_nonsense_is_told(String body) throws Exception {
    login(entry("me", "hunter2"));
    wantsTokens();
    hands(okJson(body));
    try (var client = client()) {
      assertThatThrownBy(() -> ask(client, place))
          .isInstanceOfSatisfying(
              RegistryTrouble.class,
              trouble -> {
                assertThat(trouble.kind()).isEqualTo(RegistryTrouble.Kind.TOKEN);
                assertThat(trouble.reason()).contains(Desk.host(AUTH)).doesNotContain("hunter2");
              });
    }
  }

  @Test
  void a_token_server_that_fails_is_told() throws Exception {
    wantsTokens();
    hands(aResponse().withStatus(500).withBody("hunter2"));
    try (var client = client()) {
      assertThatThrownBy(() -> ask(client, place))
          .isInstanceOf(RegistryTrouble.class)
          .hasMessage(
              "%s, which hands out tokens for %s, answered 500."
                  .formatted(Desk.host(AUTH), place.registry()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://x/token", "nonsense", "http://u:hunter2@x/token", "http:///x", ":"})
  void a_realm_that_is_no_address_is_not_asked(String realm) {
    REGISTRY.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse()
                    .withStatus(401)
                    .withHeader("WWW-Authenticate", "Bearer realm=\"%s\"".formatted(realm))));
    try (var client = client()) {
      assertThatThrownBy(() -> ask(client, place))
          .isInstanceOf(RegistryTrouble.class)
          .hasMessageContaining("sends for a token to what is no https address")
          .hasMessageNotContaining("hunter2");
    }
  }

  @Test
  void a_refusal_without_a_challenge_is_the_answer() throws Exception {
    login(entry("me", "hunter2"));
    REGISTRY.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(401)));
    try (var client = client()) {
      assertThat(ask(client, place).status()).isEqualTo(401);
    }
    REGISTRY.verify(1, getRequestedFor(anyUrl()));
  }

  @Test
  void files_are_looked_for_where_the_environment_says() throws Exception {
    wantsPasswords();
    Path file = home.resolve("auth.json");
    Files.writeString(file, "{\"auths\":{\"%s\":%s}}".formatted(place.registry(), entry("a", "b")));
    var options = Desk.options(home, Map.of("REGISTRY_AUTH_FILE", file.toString()));
    try (var client = RegistryClient.open(options, recorder, pace)) {
      assertThat(ask(client, place).tried()).containsExactly("~/auth.json", "no credential");
    }
  }

  @Test
  void a_named_file_takes_the_place_of_those_looked_for() throws Exception {
    login(entry("me", "hunter2"));
    wantsPasswords();
    Path file = home.resolve("named.json");
    Files.writeString(file, "{\"auths\":{\"%s\":%s}}".formatted(place.registry(), entry("a", "b")));
    var options = Desk.options(home).withRegistryConfig(file);
    try (var client = RegistryClient.open(options, recorder, pace)) {
      assertThat(ask(client, place).tried()).containsExactly("~/named.json", "no credential");
    }
  }

  @Test
  void a_file_that_is_broken_is_told_and_left_aside() throws Exception {
    Files.createDirectories(home.resolve(".docker"));
    Files.writeString(home.resolve(".docker/config.json"), "{hunter2");
    wantsPasswords();
    try (var client = client()) {
      assertThat(ask(client, place).credentialFaults())
          .containsExactly("~/.docker/config.json is not a JSON object.");
    }
  }

  @Test
  void a_helper_is_asked_once_for_a_registry_and_its_fault_is_told() throws Exception {
    wantsPasswords();
    Path calls = home.resolve("calls");
    Path helper = home.resolve("docker-credential-desk");
    Files.writeString(
        helper,
        "#!/bin/sh\ncat >/dev/null; echo called >> '%s'; echo hunter2; exit 4".formatted(calls));
    Files.setPosixFilePermissions(
        helper, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(home.resolve(".docker"));
    Files.writeString(home.resolve(".docker/config.json"), "{\"credsStore\":\"desk\"}");
    var options = Desk.options(home, Map.of("PATH", home + ":/usr/bin:/bin"));
    try (var client = RegistryClient.open(options, recorder, pace)) {
      ask(client, place);
      Reply reply = ask(client, new Place(place.registry(), "c/d"));

      assertThat(reply.credentialFaults())
          .containsExactly("docker-credential-desk failed with exit status 4.");
    }
    assertThat(calls).hasContent("called");
  }

  @Test
  void nothing_that_is_heard_of_holds_a_secret() throws Exception {
    login(entry("me", "hunter2"));
    wantsTokens();
    AUTH.stubFor(
        tokenRequest().withBasicAuth("me", "hunter2").willReturn(okJson("{\"token\":\"t0ken\"}")));
    try (var client = client()) {
      Reply reply = ask(client, place);

      assertThat(reply + " " + recorder.events() + " " + reply.tried())
          .doesNotContain("hunter2", "t0ken", "bWU6aHVudGVyMg");
    }
  }

  @Test
  void offline_nothing_is_asked() {
    var options = Desk.options(home).withoutNetwork();
    try (var client = RegistryClient.open(options, recorder, pace)) {
      assertThatThrownBy(() -> ask(client, place))
          .isInstanceOf(RegistryTrouble.class)
          .hasMessageContaining("a/b")
          .hasMessageContaining("--offline");
    }
    assertThat(recorder.requests()).isZero();
  }
}
