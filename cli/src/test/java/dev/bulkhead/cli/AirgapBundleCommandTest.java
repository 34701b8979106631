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
import java.util.regex.Pattern;
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
    anew();
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

  private void anew() {
    var surroundings = new Session(new FakeRooms(), folder).surroundings();
    session = new Session(new Composition(surroundings, RegistryListener.NONE), folder);
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
        .contains(
            digest,
            "linux/amd64",
            "left out is content for linux/arm64",
            "1 image, ",
            "note: 1 of these indexes lists content that is left out.",
            "push with --rewrite-indexes, or bundle with --platform all");
    assertThat(file()).exists();
  }

  @Test
  void machines_are_told_the_same() {
    assertThat(bundle("--format", "json", "--platform", "all")).isZero();

    assertThat(session.out())
        .contains("\"index\" : \"whole\"", "\"linux/arm64\"", digest)
        .doesNotContain("--rewrite-indexes");
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
    String pod = folder.resolve("pod.yaml").toString();
    String none = folder.resolve("none/b.tar").toString();

    assertThat(session.run("airgap", "bundle", pod, "-o", none)).isEqualTo(2);

    assertThat(session.err()).contains("There is no folder");
    assertThat(registry.requests()).isEmpty();
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

  /** In a run of its own: what a registry once told is not asked again in the same. */
  private int verify(String source, String... options) {
    anew();
    var line =
        new ArrayList<>(
            List.of(
                "airgap",
                "verify",
                source,
                "--mirror",
                registry.host() + "/mirror",
                "--plain-http",
                registry.host()));
    line.addAll(List.of(options));
    return session.run(line.toArray(String[]::new));
  }

  @Test
  void a_mirror_is_proven_to_have_what_was_pushed_and_to_lack_what_was_not() {
    String pod = folder.resolve("pod.yaml").toString();
    assertThat(verify(pod)).isEqualTo(1);
    assertThat(session.out()).contains("error airgap-image-missing", "/mirror holds no ");

    bundle("--platform", "linux/amd64");
    push("--rewrite-indexes");
    assertThat(verify(pod)).as(session.out()).isZero();
    assertThat(session.out()).contains("3 proven, 0 violated, 0 unproven");
    assertThat(verify(pod, "--platform", "linux/arm64")).isEqualTo(1);
    assertThat(session.out()).contains("error airgap-platform-missing  linux/arm64");
  }

  @Test
  void what_a_chart_asks_for_in_other_modes_is_looked_for_where_that_is_wanted()
      throws IOException {
    Path chart = folder.resolve("modes");
    Files.createDirectories(chart.resolve("templates"));
    Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: modes\nversion: 1.0.0\n");
    Files.writeString(chart.resolve("values.yaml"), "extra: { enabled: false }\n");
    String pod = Files.readString(folder.resolve("pod.yaml"));
    Files.writeString(
        chart.resolve("templates/pods.yaml"),
        "%s---\n{{ if .Values.extra.enabled }}\n%s{{ end }}\n"
            .formatted(
                pod, pod.replace("name: app", "name: extra").replace("app:1.0", "extra:1.0")));
    bundle("--platform", "all");
    push();

    assertThat(verify(chart.toString())).isZero();
    assertThat(verify(chart.toString(), "--all-variants")).isEqualTo(1);

    assertThat(session.out()).contains("holds no " + registry.host() + "/x/extra:1.0");
  }

  @Test
  void a_peer_that_breaks_off_leaves_no_bundle_and_what_came_is_not_fetched_again() {
    for (int i = 0; i < 10; i++) {
      registry.failing(new MemoryRegistry.Fault("GET", Pattern.compile("/x/app/blobs/"), 0, 10));
    }
    int status = 0;
    int runs = 0;
    do {
      status = bundle();
      if (status != 0) {
        assertThat(status).isEqualTo(3);
        assertThat(file()).doesNotExist();
        assertThat(session.err()).contains("bulkhead: ", "remedy: ");
      }
    } while (status != 0 && ++runs < 10);

    assertThat(status).isZero();
    assertThat(runs).isPositive();
    assertThat(file()).exists();
    assertThat(folder.resolve("bundle.tar.partial")).doesNotExist();
  }

  @Test
  void a_folder_that_takes_no_file_is_one_clear_error() {
    String pod = folder.resolve("pod.yaml").toString();
    String plain = "--plain-http=" + registry.host();

    assertThat(session.run("airgap", "bundle", pod, "-o", "/proc/bundle.tar", plain)).isEqualTo(2);

    assertThat(session.err().lines()).hasSize(2);
    assertThat(session.err()).contains("/proc");
  }
}
