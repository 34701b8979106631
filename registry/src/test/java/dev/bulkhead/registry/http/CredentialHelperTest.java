package dev.bulkhead.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialHelperTest {
  @TempDir private Path directory;

  private CredentialHelper helper(String script) throws IOException {
    Path file = directory.resolve("docker-credential-test");
    Files.writeString(file, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return helper("test", Duration.ofSeconds(30));
  }

  private CredentialHelper helper(String name, Duration patience) {
    return new CredentialHelper(name, Map.of("PATH", directory + ":/usr/bin:/bin"), patience);
  }

  @Test
  void a_helper_is_asked_for_the_server_on_its_standard_input() throws Exception {
    var helper =
        helper(
            """
            [ "$1" = get ] || exit 3
            printf '{"ServerURL":"x","Username":"%s","Secret":"s3"}' "$(cat)"
            """);

    var credential = helper.get("https://index.docker.io/v1/");

    assertThat(credential)
        .contains(
            new Credential.Password("docker-credential-test", "https://index.docker.io/v1/", "s3"));
  }

  @Test
  void the_token_user_marks_an_identity_token() throws Exception {
    var helper = helper("cat >/dev/null; echo '{\"Username\":\"<token>\",\"Secret\":\"t\"}'");

    assertThat(helper.get("r.example"))
        .contains(new Credential.IdentityToken("docker-credential-test", "t"));
  }

  @Test
  void a_helper_that_knows_no_credential_is_no_fault() throws Exception {
    var helper = helper("cat >/dev/null; echo 'credentials not found in native keychain'; exit 1");

    assertThat(helper.get("r.example")).isEmpty();
  }

  @Test
  void a_helper_that_fails_is_told_without_what_it_printed() throws IOException {
    var helper = helper("cat >/dev/null; echo hunter2; echo hunter2 >&2; exit 7");

    assertThatThrownBy(() -> helper.get("r.example"))
        .isInstanceOf(IOException.class)
        .hasMessage("docker-credential-test failed with exit status 7.");
  }

  @Test
  void a_helper_that_never_answers_is_ended() throws IOException {
    helper("cat >/dev/null; exec tail -f /dev/null");
    var helper = helper("test", Duration.ofMillis(300));

    assertThatThrownBy(() -> helper.get("r.example"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("did not answer within");
  }

  @Test
  void a_helper_that_talks_nonsense_is_told() throws IOException {
    var helper = helper("cat >/dev/null; echo hunter2");

    assertThatThrownBy(() -> helper.get("r.example"))
        .isInstanceOf(IOException.class)
        .hasMessage("docker-credential-test answered with something that is not a JSON object.");
  }

  @Test
  void an_absent_helper_is_told() {
    assertThatThrownBy(() -> helper("absent", Duration.ofSeconds(1)).get("r.example"))
        .isInstanceOf(IOException.class)
        .hasMessage("docker-credential-absent is not on the PATH.");
  }

  @Test
  void a_name_that_leads_elsewhere_is_refused() {
    assertThatThrownBy(() -> helper("../../bin/sh", Duration.ofSeconds(1)).get("r.example"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be called");
  }
}
