package dev.bulkhead.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DockerConfigTest {
  /** {@code user:secret}. */
  private static final String AUTH = "dXNlcjpzZWNyZXQ=";

  private static DockerConfig config(String json) throws IOException {
    return DockerConfig.read("config.json", json);
  }

  @Test
  void an_auth_is_a_user_and_a_password() throws IOException {
    var config = config("{\"auths\":{\"r.example\":{\"auth\":\"%s\"}}}".formatted(AUTH));

    var stored = config.stored(new Place("r.example", "a/b"));

    assertThat(stored).contains(new Credential.Password("config.json", "user", "secret"));
  }

  @Test
  void an_identity_token_comes_before_a_password() throws IOException {
    var config =
        config(
            "{\"auths\":{\"r.example\":{\"auth\":\"%s\",\"identitytoken\":\"t\"}}}"
                .formatted(AUTH));

    var stored = config.stored(new Place("r.example", "a"));

    assertThat(stored).contains(new Credential.IdentityToken("config.json", "t"));
  }

  @Test
  void docker_hub_is_known_by_its_old_key() throws IOException {
    var config =
        config("{\"auths\":{\"https://index.docker.io/v1/\":{\"auth\":\"%s\"}}}".formatted(AUTH));

    assertThat(config.stored(new Place("docker.io", "library/nginx"))).isPresent();
  }

  @Test
  void schemes_and_api_paths_of_keys_are_left_aside() throws IOException {
    var config =
        config("{\"auths\":{\"https://r.example/v2/\":{\"auth\":\"%s\"}}}".formatted(AUTH));

    assertThat(config.stored(new Place("r.example", "a"))).isPresent();
  }

  @Test
  void the_longest_path_wins_and_ends_at_a_slash() throws IOException {
    var config =
        config(
            """
            {"auths":{"r.example":{"registrytoken":"whole"},
                      "r.example/team":{"registrytoken":"team"},
                      "r.example/team/app":{"registrytoken":"app"}}}
            """);

    assertThat(config.stored(new Place("r.example", "team/app")))
        .contains(new Credential.RegistryToken("config.json", "app"));
    assertThat(config.stored(new Place("r.example", "team/application")))
        .contains(new Credential.RegistryToken("config.json", "team"));
    assertThat(config.stored(new Place("r.example", "teams/app")))
        .contains(new Credential.RegistryToken("config.json", "whole"));
  }

  @Test
  void a_port_is_part_of_the_host() throws IOException {
    var config = config("{\"auths\":{\"r.example:5000\":{\"auth\":\"%s\"}}}".formatted(AUTH));

    assertThat(config.stored(new Place("r.example", "a"))).isEmpty();
    assertThat(config.stored(new Place("r.example:5000", "a"))).isPresent();
  }

  @Test
  void a_star_stands_for_one_label() throws IOException {
    var config = config("{\"auths\":{\"*.example\":{\"auth\":\"%s\"}}}".formatted(AUTH));

    assertThat(config.stored(new Place("r.example", "a"))).isPresent();
    assertThat(config.stored(new Place("a.r.example", "a"))).isEmpty();
  }

  @Test
  void an_entry_without_a_credential_is_none() throws IOException {
    var config = config("{\"auths\":{\"r.example\":{},\"q.example\":{\"auth\":\"!!!!\"}}}");

    assertThat(config.stored(new Place("r.example", "a"))).isEmpty();
    assertThat(config.stored(new Place("q.example", "a"))).isEmpty();
  }

  @Test
  void a_token_that_no_header_can_hold_is_none() throws IOException {
    var config = config("{\"auths\":{\"r.example\":{\"registrytoken\":\"a\\r\\nb\"}}}");

    assertThat(config.stored(new Place("r.example", "a"))).isEmpty();
  }

  @Test
  void a_helper_of_the_registry_comes_before_the_one_for_all() throws IOException {
    var config = config("{\"credsStore\":\"all\",\"credHelpers\":{\"r.example\":\"own\"}}");

    assertThat(config.helper(new Place("r.example", "a"))).contains("own");
    assertThat(config.helper(new Place("q.example", "a"))).contains("all");
  }

  @Test
  void a_secret_of_the_sources_names_no_program_to_run() throws IOException {
    var config =
        DockerConfig.readSecret(
            new PullSecret(
                "Secret a/b",
                "{\"auths\":{},\"credsStore\":\"x\",\"credHelpers\":{\"r.example\":\"y\"}}"));

    assertThat(config.helper(new Place("r.example", "a"))).isEmpty();
  }

  @Test
  void a_secret_of_the_older_type_has_no_auths_around_it() throws IOException {
    var config =
        DockerConfig.readSecret(
            new PullSecret("Secret a/b", "{\"r.example\":{\"auth\":\"%s\"}}".formatted(AUTH)));

    assertThat(config.stored(new Place("r.example", "a")))
        .contains(new Credential.Password("Secret a/b", "user", "secret"));
  }

  @Test
  void a_broken_file_is_told_without_its_content() {
    assertThatThrownBy(() -> config("{\"auths\": hunter2"))
        .isInstanceOf(IOException.class)
        .hasMessage("config.json is not a JSON object.")
        .hasNoCause();
  }

  @Test
  void no_credential_shows_its_value() {
    assertThat(new Credential.Password("file", "user", "hunter2").toString())
        .isEqualTo("Password[file]");
    assertThat(new Credential.IdentityToken("file", "hunter2").toString())
        .doesNotContain("hunter2");
    assertThat(new Credential.RegistryToken("file", "hunter2").toString())
        .doesNotContain("hunter2");
    assertThat(new PullSecret("Secret a/b", "hunter2").toString()).doesNotContain("hunter2");
    assertThat(new Tokens.Token("hunter2", true).toString()).doesNotContain("hunter2");
  }
}
