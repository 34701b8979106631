package dev.bulkhead.registry;

import static dev.bulkhead.registry.Refs.ref;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.ContentStore.ManifestAnswer;
import dev.bulkhead.registry.http.Desk;
import dev.bulkhead.registry.http.Mirror;
import dev.bulkhead.registry.http.RegistryListener;
import dev.bulkhead.registry.http.RegistryOptions;
import dev.bulkhead.testkit.image.ImageLayout;
import dev.bulkhead.testkit.image.ImageSpec;
import dev.bulkhead.testkit.image.TarLayer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentsTest {
  private static final FakeRegistry ORIGIN = new FakeRegistry();
  private static final FakeRegistry MIRROR = new FakeRegistry();
  private static final String MANIFEST =
      "{\"schemaVersion\": 2 ,\"config\":{},\"annotations\":{\"by\":\"J\u00f6rg \ud83d\ude80\"}}\n";

  @TempDir private Path folder;

  @BeforeEach
  void reset() {
    ORIGIN.reset();
    MIRROR.reset();
  }

  @AfterAll
  static void stop() {
    ORIGIN.stop();
    MIRROR.stop();
  }

  private static RegistryImages images(RegistryOptions options) {
    return RegistryImages.open(options, RegistryListener.NONE, Layers.uncached());
  }

  private static ManifestAnswer.Content content(ManifestAnswer answer) {
    assertThat(answer).isInstanceOf(ManifestAnswer.Content.class);
    return (ManifestAnswer.Content) answer;
  }

  @Test
  void the_bytes_of_a_manifest_are_the_bytes_that_were_sent() {
    ORIGIN.empty().manifest("a/b", "v1", Manifest.OCI_MANIFEST, MANIFEST);
    try (var images = images(Desk.options(folder))) {
      var manifest = content(images.content(ORIGIN.reference("a/b:v1")).manifest("v1"));

      assertThat(manifest.bytes()).isEqualTo(MANIFEST.getBytes(StandardCharsets.UTF_8));
      assertThat(VerifiedBlob.sha256(manifest.bytes())).isEqualTo(manifest.digest());
    }
  }

  @Test
  void bytes_that_are_no_text_are_not_taken_for_a_manifest() {
    byte[] bytes = "{\"schemaVersion\":2,\"x\":\"?\"}".getBytes(StandardCharsets.US_ASCII);
    bytes[bytes.length - 3] = (byte) 0xff;
    ORIGIN
        .empty()
        .server()
        .stubFor(
            WireMock.get(WireMock.urlPathEqualTo("/v2/a/b/manifests/v1"))
                .willReturn(WireMock.aResponse().withBody(bytes)));
    try (var images = images(Desk.options(folder))) {
      assertThat(images.content(ORIGIN.reference("a/b:v1")).manifest("v1"))
          .isInstanceOf(ManifestAnswer.NotTold.class);
    }
  }

  @Test
  void a_mirror_is_asked_first_and_the_origin_has_what_it_lacks() throws IOException {
    Digest held = MIRROR.empty().manifest("cache/a/b", "v1", Manifest.OCI_MANIFEST, MANIFEST);
    Digest blob = ORIGIN.empty().blob("a/b", new byte[] {7});
    var mirror = Mirror.read(ORIGIN.host() + "/a=" + MIRROR.host() + "/cache/a");
    try (var images = images(Desk.options(folder).withMirrors(List.of(mirror), false))) {
      var store = images.content(ORIGIN.reference("a/b:v1"));

      assertThat(content(store.manifest("v1")).digest()).isEqualTo(held);
      try (var bytes = store.blob(blob, 1)) {
        assertThat(bytes.readAllBytes()).containsExactly(7);
      }
      assertThat(store.manifest("v2")).isInstanceOf(ManifestAnswer.NotFound.class);
    }
  }

  @Test
  void with_mirrors_only_the_origin_gives_no_content() {
    MIRROR.empty();
    ORIGIN.empty().manifest("a/b", "v1", Manifest.OCI_MANIFEST, MANIFEST);
    var mirror = Mirror.read(ORIGIN.host() + "/a=" + MIRROR.host() + "/cache/a");
    try (var images = images(Desk.options(folder).withMirrors(List.of(mirror), true))) {
      assertThat(images.content(ORIGIN.reference("a/b:v1")).manifest("v1"))
          .isInstanceOf(ManifestAnswer.NotFound.class);
      assertThat(ORIGIN.server().getAllServeEvents()).isEmpty();
    }
  }

  @Test
  void local_images_come_before_registries_and_offline_they_are_all_there_is() throws IOException {
    var layout = ImageLayout.layout();
    String digest =
        layout.image(
            "ghcr.io/x/app:1.0",
            ImageSpec.linux("amd64").layer(TarLayer.layer().file("app", 0755, "x")));
    Path archive = folder.resolve("images.tar");
    layout.writeOciArchive(archive);
    try (var remote = images(Desk.options(folder).withoutNetwork())) {
      Contents contents =
          LocalImages.open(List.of(archive), Layers.uncached()).contentsBefore(remote);

      assertThat(
              content(contents.content(ref("ghcr.io/x/app:1.0")).manifest("1.0"))
                  .digest()
                  .toString())
          .isEqualTo(digest);
      assertThat(contents.content(ref("ghcr.io/x/other:1.0")).manifest("1.0"))
          .isInstanceOfSatisfying(
              ManifestAnswer.NotTold.class,
              told -> assertThat(told.reason()).contains("--offline"));
    }
  }

  @Test
  void an_archive_tells_what_it_lists_and_what_it_holds() throws IOException {
    var layout = ImageLayout.layout();
    String digest =
        layout.image(
            "ghcr.io/x/app:1.0",
            ImageSpec.linux("amd64").layer(TarLayer.layer().file("app", 0755, "x")));
    Path archive = folder.resolve("images.tar");
    layout.writeOciArchive(archive);

    LocalStore store = LocalStore.open(archive);

    assertThat(store.isCompressed()).isFalse();
    assertThat(store.listed())
        .singleElement()
        .satisfies(
            listed -> {
              assertThat(listed.names()).containsExactly("ghcr.io/x/app:1.0");
              assertThat(listed.descriptor().digest().toString()).isEqualTo(digest);
            });
    assertThat(store.size(Digest.parse(digest).orElseThrow())).hasValue(layout.blob(digest).length);
    assertThat(store.size(Digest.sha256("0".repeat(64)))).isEmpty();
  }
}
