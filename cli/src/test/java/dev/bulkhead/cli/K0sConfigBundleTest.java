package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.bulkhead.airgap.k0s.Components;
import dev.bulkhead.airgap.k0s.ConfigReader;
import dev.bulkhead.airgap.k0s.K0sReleases;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.airgap.k0s.NodeFlags;
import dev.bulkhead.testkit.image.ImageLayout;
import dev.bulkhead.testkit.image.ImageSpec;
import dev.bulkhead.testkit.image.TarLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether bundles have what a configuration asks for. */
class K0sConfigBundleTest {
  private static final String CHOSEN = "registry.example/coredns:1.11.3-own";
  private static final String PINNED =
      """
      kind: ClusterConfig
      metadata: {name: k0s, namespace: kube-system}
      spec:
        images:
          coredns: {image: registry.example/coredns, version: 1.11.3-own}
      """;

  @TempDir Path folder;
  private Session session = new Session(new FakeRooms(), Path.of("/"));

  @BeforeEach
  void open() {
    session =
        new Session(new FakeRooms(), folder.resolve("cache"))
            .with("XDG_DATA_HOME", folder.resolve("data").toString());
  }

  private int config(String text, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("dump.yaml"), text);
    return session.run(
        Stream.concat(
                Stream.of("k0s", "config", file.toString(), "--target", "v1.30.2"),
                Stream.of(options))
            .toArray(String[]::new));
  }

  private String bundle(String name, List<String> images) throws IOException {
    ImageLayout layout = ImageLayout.layout();
    images.forEach(image -> layout.image(image, standIn(image)));
    return written(name, layout);
  }

  private String written(String name, ImageLayout layout) throws IOException {
    Path file = folder.resolve(name);
    layout.writeOciArchive(file);
    return file.toString();
  }

  private static ImageSpec standIn(String image) {
    return ImageSpec.linux("amd64").layer(TarLayer.layer().file("is", 0644, image));
  }

  /** What the target needs by itself. */
  private static List<String> usual() {
    var release = K0sReleases.builtIn().require(K0sVersion.parse("v1.30.2+k0s.0").orElseThrow());
    return Components.of(ConfigReader.read("k0s.yaml", ""), release, NodeFlags.USUAL).stream()
        .map(one -> one.image().toString())
        .toList();
  }

  @Test
  void a_choice_that_the_release_s_bundle_lacks_is_an_error() throws IOException {
    String bundle = bundle("k0s.tar", usual());

    assertThat(config(PINNED, "--bundle", bundle)).isEqualTo(1);
    assertThat(session.out())
        .contains(
            "error airgap-image-missing",
            bundle
                + " holds no "
                + CHOSEN
                + ", asked for by k0s v1.30.2+k0s.0, spec.images.coredns (chosen).",
            "dump.yaml:5:5",
            "would run quay.io/k0sproject/coredns:1.11.3. " + bundle + " does not have it.");
  }

  @Test
  void with_a_bundle_of_its_own_everything_is_proven() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    bundle("images/k0s.tar", usual());
    bundle("images/own.tar", List.of(CHOSEN));

    assertThat(config(PINNED, "--bundle", images.toString())).isZero();
    assertThat(session.out())
        .contains(
            "coredns:1.11.3. " + images + " has it.",
            "remedy: Keep it if it is meant.\n",
            ", 0 unproven")
        .doesNotContain("airgap-");
  }

  @Test
  void machines_are_told_of_each_image() throws IOException {
    config(PINNED, "--format", "json", "--bundle", bundle("k0s.tar", usual()));

    assertThat(JSON.std.mapFrom(session.out())).containsKey("verdicts");
    assertThat(session.out().lines().filter(line -> line.contains("\"airgap-image-missing\"")))
        .hasSize(usual().size());
  }

  @Test
  void an_image_for_another_platform_is_not_there() throws IOException {
    String bundle = bundle("own.tar", List.of(CHOSEN));

    config(PINNED, "--bundle", bundle, "--platform", "linux/amd64,linux/arm64");
    assertThat(session.out())
        .contains("own.tar does not have it for linux/arm64.", "error airgap-platform-missing");
  }

  @Test
  void a_name_with_a_digest_is_held_to_that_digest() throws IOException {
    ImageLayout layout = ImageLayout.layout();
    var meant = layout.manifest("meant", standIn("meant"));
    var other = layout.manifest("other", standIn("other"));
    String digest = String.valueOf(meant.get("digest"));
    layout.name("registry.example/coredns@" + digest, other);
    String pinned = PINNED.replace("1.11.3-own", "1.11.3@" + digest);

    assertThat(config(pinned, "--bundle", written("own.tar", layout))).isEqualTo(1);
    assertThat(session.out())
        .contains("error airgap-content-damaged", "does not have it")
        .doesNotContain("has it.");
  }

  @Test
  void without_bundles_one_line_says_how_to_name_them() throws IOException {
    assertThat(config(PINNED)).isZero();
    assertThat(session.out())
        .contains(
            "Nobody says which bundles are to hold what was chosen: spec.images.coredns.",
            "remedy: Name them with --bundle FILE.",
            ", 1 unproven");

    assertThat(config("kind: ClusterConfig\nspec: {}\n")).isZero();
    assertThat(session.out()).contains(", 0 violated, 0 unproven");
  }

  @Test
  void what_is_taken_out_is_not_asked_for_any_more() throws IOException {
    String stale =
        PINNED.replaceAll(
            "coredns: .*",
            "kubeproxy: {image: quay.io/k0sproject/kube-proxy, version: v1.29.6-1}\n"
                + "    konnectivity: {image: quay.io/k0sproject/apiserver-network-proxy-agent,"
                + " version: v0.1.4}");
    String bundle = bundle("k0s.tar", usual());

    assertThat(config(stale, "--bundle", bundle)).isEqualTo(1);
    assertThat(session.out()).contains("holds no quay.io/k0sproject/kube-proxy:v1.29.6-1");
    assertThat(config(stale, "--write", "--bundle", bundle)).isZero();
  }

  @Test
  void a_bundle_that_is_none_is_told() throws IOException {
    assertThat(config(PINNED, "--bundle", folder.resolve("nowhere.tar").toString())).isEqualTo(2);
    assertThat(session.err()).contains("There is no file " + folder.resolve("nowhere.tar"));

    Path text = Files.writeString(folder.resolve("text.tar"), "no archive");
    assertThat(config(PINNED, "--bundle", text.toString())).isEqualTo(1);
    assertThat(session.out()).contains("error bundle-unreadable");
  }
}
