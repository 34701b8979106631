package dev.bulkhead.airgap.verify.containerd;

import static dev.bulkhead.model.Platform.LINUX_AMD64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.airgap.Holding;
import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.testkit.image.ImageLayout;
import dev.bulkhead.testkit.image.ImageSpec;
import dev.bulkhead.testkit.image.TarLayer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerdStoreTest {
  private static final String APP = "registry.example/app:v1";

  @TempDir private Path folder;
  private final ImageLayout layout = ImageLayout.layout();
  private final Map<String, Object> blobs = new HashMap<>();
  private String digest = "";

  @BeforeEach
  void fill() throws IOException {
    digest =
        layout.image(
            APP, ImageSpec.linux("amd64").layer(TarLayer.layer().file("app", 0755, "the program")));
    for (var blob : layout.blobs().entrySet()) {
      Files.createDirectories(file(blob.getKey()).getParent());
      Files.write(file(blob.getKey()), blob.getValue());
      blobs.put(blob.getKey(), Map.of("size", "1"));
    }
    write(APP, digest);
  }

  private Path file(String blob) {
    return folder.resolve(NodeContent.CONTENT).resolve("blobs").resolve(blob.replace(':', '/'));
  }

  private void write(String name, String target) throws IOException {
    Path database = folder.resolve("io.containerd.metadata.v1.bolt/meta.db");
    Files.createDirectories(database.getParent());
    Files.write(
        database,
        BoltFixture.of(
            Map.of(
                "v1",
                Map.of(
                    "k8s.io",
                    Map.of(
                        "images",
                        Map.of(name, Map.of("target", Map.of("digest", target))),
                        "content",
                        Map.of("blob", blobs))))));
  }

  private static ImageReference reference(String text) {
    return ((ImageReference.Reading.Valid) ImageReference.read(text)).reference();
  }

  private Holding app(Platform platform) {
    return ContainerdStore.read(folder, ContainerdStore.KUBERNETES).of(reference(APP), platform);
  }

  private String config() {
    return blob(text -> text.contains("\"rootfs\""));
  }

  private String layer() {
    return blob(text -> !text.startsWith("{"));
  }

  private String blob(Predicate<String> condition) {
    return layout.blobs().entrySet().stream()
        .filter(one -> condition.test(new String(one.getValue(), StandardCharsets.UTF_8)))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void an_image_is_held_where_its_name_its_content_and_every_byte_of_it_are_there() {
    assertThat(app(LINUX_AMD64))
        .isInstanceOfSatisfying(
            Holding.Held.class,
            held -> {
              assertThat(held.digest()).isEqualTo(Digest.parse(digest).orElseThrow());
              assertThat(held.where()).isEqualTo(folder.toString());
            });
    assertThat(app(Platform.of("linux", "s390x", ""))).isInstanceOf(Holding.OtherPlatforms.class);
  }

  @Test
  void another_name_serves_nobody() throws IOException {
    write("registry.example/app:v2", digest);

    assertThat(app(LINUX_AMD64)).isEqualTo(new Holding.Absent());
  }

  @Test
  void content_that_another_namespace_alone_has_is_not_there() throws IOException {
    blobs.remove(layer());
    write(APP, digest);

    assertThat(app(LINUX_AMD64)).isInstanceOf(Holding.Damaged.class);
  }

  @Test
  void a_layer_that_is_damaged_is_found_by_its_digest() throws IOException {
    byte[] content = layout.blob(layer()).clone();
    content[content.length / 2] ^= 1;
    Files.write(file(layer()), content);

    assertThat(app(LINUX_AMD64))
        .isInstanceOfSatisfying(
            Holding.Damaged.class,
            damaged -> assertThat(damaged.fault()).contains("holds other content"));
  }

  @Test
  void a_layer_that_is_gone_is_damage_unless_the_image_was_unpacked() throws IOException {
    Files.delete(file(layer()));
    assertThat(app(LINUX_AMD64))
        .isInstanceOfSatisfying(
            Holding.Damaged.class, damaged -> assertThat(damaged.fault()).contains("is not there"));

    blobs.put(
        config(),
        Map.of("labels", Map.of("containerd.io/gc.ref.snapshot.overlayfs", "sha256:chain")));
    write(APP, digest);
    assertThat(app(LINUX_AMD64))
        .isInstanceOfSatisfying(
            Holding.Unknown.class,
            unknown -> assertThat(unknown.reason()).contains("discard_unpacked_layers"));
  }

  @Test
  void of_a_namespace_that_is_not_there_nothing_is_claimed() {
    assertThat(ContainerdStore.read(folder, "moby").of(reference(APP), LINUX_AMD64))
        .isInstanceOfSatisfying(
            Holding.Unknown.class,
            unknown -> {
              assertThat(unknown.reason()).endsWith("has no namespace moby; it has k8s.io.");
              assertThat(unknown.supply()).contains("--containerd-namespace");
            });
  }

  @Test
  void of_a_store_without_its_database_nothing_is_claimed() throws IOException {
    Files.delete(folder.resolve("io.containerd.metadata.v1.bolt/meta.db"));

    assertThat(app(LINUX_AMD64))
        .isInstanceOfSatisfying(
            Holding.Unknown.class,
            unknown -> assertThat(unknown.reason()).contains("meta.db, which cannot be read: "));
  }
}
