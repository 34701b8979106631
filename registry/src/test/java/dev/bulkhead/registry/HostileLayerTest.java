package dev.bulkhead.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.bulkhead.registry.FileSystem.Finding;
import dev.bulkhead.testkit.image.ImageLayout;
import dev.bulkhead.testkit.image.TarLayer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a layer holds, the answer is a reason, never a crash, and memory stays bounded. */
class HostileLayerTest {
  private static final LayerLimits SMALL = new LayerLimits(1 << 20, 1000, 1 << 16);
  private static final byte[] TAR = TarLayer.layer().file("app", 0755, "content").tar();

  private final MemoryStore store = new MemoryStore();

  @Test
  void a_blob_of_other_content_is_unknown() {
    LayerSource source = store.layer(TAR);
    byte[] other = TAR.clone();
    other[600] ^= 1;
    store.lie(source.digest().toString(), other);

    assertThat(reason(source)).contains("holds other content");
  }

  @Test
  void a_blob_that_is_too_short_or_too_long_is_unknown() {
    LayerSource source = store.layer(TAR);

    store.lie(source.digest().toString(), Arrays.copyOf(TAR, 1536));
    assertThat(reason(source)).contains("ended after 1,536 of 2,048 bytes");

    store.lie(source.digest().toString(), Arrays.copyOf(TAR, 4096));
    assertThat(reason(source)).contains("is longer than its 2,048 bytes");
  }

