package dev.bulkhead.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfidentialValuesTest {
  private final ConfidentialValues confidential = new ConfidentialValues();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password: hunter2",
        "db: {rootPassword: hunter2}",
        "secrets: {any: {thing: [a, hunter2]}}",
        "GITHUB_TOKEN: hunter2",
        "tls: {privateKey: hunter2}",
        "licenseKey: hunter2",
        "s3-secret-access-key: hunter2",
        "env: [{name: DB_PASSWORD, value: hunter2}]",
        "extraObjects:\n- kind: Secret\n  stringData:\n    any: 'hunter2'",
        "key: |\n  -----BEGIN\n  hunter2\n  -----END",
        "password: hunter2\nbroken: [",
      })
  void a_value_under_a_key_that_names_a_secret_is_concealed(String file) {
    confidential.addFile(file);

    assertThat(confidential.concealedIn("hunter2 is bad")).isEqualTo("*** is bad");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "adminPassword=hunter2",
        "a.b=c,d.token=hunter2,e=f",
        "tokens={hunter1,hunter2}",
        "password=hunter2\\,more",
        "password=more,hunter2",
      })
  void a_value_assigned_to_such_a_key_is_concealed(String assignment) {
    confidential.addAssignment(assignment);

    assertThat(confidential.concealedIn("hunter2,more or hunter2"))
        .doesNotContain("hunter2 ")
        .contains("***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keycloak: {image: hunter2}",
        "monkey: hunter2",
        "passive: hunter2",
        "image: hunter2",
        "env: [{name: MODE, value: hunter2}]",
      })
  void what_stands_under_another_key_is_told(String file) {
    confidential.addFile(file);

    assertThat(confidential.concealedIn("hunter2 is bad")).isEqualTo("hunter2 is bad");
  }

  @Test
  void what_is_short_is_concealed_as_a_word_or_not_at_all() {
    confidential.addFile("password: admin\ntoken: is\nsecretEnabled: true\n");

    assertThat(confidential.concealedIn("admin of administrators is true"))
        .isEqualTo("*** of administrators is true");
  }

  @Test
  void a_longer_value_is_concealed_before_a_shorter_one_that_it_holds() {
    confidential.addFile("passwords: [hunter2, hunter2-hunter3]");

    assertThat(confidential.concealedIn("hunter2-hunter3")).isEqualTo("***");
  }
}
