package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.registry.http.RegistryListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody is told, by the real rooms and in every form of output. */
class SecrecyTest {
  private static final String SECRET = "hunter2";

  @TempDir Path cache;
  @TempDir Path folder;
  private Session session = new Session(new FakeRooms(), Path.of("/"));

  @BeforeEach
  void open() {
    var outside = new Session(new FakeRooms(), cache);
    session = new Session(new Composition(outside.surroundings(), RegistryListener.NONE), cache);
  }

  private String pod(String image) throws IOException {
    Path file = folder.resolve("pod.yaml");
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: app
        spec:
          containers:
            - name: app
              image: %s
              command: [/app]
        """
            .formatted(image));
    return file.toString();
  }

  private void assertSilence() throws IOException {
    assertThat(session.out() + session.err()).isNotEmpty().doesNotContain(SECRET);
    try (var files = Files.walk(cache)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain(SECRET);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user:hunter2@registry.example/app:1",
        "user:hunter2@registry.example:5000/app",
        "hunter2@registry.example/app:1",
        "https://user:hunter2@registry.example/app",
        "user:hunter2@host/app",
        "'user:hunter2@host'",
      })
  void a_password_in_an_image_reference_is_never_told(String image) throws IOException {
    String source = pod(image);
    for (String format : List.of("text", "json")) {
      assertThat(session.run("check", source, "--offline", "--format", format)).isEqualTo(1);
      assertThat(session.out()).contains("***@", "image-reference-invalid");
      assertSilence();
    }
    String id = session.out().split("\"id\" : \"", -1)[1].substring(0, 12);
    assertThat(session.run("explain", "--finding", id)).isZero();
    assertThat(session.out()).contains("***@");
    assertSilence();
  }

  @Test
  void the_line_of_an_image_reference_is_shown_without_the_password() throws IOException {
    session.run("check", pod("user:hunter2@registry.example/app:1"), "--offline");

    assertThat(session.out())
        .contains(
            """
                    8 |       image: ***@registry.example/app:1
                      |              ^^^^^^^^^^^^^^^^^^^^^^^^^^
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oci://user:hunter2@registry.example/charts/app:1.2.3",
        "oci://hunter2@registry.example/charts/app",
        "oci://user:hunt%hunter2@registry.example/charts/app",
      })
  void a_password_in_the_name_of_a_chart_is_never_told(String chart) throws IOException {
    assertThat(session.run("check", chart, "--debug")).isEqualTo(2);
    assertSilence();
    assertThat(session.err()).contains("***@registry.example", "holds a credential");
    assertThat(session.run("check", chart, pod("a"), "--offline", "--format", "json")).isEqualTo(2);
    assertSilence();
    assertThat(session.run("matrix", chart, pod("a"), "--offline")).isEqualTo(2);
    assertSilence();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--registry-mirror=docker.io=user:hunter2@mirror.example/hub",
        "--registry-mirror=docker.io=https://user:hunter2@mirror.example/hub",
        "--registry-mirror=user:hunter2@mirror.example",
        "--platform=user:hunter2@host/x",
      })
  void a_password_in_an_option_is_never_told(String option) throws IOException {
    assertThat(session.run("check", pod("a"), option, "--debug")).isEqualTo(2);
    assertSilence();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:hunter2@proxy.example:3128",
        "user:hunter2@@proxy:x",
        "http://user:hunter2@[proxy",
      })
  void a_password_of_a_proxy_is_never_told(String proxy) throws IOException {
    var outside = new Session(new FakeRooms(), cache).with("HTTPS_PROXY", proxy);
    session = new Session(new Composition(outside.surroundings(), RegistryListener.NONE), cache);

    assertThat(session.run("check", pod("registry.invalid/a:1"), "--debug")).isEqualTo(2);
    assertThat(session.err()).contains("HTTPS_PROXY");
    assertSilence();
  }
}