  @Test
  void content_that_the_config_does_not_name_is_unknown() {
    LayerSource source = store.layer(ImageLayout.gzip(TAR), "something else".getBytes(UTF_8));

    assertThat(reason(source)).contains("as the image's config states");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 30, 60})
  void a_compressed_stream_that_ends_too_early_is_unknown(int missing) {
    byte[] gzip = ImageLayout.gzip(TAR);
    byte[] cut = Arrays.copyOf(gzip, gzip.length - missing);

    assertThat(reason(store.layer(cut, TAR))).contains("ends too early");
  }

  @Test
  void a_damaged_stream_is_unknown() {
    byte[] gzip = ImageLayout.gzip(TAR);
    gzip[gzip.length - 6] ^= 1;
    assertThat(reason(store.layer(gzip, TAR))).contains("checksum");

    byte[] zstd = Zstd.compress(TAR);
    Arrays.fill(zstd, 8, zstd.length, (byte) 0xff);
    assertThat(reason(store.layer(zstd, TAR))).contains("could not be read");
  }

  @Test
  void an_archive_that_ends_within_an_entry_is_unknown() {
    byte[] tar = TarLayer.layer().file("app", 0755, "x".repeat(2000)).unfinished();

    assertThat(reason(store.layer(Arrays.copyOf(tar, 1024)))).contains("ends in the middle");
  }

  @Test
  void an_archive_without_its_end_marks_is_read() {
    byte[] tar = TarLayer.layer().file("app", 0755, "x").unfinished();

    assertThat(find(store.layer(tar), "/app")).isInstanceOf(Finding.Present.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void a_decompression_bomb_is_read_no_further_than_the_limit(String way) {
    byte[] tar = TarLayer.layer().file("bomb", 0644, new byte[8 << 20]).tar();
    byte[] packed = way.equals("gzip") ? ImageLayout.gzip(tar) : Zstd.compress(tar);

    assertThat(reason(store.layer(packed, tar))).contains("more than 1,048,576 bytes");
  }

  @Test
  void too_many_entries_are_refused_implied_directories_included() {
    var many = TarLayer.layer();
    for (int i = 0; i < 400; i++) {
      many.file("d%d/e/f".formatted(i), 0644, "");
    }

    assertThat(reason(store.layer(many.tar()))).contains("more than 1,000 entries");
  }

  @Test
  void too_much_to_keep_is_refused() {
    var much = TarLayer.layer();
    for (int i = 0; i < 300; i++) {
      much.file("s" + i, 0755, "#!" + "x".repeat(250));
    }

    assertThat(reason(store.layer(much.tar()))).contains("take more than 65,536 bytes");
  }

  @Test
  void paths_that_no_linux_takes_are_refused() {
    assertThat(reason(store.layer(TarLayer.layer().file("x".repeat(256), 0644, "").tar())))
        .contains("a name of 256 bytes");
    assertThat(reason(store.layer(TarLayer.layer().file("d/".repeat(2100), 0644, "").tar())))
        .contains("a path of 4,199 bytes");
    assertThat(reason(store.layer(TarLayer.layer().symlink("l", "x".repeat(5000)).tar())))
        .contains("target has 5,000 bytes");
  }

  @Test
  void links_that_lead_in_a_circle_are_refused() {
    byte[] tar = TarLayer.layer().symlink("a", "b").symlink("b", "a").file("a/x", 0644, "").tar();

    assertThat(reason(store.layer(tar))).contains("more than 255 links");
  }

  @ParameterizedTest
  @CsvSource({
    ".wh., no name",
    ".wh..., no name",
    "file/under, no directory",
  })
  void what_cannot_be_unpacked_is_refused(String name, String why) {
    byte[] tar = TarLayer.layer().file("file", 0644, "x").file(name, 0644, "").tar();

    assertThat(reason(store.layer(tar))).contains(why);
  }

  @Test
  void an_entry_of_unknown_type_is_refused() {
    byte[] tar = TarLayer.layer().entry('Z', "z", 0644, "", new byte[0]).tar();

    assertThat(reason(store.layer(tar))).contains("unknown type");
  }

  @Test
  void an_extended_header_without_measure_is_refused() {
    byte[] tar = TarLayer.layer().headerOnly('x', "pax", 1L << 30).unfinished();

    assertThat(reason(store.layer(tar))).contains("extended header of 1,073,741,824 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999999 path=x\n", "12 path=x\n", "x path=y\n", "0 =\n", "-5 a=b\n"})
  void a_malformed_pax_header_is_refused(String records) {
    byte[] tar = TarLayer.layer().pax(records).file("a", 0644, "").tar();

    assertThat(reason(store.layer(tar))).contains("PAX header");
  }

  @Test
  void a_sparse_file_of_absurd_size_takes_no_time() {
    String records =
        TarLayer.paxRecord("GNU.sparse.map", "")
            + TarLayer.paxRecord("GNU.sparse.size", String.valueOf(Long.MAX_VALUE));
    byte[] tar = TarLayer.layer().pax(records).file("huge", 0755, "").tar();

    assertThat(find(store.layer(tar), "/huge"))
        .isInstanceOfSatisfying(
            Finding.Present.class,
            present -> assertThat(present.entry().size()).isEqualTo(Long.MAX_VALUE));
  }

  @Test
  void what_is_no_archive_at_all_is_unknown() {
    byte[] text = "This is no archive. ".repeat(100).getBytes(UTF_8);

    assertThat(reason(store.layer(text))).contains("could not be read");
  }

  @Test
  void a_layer_that_is_not_there_is_unknown_and_asked_for_once() {
    var source =
        new LayerSource(
            store,
            Descriptor.of("", MemoryStore.parsed(ImageLayout.digest(TAR)), TAR.length),
            MemoryStore.parsed(ImageLayout.digest(TAR)));
    var files = new LayeredFileSystem(List.of(source), Layers.uncached());

    assertThat(files.find("/a")).isInstanceOf(Finding.Unknown.class);
    assertThat(files.find("/b")).isInstanceOf(Finding.Unknown.class);
    assertThat(store.opened).hasSize(1);
  }

  @Test
  void an_archive_may_end_without_the_padding_of_its_last_entry() {
    byte[] tar = TarLayer.layer().file("last", 0755, "#!/bin/sh").tar();
    byte[] unpadded = Arrays.copyOf(tar, TarHeader.BLOCK + "#!/bin/sh".length());

    assertThat(find(store.layer(unpadded), "/last")).isInstanceOf(FileSystem.Finding.Present.class);
    assertThat(find(store.layer(Arrays.copyOf(tar, TarHeader.BLOCK + 4)), "/last"))
        .isInstanceOf(FileSystem.Finding.Unknown.class);
  }

  @Test
  void every_damage_of_a_single_byte_ends_in_an_answer() {
    byte[] tar =
        TarLayer.layer()
            .gnu()
            .file("d/" + "x".repeat(150), 0755, "#!/bin/sh")
            .symlink("l", "d")
            .tar();
    for (int i = 0; i < tar.length - 1024; i++) {
      byte[] damaged = tar.clone();
      damaged[i] ^= (byte) 0x95;

      assertThat(find(store.layer(damaged), "/d")).isNotNull();
    }
  }

  private static Finding find(LayerSource source, String path) {
    return new LayeredFileSystem(List.of(source), Layers.uncached(SMALL)).find(path);
  }

  private static String reason(LayerSource source) {
    Finding finding = find(source, "/app");
    assertThat(finding).isInstanceOf(Finding.Unknown.class);
    return ((Finding.Unknown) finding).reason();
  }
}
