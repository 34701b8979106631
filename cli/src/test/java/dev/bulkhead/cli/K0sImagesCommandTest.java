package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class K0sImagesCommandTest {
  @TempDir Path folder;
  private Session session = new Session(new FakeRooms(), Path.of("/"));

  @BeforeEach
  void open() {
    session =
        new Session(new FakeRooms(), folder.resolve("cache"))
            .with("XDG_DATA_HOME", folder.resolve("data").toString());
  }

  @Test
  void what_is_needed_is_told_with_its_reason_and_how_the_command_differs() {
    assertThat(session.run("k0s", "images", "--release", "v1.30.2+k0s.0")).isZero();
    assertThat(session.out())
        .startsWith("k0s v1.30.2+k0s.0 needs 7 images on its nodes:\n")
        .contains("quay.io/k0sproject/kube-proxy:v1.30.2-1\n      kube-proxy is not disabled")
        .contains(
            """
            `k0s airgap list-images` prints besides, though nothing runs it:
              quay.io/k0sproject/calico-cni:v3.27.3-0
            """);
  }

  @Test
  void what_the_command_leaves_out_is_told() throws IOException {
    Path config = folder.resolve("k0s.yaml");
    Files.writeString(config, "spec: {images: {pause: {image: a.example/pause, version: '9'}}}");

    session.run("k0s", "images", "--release", "1.29.6", "--config", config.toString());
    assertThat(session.out())
        .contains("does not print, though needed:\n  a.example/pause:9\n")
        .contains("prints besides, though nothing runs it:", "  registry.k8s.io/pause:3.9\n");

    session.run(
        "k0s", "images", "--release", "1.30.2", "--config", config.toString(), "--metrics-scraper");
    assertThat(session.out()).contains("though needed:", "pushgateway-ttl:1.4.0-k0s.0");
  }

  @Test
  void what_k0s_refuses_asks_for_no_images_and_what_it_reads_otherwise_is_told()
      throws IOException {
    Path config = folder.resolve("k0s.yaml");
    String[] line = {
      "k0s", "images", "--release", "1.30.2", "--config", config.toString(), "--format", "list"
    };
    Files.writeString(config, "spec: {images: {default_pull_policy: never}}");

    assertThat(session.run(line)).isEqualTo(2);
    assertThat(session.out()).isEmpty();
    assertThat(session.err()).contains(config + ":1:", "would not take it", "remedy: ");

    Files.writeString(config, "spec: {images: {coreDNS: {image: a, version: b}}}");
    assertThat(session.run(line)).isZero();
    assertThat(session.err()).contains("note: spec.images.coreDNS is read by k0s as ");
  }

  @Test
  void a_plain_list_is_fit_for_a_pipe_and_heeds_the_flags() {
    session.run(
        "k0s",
        "images",
        "--release",
        "1.36.3+k0s.2",
        "--format",
        "list",
        "--single",
        "--disable-components",
        "coredns,metrics-server",
        "--own-containerd");
    assertThat(session.out().lines())
        .hasSize(3)
        .allMatch(line -> line.matches("quay.io/k0sproject/[a-z-]+:\\S+"));

    session.run("k0s", "images", "--release", "1.36.3+k0s.2", "--format", "list", "--all");
    assertThat(session.out().lines()).hasSizeGreaterThan(10).doesNotHaveDuplicates();
  }

  @Test
  void machines_get_the_same() throws IOException {
    session.run("k0s", "images", "--release", "1.30.2", "--format", "json");

    assertThat(JSON.std.mapFrom(session.out()))
        .containsEntry("release", "v1.30.2+k0s.0")
        .containsKeys("images", "listImagesLacks", "listImagesAdds");
  }

  @Test
  void a_release_that_is_not_known_can_be_added() throws IOException {
    session.run("k0s", "images", "--release", "1.36.3+k0s.2", "--format", "list", "--all");
    Path images = folder.resolve("images.txt");
    Files.writeString(images, session.out().replaceAll("kube-proxy:\\S+", "kube-proxy:v1.36.9"));

    assertThat(session.run("k0s", "images", "--release", "v1.36.9+k0s.0")).isEqualTo(2);
    assertThat(session.err())
        .contains(
            "Nothing is known of k0s v1.36.9+k0s.0", "bulkhead k0s learn --release v1.36.9+k0s.0");

    assertThat(
            session.run(
                "k0s", "learn", "--release", "v1.36.9+k0s.0", "--images", images.toString()))
        .isZero();
    assertThat(session.out())
        .contains("is known now, with ", "v1.36.3+k0s.2, the nearest known release before it")
        .contains("  listImages            4\n");
    assertThat(folder.resolve("data/bulkhead/k0s-releases.json")).exists();

    assertThat(session.run("k0s", "images", "--release", "v1.36.9+k0s.0")).isZero();
    assertThat(session.out()).contains("quay.io/k0sproject/kube-proxy:v1.36.9\n");
  }

  @Test
  void a_file_of_releases_that_is_none_is_told_with_its_place() throws IOException {
    Path own = folder.resolve("own.json");
    Files.writeString(own, "{\"date\": \"2026-08-21\", \"tags\": {\"v1.99\": {}}}");

    assertThat(session.run("k0s", "images", "--release", "1.30.2", "--releases", own.toString()))
        .isEqualTo(2);
    assertThat(session.err()).contains(own + ":1:", "\"v1.99\" is no release.", "learn --help");
  }
}
