package dev.bulkhead.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.bulkhead.registry.FileSystem.Finding;
import dev.bulkhead.testkit.image.ImageLayout;
import dev.bulkhead.testkit.image.TarLayer;
import dev.bulkhead.testkit.image.TinyElf;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerReaderTest {
  private final MemoryStore store = new MemoryStore();

  @ParameterizedTest
  @ValueSource(strings = {"plain", "gzip", "gzip of two members", "zstd", "zstd of two frames"})
  void a_layer_is_read_however_it_is_compressed(String way) {
    byte[] tar = TarLayer.layer().directory("bin", 0755).file("bin/app", 0755, "#!/bin/sh\n").tar();

    assertThat(entry(store.layer(packed(way, tar), tar), "/bin/app").content())
        .isEqualTo(new FileContent.Script("/bin/sh"));
  }

  private static byte[] packed(String way, byte[] tar) {
    byte[] first = Arrays.copyOf(tar, 700);
    byte[] second = Arrays.copyOfRange(tar, 700, tar.length);
    return switch (way) {
      case "plain" -> tar;
      case "gzip" -> ImageLayout.gzip(tar);
      case "gzip of two members" -> joined(ImageLayout.gzip(first), ImageLayout.gzip(second));
      case "zstd" -> Zstd.compress(tar);
      default -> joined(Zstd.compress(first), Zstd.compress(second));
    };
  }

  private static byte[] joined(byte[]... parts) {
    var bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }

  @Test
  void an_entry_keeps_its_type_owner_mode_and_size() {
    byte[] tar =
        TarLayer.layer()
            .owner(1000, 2000)
            .file("su", 04755, "twelve bytes")
            .symlink("link", "/su")
            .device("null")
            .directory("dir", 01777)
            .tar();

    assertThat(entry(store.layer(tar), "/su"))
        .isEqualTo(
            new FileEntry(
                "/su",
                FileEntry.Type.FILE,
                04755,
                1000,
                2000,
                12,
                "",
                new FileContent.Other("7477656c7665206279746573")));
    assertThat(entry(store.layer(tar), "/link").linkTarget()).isEqualTo("/su");
    assertThat(entry(store.layer(tar), "/null").type()).isEqualTo(FileEntry.Type.SPECIAL);
    assertThat(entry(store.layer(tar), "/dir").mode()).isEqualTo(01777);
  }

  @ParameterizedTest
  @ValueSource(strings = {"./app", "/app", "../../app", "x/../app", "./x/.././app", "//app"})
  void a_name_is_taken_from_the_root_and_never_leads_out_of_it(String name) {
    assertThat(entry(store.layer(TarLayer.layer().file(name, 0755, "x").tar()), "/app").isFile())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void long_names_and_targets_and_great_owners_are_read_in_both_formats(boolean gnu) {
    String name = "d".repeat(90) + "/" + "é".repeat(60) + "/" + "f".repeat(200);
    var layer = TarLayer.layer();
    if (gnu) {
      layer.gnu();
    }
    layer.owner(4_000_000_000L, 3_000_000_000L).file(name, 0755, "x").symlink("l", "t".repeat(300));

    LayerSource source = store.layer(layer.tar());

    assertThat(entry(source, "/" + name).uid()).isEqualTo(4_000_000_000L);
    assertThat(entry(source, "/" + name).gid()).isEqualTo(3_000_000_000L);
    assertThat(entry(source, "/l").linkTarget()).isEqualTo("t".repeat(300));
  }

  @Test
  void global_headers_do_not_count() {
    byte[] record = TarLayer.paxRecord("path", "wrong").getBytes(UTF_8);
    byte[] tar = TarLayer.layer().entry('g', "global", 0, "", record).file("a", 0644, "x").tar();

    assertThat(entry(store.layer(tar), "/a").isFile()).isTrue();
  }

  @Test
  void the_last_of_several_entries_for_a_path_wins() {
    byte[] tar =
        TarLayer.layer()
            .directory("a", 0755)
            .file("a/b", 0644, "x")
            .file("a", 0600, "now a file")
            .tar();

    assertThat(entry(store.layer(tar), "/a").isFile()).isTrue();
    assertThat(find(store.layer(tar), "/a/b")).isInstanceOf(Finding.Absent.class);
  }

  @Test
  void a_hard_link_is_the_file_that_it_names() {
    byte[] tar =
        TarLayer.layer().file("busybox", 0755, "#!/x\n").hardLink("bin/ls", "busybox").tar();

    assertThat(entry(store.layer(tar), "/bin/ls"))
        .extracting(FileEntry::type, FileEntry::mode, FileEntry::size, FileEntry::content)
        .containsExactly(FileEntry.Type.FILE, 0755, 5L, new FileContent.Script("/x"));
  }

  @Test
  void a_sparse_file_is_read_with_its_holes() {
    String records =
        TarLayer.paxRecord("GNU.sparse.major", "1")
            + TarLayer.paxRecord("GNU.sparse.minor", "0")
            + TarLayer.paxRecord("GNU.sparse.name", "holes")
            + TarLayer.paxRecord("GNU.sparse.realsize", "1000000");
    byte[] data = Arrays.copyOf("1\n4\n3\n".getBytes(UTF_8), 515);
    System.arraycopy("abc".getBytes(UTF_8), 0, data, 512, 3);
    byte[] tar = TarLayer.layer().pax(records).file("stored", 0644, data).tar();

    FileEntry entry = entry(store.layer(tar), "/holes");

    assertThat(entry.size()).isEqualTo(1_000_000);
    assertThat(entry.content()).isEqualTo(new FileContent.Other("00000000616263" + "00".repeat(9)));
  }

  @Test
  void files_that_decide_who_runs_what_are_kept_as_text() {
    byte[] tar =
        TarLayer.layer()
            .file("etc/passwd", 0644, "root:x:0:0::/root:/bin/sh\n")
            .file("./etc/ld.so.conf.d/x.conf", 0644, "/opt/lib\n")
            .file("etc/ld-musl-x86_64.path", 0644, "/lib\n")
            .file("etc/group", 0644, "g".repeat(70_000))
            .file("etc/hosts", 0644, "127.0.0.1")
            .tar();
    LayerSource source = store.layer(tar);

    assertThat(entry(source, "/etc/passwd").content())
        .isEqualTo(new FileContent.Text("root:x:0:0::/root:/bin/sh\n"));
    assertThat(entry(source, "/etc/ld.so.conf.d/x.conf").content())
        .isEqualTo(new FileContent.Text("/opt/lib\n"));
    assertThat(entry(source, "/etc/ld-musl-x86_64.path").content())
        .isEqualTo(new FileContent.Text("/lib\n"));
    assertThat(entry(source, "/etc/group").content()).isInstanceOf(FileContent.Other.class);
    assertThat(entry(source, "/etc/hosts").content()).isInstanceOf(FileContent.Other.class);
  }

  @Test
  void a_scripts_first_line_keeps_its_carriage_return_and_ends_where_the_kernel_stops() {
    byte[] tar =
        TarLayer.layer()
            .file("crlf", 0755, "#!/bin/sh\r\nexit\r\n")
            .file("long", 0755, "#!" + "x".repeat(400))
            .file("empty", 0755, "")
            .tar();
    LayerSource source = store.layer(tar);

    assertThat(entry(source, "/crlf").content()).isEqualTo(new FileContent.Script("/bin/sh\r"));
    assertThat(entry(source, "/long").content()).isEqualTo(new FileContent.Script("x".repeat(254)));
    assertThat(entry(source, "/empty").content()).isEqualTo(new FileContent.Empty());
  }

  @Test
  void a_static_program_has_neither_interpreter_nor_libraries() {
    assertThat(elf(TinyElf.program(TinyElf.X86_64)))
        .isEqualTo(new FileContent.Elf(62, 64, true, 2, null, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100_000, 3_000_000, 6_000_000})
  void a_dynamic_program_tells_interpreter_and_libraries_wherever_its_section_lies(int padding) {
    TinyElf program =
        TinyElf.program(TinyElf.X86_64)
            .type(3)
            .interpreter("/lib64/ld-linux-x86-64.so.2")
            .needs("libc.so.6")
            .needs("libz.so.1")
            .runpath("$ORIGIN/../lib:/opt/lib")
            .padded(padding, 1000);

    assertThat(elf(program))
        .isEqualTo(
            new FileContent.Elf(
                62,
                64,
                true,
                3,
                "/lib64/ld-linux-x86-64.so.2",
                new FileContent.Libraries(
                    List.of("libc.so.6", "libz.so.1"),
                    List.of(),
                    List.of("$ORIGIN/../lib", "/opt/lib"))));
  }

  @Test
  void a_32_bit_program_with_the_most_significant_byte_first_is_read() {
    TinyElf program =
        TinyElf.program(20)
            .bits32()
            .bigEndian()
            .interpreter("/lib/ld.so.1")
            .needs("libm.so")
            .rpath("/x");

    assertThat(elf(program))
        .isEqualTo(
            new FileContent.Elf(
                20,
                32,
                false,
                2,
                "/lib/ld.so.1",
                new FileContent.Libraries(List.of("libm.so"), List.of("/x"), List.of())));
  }

  @Test
  void a_damaged_program_header_does_not_stop_the_reading() {
    byte[] program = TinyElf.program(62).interpreter("/lib/ld.so").needs("libc.so").bytes();
    for (int i = 32; i < program.length; i++) {
      byte[] damaged = program.clone();
      damaged[i] = (byte) 0xff;
      byte[] tar = TarLayer.layer().file("app", 0755, damaged).file("after", 0644, "x").tar();

      assertThat(entry(store.layer(tar), "/after").isFile()).isTrue();
      assertThat(entry(store.layer(tar), "/app").content()).isInstanceOf(FileContent.Elf.class);
    }
  }

  private FileContent elf(TinyElf program) {
    return entry(store.layer(TarLayer.layer().file("app", 0755, program.bytes()).tar()), "/app")
        .content();
  }

  private static Finding find(LayerSource source, String path) {
    return new LayeredFileSystem(List.of(source), Layers.uncached()).find(path);
  }

  private static FileEntry entry(LayerSource source, String path) {
    Finding finding = find(source, path);
    assertThat(finding).isInstanceOf(Finding.Present.class);
    return ((Finding.Present) finding).entry();
  }
}
