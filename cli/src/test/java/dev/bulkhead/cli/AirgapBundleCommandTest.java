package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.registry.http.RegistryListener;
import dev.bulkhead.testkit.image.ImageLayout;
import dev.bulkhead.testkit.image.ImageSpec;
import dev.bulkhead.testkit.image.TarLayer;
import dev.bulkhead.testkit.registry.MemoryRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code airgap bundle} and {@code airgap push} with the rooms as they are wired in earnest. */
class AirgapBundleCommandTest {
  @TempDir Path folder;
  private MemoryRegistry registry = open();
  private Session session = new Session(new FakeRooms(), Path.of("/"));
  private String digest = "";

  private static MemoryRegistry open() {
    try {
      return new MemoryRegistry();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void wire() throws IOException {
    var layout = ImageLayout.layout();
    digest = layout.image("app", spec("amd64"), spec("arm64"));
    registry.holding("x/app", layout).tagged("x/app", "1.0", digest);
    var surroundings = new Session(new FakeRooms(), folder).surroundings();
    session = new Session(new Composition(surroundings, RegistryListener.NONE), folder);
    Files.writeString(
        folder.resolve("pod.yaml"),
        """
        apiVersion: v1
        kind: Pod
        metadata: { name: app }
        spec:
          containers:
            - { name: app, image: "%s/x/app:1.0" }
        """
            .formatted(registry.host()));
  }

  private static ImageSpec spec(String architecture) {
    return ImageSpec.linux(architecture)
        .layer(TarLayer.layer().file("app", 0755, architecture.repeat(500)));
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private Path file() {
    return folder.resolve("bundle.tar");
  }

  private int bundle(String... options) {
    var line =
        new ArrayList<>(
            List.of(
                "airgap",
                "bundle",
                folder.resolve("pod.yaml").toString(),
                "-o",
                file().toString(),
                "--plain-http",
                registry.host()));
    line.addAll(List.of(options));
    return session.run(line.toArray(String[]::new));
  }

  private int push(String... options) {
    var line =
        new ArrayList<>(
            List.of(
                "airgap",
                "push",
                file().toString(),
                "--to",
                registry.host() + "/mirror",
                "--plain-http",
                registry.host()));
    line.addAll(List.of(options));
    return session.run(line.toArray(String[]::new));
  }

  @Test
  void the_report_tells_of_each_image_its_digest_and_what_became_of_its_index() {
    assertThat(bundle()).as(session.err()).isZero();

    assertThat(session.out())
        .contains(digest, "linux/amd64", "left out is content for linux/arm64", "1 image, ");
    assertThat(file()).exists();
  }

  @Test
  void machines_are_told_the_same() {
    assertThat(bundle("--format", "json", "--platform", "all")).isZero();

    assertThat(session.out()).contains("\"index\" : \"whole\"", "\"linux/arm64\"", digest);
  }

  @Test
  void a_file_that_is_there_is_replaced_only_by_force() {
    bundle();

    assertThat(bundle()).isEqualTo(2);
    assertThat(session.err()).contains("is there already", "--force");
    assertThat(bundle("--force")).isZero();
  }

  @Test
  void an_image_that_is_missing_is_named_and_nothing_is_written() {
    assertThat(bundle("--add", registry.host() + "/x/none:2")).isEqualTo(1);

    assertThat(session.err()).contains("/x/none:2", "Nothing was written.");
    assertThat(file()).doesNotExist();
  }

  @Test
  void a_platform_that_an_image_lacks_is_named() {
    assertThat(bundle("--platform", "linux/s390x")).isEqualTo(1);

    assertThat(session.err())
        .contains("has nothing for linux/s390x; it offers linux/amd64, linux/arm64.");
  }

  @Test
  void a_folder_that_is_not_there_is_found_before_anything_is_asked() {
    assertThat(bundle("-o", folder.resolve("none/b.tar").toString())).isEqualTo(2);
  }

  @Test
  void a_bundle_is_pushed_and_found_there_the_second_time() {
    bundle("--platform", "all");

    assertThat(push()).as(session.err()).isZero();
    assertThat(session.out())
        .contains(registry.host() + "/mirror/x/app:1.0", "pushed and verified");
    assertThat(push("--format", "json")).isZero();
    assertThat(session.out()).contains("\"fate\" : \"present\"", "\"blobs\" : 0");
  }

  @Test
  void what_is_no_bundle_is_refused() throws IOException {
    Files.writeString(file(), "not a tar");

    assertThat(push()).isEqualTo(2);
    assertThat(session.err()).contains("bundle.tar").doesNotContain("Exception");
  }

  @Test
  void layouts_are_read_as_the_help_writes_them() {
    assertThat(bundle("--layout", "docker")).as(session.err()).isZero();
    assertThat(bundle("--layout", "oci", "--force")).as(session.err()).isZero();
  }

  @Test
  void standard_output_is_no_place_for_a_bundle() {
    assertThat(session.run("airgap", "bundle", folder.resolve("pod.yaml").toString(), "-o", "-"))
        .isEqualTo(2);
    assertThat(session.err()).contains("standard output", "Name a file");
  }

  @Test
  void a_push_that_is_refused_ends_with_1_and_names_the_image_and_the_way_out() {
    bundle();
    registry.failing(MemoryRegistry.Fault.status("HEAD", "/v2/mirror/x/app/blobs/", 403));

    assertThat(push()).isEqualTo(1);

    assertThat(session.out())
        .contains(
            "/mirror/x/app:1.0",
            "not there",
            "(403). It did not ask who pushes.",
            "remedy: Check that 127.0.0.1",
            "/mirror: 0 of 1 there.");
  }

  @Test
  void wrong_credentials_are_told_by_the_registry_and_the_file_that_holds_them()
      throws IOException {
    bundle();
    registry.wantingToken();
    registry.refusingTokens();
    Path config = folder.resolve("auth.json");
    String secret = "cGVyc29uOnNlY3JldA==";
    Files.writeString(
        config, "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(registry.host(), secret));

    assertThat(push("--registry-config", config.toString())).isEqualTo(1);

    assertThat(session.out())
        .contains(
            "(401). It was asked with the credential of ",
            config + ".",
            "remedy: Check the name and the password for " + registry.host())
        .doesNotContain(secret, "person", "cret");
  }

  @Test
  void a_push_that_moves_a_tag_says_what_it_stood_for() {
    var other = ImageLayout.layout();
    String before = other.image("app", spec("s390x"));
    registry.holding("mirror/x/app", other).tagged("mirror/x/app", "1.0", before);
    bundle();

    assertThat(push("--rewrite-indexes")).isZero();

    assertThat(session.out()).contains("in place of other content", "the tag was " + before);
  }

  @Test
  void nothing_is_written_of_a_chart_of_which_a_part_is_not_known() throws IOException {
    Path chart = UnbuiltChart.in(folder, registry.host() + "/x/app:1.0");

    assertThat(
            session.run(
                "airgap",
                "bundle",
                chart.toString(),
                "-o",
                file().toString(),
                "--plain-http",
                registry.host()))
        .isEqualTo(2);

    assertThat(session.err())
        .contains("The chart depends on \"base\"", "helm dependency build", "Nothing was written");
    assertThat(file()).doesNotExist();
  }
}
