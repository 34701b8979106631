package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.registry.http.RegistryListener;
import dev.bulkhead.testkit.image.ImageLayout;
import dev.bulkhead.testkit.image.ImageSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code resolve} and {@code lag} with the rooms as they are wired in earnest. */
class TagsOfRegistriesTest {
  @TempDir Path folder;
  private LoopbackRegistry registry = open();
  private Session session = new Session(new FakeRooms(), Path.of("/"));

  private static LoopbackRegistry open() {
    try {
      return new LoopbackRegistry();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void wire() {
    var surroundings = new Session(new FakeRooms(), folder).surroundings();
    session = new Session(new Composition(surroundings, RegistryListener.NONE), folder);
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private int run(String command, String image, String... options) {
    var line = new ArrayList<>(List.of(command, image, "--plain-http", registry.host()));
    line.addAll(List.of(options));
    return session.run(line.toArray(String[]::new));
  }

  private int resolve(String... options) {
    var line = new ArrayList<>(List.of("--kube-version", "v1.34.2-gke.1"));
    line.addAll(List.of(options));
    return run("resolve", registry.image(), line.toArray(String[]::new));
  }

  @Test
  void a_tag_on_a_later_page_is_found_and_named_with_its_digest() {
    registry
        .with("latest", "amd64")
        .with("v1.32.0", "amd64")
        .with("v1.33.0", "amd64")
        .with("v1.34.10", "amd64", "arm64")
        .with("v1.34.9", "amd64", "arm64");

    assertThat(resolve("--platform", "linux/amd64,linux/arm64")).isZero();
    assertThat(session.out()).isEqualTo(registry.image() + ":v1.34.10\n");
    assertThat(resolve("--format", "json")).isZero();
    assertThat(session.out())
        .contains("\"digest\" : \"%s\"".formatted(registry.digest("v1.34.10")));
  }

  @Test
  void an_image_without_a_platform_is_passed_over() {
    registry.with("v1.34.1", "amd64").with("v1.34.0", "amd64", "arm64");

    assertThat(resolve("--platform", "linux/amd64,linux/arm64")).isZero();
    assertThat(session.out()).isEqualTo(registry.image() + ":v1.34.0\n");
    assertThat(session.err())
        .contains("v1.34.1 was passed over: it has no linux/arm64, only linux/amd64.");
  }

  @ParameterizedTest
  @CsvSource({
    "tags, 401, asks who wants",
    "tags, 403, does not show",
    "tags, 429, limits the rate of requests (429)",
    "tags, 500, answered 500",
    "manifests, 401, asks who wants",
    "manifests, 429, limits the rate of requests (429)",
    "manifests, 503, answered 503"
  })
  void what_a_registry_refuses_to_tell_is_no_answer(String path, int status, String reason) {
    registry
        .with("v1.34.0", "amd64")
        .with("v1.35.0", "amd64")
        .with("v1.36.0", "amd64")
        .with("v1.37.0", "amd64")
        .refusing(path, status);

    assertThat(resolve()).isEqualTo(3);
    assertThat(session.out()).isEmpty();
    assertThat(session.err()).startsWith("bulkhead: ").contains(reason, "\nremedy: ");
    assertThat(run("lag", registry.image(), "--platform", "linux/amd64")).isEqualTo(3);
  }

  @Test
  void a_registry_that_nobody_reaches_is_no_answer() {
    registry.close();

    assertThat(resolve()).isEqualTo(3);
    assertThat(session.err()).contains("Nobody takes connections at " + registry.host());
    assertThat(run("lag", registry.image())).isEqualTo(3);
    assertThat(session.out()).isEmpty();
  }

  @Test
  void a_repository_that_does_not_exist_is_told() {
    assertThat(run("resolve", registry.host() + "/team/other")).isEqualTo(1);
    assertThat(session.err()).contains("there is no repository team/other (404 NAME_UNKNOWN).");
  }

  @Test
  void minors_without_a_tag_are_told() {
    registry.with("v1.37", "amd64").with("v1.36", "amd64", "arm64").with("v1.35", "arm64");

    assertThat(run("lag", registry.image())).isEqualTo(1);
    assertThat(session.out()).contains("  1.37  v1.37\n", "  1.34  missing  since 2025-08-27, ");
    assertThat(run("lag", registry.image(), "--platform", "linux/arm64")).isEqualTo(1);
    assertThat(session.out()).contains("for Kubernetes 1.37 and 1.34.");
  }

  @Test
  void local_images_count_beside_the_registry_and_alone_when_offline() throws IOException {
    var images = ImageLayout.layout();
    images.image(registry.image() + ":v1.34.5", ImageSpec.linux("amd64"));
    Path layout = folder.resolve("layout");
    images.writeDirectory(layout);
    registry.with("v1.34.1", "amd64").with("v1.34.6", "arm64");

    assertThat(resolve("--images", layout.toString())).isZero();
    assertThat(session.out()).isEqualTo(registry.image() + ":v1.34.5\n");
    registry.close();
    wire();
    assertThat(resolve("--images", layout.toString(), "--offline")).isZero();
    assertThat(session.out()).isEqualTo(registry.image() + ":v1.34.5\n");
    assertThat(session.err()).doesNotContain("There may be other tags");
  }

  @Test
  void offline_without_local_images_nobody_can_tell() {
    assertThat(resolve("--offline")).isEqualTo(3);
    assertThat(session.err()).contains("--offline forbids asking a registry.", "--images PATH");
  }

  @Test
  void a_mirror_tells_the_tags_of_what_it_mirrors() {
    registry.with("v1.34.1", "amd64");

    assertThat(
            run(
                "resolve",
                "registry.invalid/team/kubectl",
                "--kube-version",
                "1.34",
                "--registry-mirror",
                "registry.invalid=" + registry.host(),
                "--mirror-only"))
        .isZero();
    assertThat(session.out()).isEqualTo("registry.invalid/team/kubectl:v1.34.1\n");
  }
}
