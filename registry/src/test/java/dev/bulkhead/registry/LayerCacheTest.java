package dev.bulkhead.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.registry.FileSystem.Finding;
import dev.bulkhead.testkit.image.ImageLayout;
import dev.bulkhead.testkit.image.TarLayer;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerCacheTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir Path folder;

  private final MemoryStore store = new MemoryStore();
  private @Nullable Path only;

  @Test
  void a_layer_that_was_read_is_not_read_again_by_a_later_run() {
    LayerSource layer = layer("app");

    Finding first = find(layer, "/app", cache(0));
    Finding second = find(layer, "/app", cache(1));

    assertThat(second).isEqualTo(first);
    assertThat(store.opened).hasSize(1);
  }

  @Test
  void every_damage_is_found_and_mended() throws IOException {
    LayerSource layer = layer("app");
    Finding first = find(layer, "/app", cache(0));
    byte[] whole = Files.readAllBytes(file());

    for (int i = 0; i < whole.length; i += 7) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x55;
      Files.write(file(), damaged);

      assertThat(cache(0).get(layer)).isEmpty();
      assertThat(file()).doesNotExist();
    }
    Files.write(file(), new byte[3]);

    assertThat(find(layer, "/app", cache(0))).isEqualTo(first);
    assertThat(cache(0).get(layer)).isPresent();
  }

  @Test
  void a_wrong_digest_of_the_content_is_found_out_in_spite_of_the_cache() {
    LayerSource layer = layer("app");
    var wrong =
        new LayerSource(store, layer.blob(), MemoryStore.parsed(ImageLayout.digest(new byte[1])));
    var _ = find(layer, "/app", cache(0));

    assertThat(find(wrong, "/app", cache(0))).isInstanceOf(Finding.Unknown.class);
  }

  @Test
  void what_was_not_used_for_longest_makes_room() throws IOException {
    LayerSource one = layer("one");
    LayerSource two = layer("two");
    LayerSource three = layer("three");
    var _ = find(one, "/one", cache(0));
    long size = Files.size(file());
    var small = new LayerCache(folder, 2 * size + size / 2, at(3));
    var _ = find(two, "/two", cache(1));
    assertThat(cache(2).get(one)).isPresent();

    var _ = find(three, "/three", small);

    assertThat(cache(4).get(one)).isPresent();
    assertThat(cache(4).get(two)).isEmpty();
    assertThat(cache(4).get(three)).isPresent();
  }

  @Test
  void it_tells_what_it_holds_and_can_be_emptied() {
    var _ = find(layer("one"), "/one", cache(0));
    var _ = find(layer("two"), "/two", cache(0));

    assertThat(cache(0).info().layers()).isEqualTo(2);
    assertThat(cache(0).clear().bytes()).isPositive();
    assertThat(cache(0).info()).isEqualTo(new LayerCache.Contents(folder, 0, 0));
  }

  @Test
  void several_may_write_the_same_layer_at_once() {
    LayerSource layer = layer("app");
    LayerIndex index = cache(0).get(layer).orElseGet(() -> read(layer));

    IntStream.range(0, 64).parallel().forEach(_ -> cache(0).put(layer, index));

    assertThat(cache(0).get(layer)).isPresent();
    assertThat(folder.toFile().list()).hasSize(1);
  }

  private static LayerIndex read(LayerSource layer) {
    try {
      return Layers.uncached().index(layer);
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  @Test
  void a_cache_that_cannot_be_written_to_is_done_without() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    var blocked = new LayerCache(file.resolve("layers"), 1 << 20, at(0));

    assertThat(find(layer("app"), "/app", blocked)).isInstanceOf(Finding.Present.class);
    assertThat(blocked.info().layers()).isZero();
  }

  @Test
  void a_cache_that_can_only_be_read_is_read() throws IOException {
    LayerSource held = layer("app");
    find(held, "/app", cache(0));
    Path archive = folder.resolve("cache.zip");
    try (var zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Files.copy(file(), zip.getPath("/" + file().getFileName()));
    }
    store.opened.clear();

    try (var zip = FileSystems.newFileSystem(archive, Map.of("accessMode", "readOnly"))) {
      var readOnly = new LayerCache(zip.getPath("/"), 1 << 20, at(0));

      assertThat(find(held, "/app", readOnly)).isInstanceOf(Finding.Present.class);
      assertThat(store.opened).isEmpty();
      assertThat(find(layer("other"), "/other", readOnly)).isInstanceOf(Finding.Present.class);
      assertThat(readOnly.clear().layers()).isEqualTo(1);
    }
  }

  @Test
  void the_directory_follows_the_environment() {
    Path home = Path.of("/home/ada");

    assertThat(LayerCache.directory(Map.of(), home))
        .isEqualTo(Path.of("/home/ada/.cache/bulkhead/layers"));
    assertThat(LayerCache.directory(Map.of("XDG_CACHE_HOME", "/var/c"), home))
        .isEqualTo(Path.of("/var/c/bulkhead/layers"));
    assertThat(LayerCache.directory(Map.of("XDG_CACHE_HOME", "relative"), home))
        .isEqualTo(Path.of("/home/ada/.cache/bulkhead/layers"));
  }

  private LayerSource layer(String name) {
    return store.layer(TarLayer.layer().file(name, 0755, "#!/bin/" + name).tar());
  }

  private LayerCache cache(int minute) {
    return new LayerCache(folder, 1 << 20, at(minute));
  }

  private static Clock at(int minute) {
    return Clock.fixed(NOON.plusSeconds(60L * minute), ZoneOffset.UTC);
  }

  private Path file() throws IOException {
    if (only == null) {
      try (var files = Files.list(folder)) {
        only = files.findFirst().orElseThrow();
      }
    }
    return only;
  }

  private static Finding find(LayerSource layer, String path, LayerCache cache) {
    return new LayeredFileSystem(List.of(layer), Layers.cachedIn(cache)).find(path);
  }
}
