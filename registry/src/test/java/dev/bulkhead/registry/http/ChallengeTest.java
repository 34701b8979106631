package dev.bulkhead.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChallengeTest {
  @Test
  void a_bearer_challenge_names_realm_service_and_scope() {
    var read =
        Challenge.read(
            "Bearer realm=\"https://auth.example/token\",service=\"r\",scope=\"repository:a/b:pull,push\"");

    assertThat(read)
        .containsExactly(
            new Challenge(
                "bearer",
                Map.of(
                    "realm",
                    "https://auth.example/token",
                    "service",
                    "r",
                    "scope",
                    "repository:a/b:pull,push")));
  }

  @Test
  void order_case_spaces_and_missing_parameters_do_not_matter() {
    var read = Challenge.read("BEARER  Scope = \"s\" , Realm=https://auth.example/t");

    assertThat(read)
        .containsExactly(
            new Challenge("bearer", Map.of("scope", "s", "realm", "https://auth.example/t")));
  }

  @Test
  void quoted_characters_are_taken_as_they_are() {
    var read = Challenge.read("Basic realm=\"a \\\"b\\\", c=d\"");

    assertThat(read).containsExactly(new Challenge("basic", Map.of("realm", "a \"b\", c=d")));
  }

  @Test
  void several_challenges_share_a_header() {
    var read = Challenge.read("Negotiate, Basic realm=\"x\", Bearer realm=\"y\"");

    assertThat(read).extracting(Challenge::scheme).containsExactly("negotiate", "basic", "bearer");
  }

  @Test
  void a_token_is_preferred_to_a_password() {
    var best = Challenge.best(List.of("Basic realm=\"x\"", "Bearer realm=\"y\""));

    assertThat(best).map(Challenge::scheme).contains("bearer");
  }

  @Test
  void a_bearer_challenge_without_a_realm_is_no_challenge() {
    assertThat(Challenge.best(List.of("Bearer service=\"x\""))).isEmpty();
  }

  @Test
  void any_text_is_read_to_its_end() {
    Gen<String> texts = Gen.text("Basicrealm=\", \\\t", 60);

    Property.forAll(1, 2_000, texts, text -> assertThat(Challenge.read(text)).isNotNull());
  }
}
