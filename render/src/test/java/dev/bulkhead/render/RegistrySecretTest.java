package dev.bulkhead.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class RegistrySecretTest {
  private static final String CONFIG = "{\"auths\":{\"registry.example\":{\"auth\":\"dTpw\"}}}";

  private static Documents read(String yaml) {
    return YamlReader.read(yaml, Placement.of("test.yaml"));
  }

  private static String secret(String type, String key, String value) {
    return """
    kind: Secret
    apiVersion: v1
    type: kubernetes.io/%s
    metadata: { name: pull, namespace: team-a }
    data: { %s: %s }
    """
        .formatted(
            type, key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void a_pull_secret_is_kept_apart_from_the_object_that_held_it() {
    Documents documents = read(secret("dockerconfigjson", ".dockerconfigjson", CONFIG));

    assertThat(documents.registrySecrets())
        .containsExactly(new RegistrySecret("Secret team-a/pull", CONFIG));
    assertThat(documents.mappings().getFirst().text("data", ".dockerconfigjson")).contains("");
  }

  @Test
  void the_older_form_is_brought_into_the_newer() {
    Documents documents =
        read(secret("dockercfg", ".dockercfg", "{\"registry.example\":{\"auth\":\"dTpw\"}}"));

    assertThat(documents.registrySecrets())
        .containsExactly(new RegistrySecret("Secret team-a/pull", CONFIG));
  }

  @Test
  void other_secrets_give_nothing_away() {
    assertThat(read(secret("tls", "tls.key", "key")).registrySecrets()).isEmpty();
  }

  @Test
  void its_content_is_not_printed() {
    assertThat(read(secret("dockerconfigjson", ".dockerconfigjson", CONFIG)).toString())
        .contains("Secret team-a/pull")
        .doesNotContain("dTpw");
  }
}
