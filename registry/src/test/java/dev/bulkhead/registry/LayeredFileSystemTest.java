package dev.bulkhead.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.FileSystem.Finding;
import dev.bulkhead.testkit.image.TarLayer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LayeredFileSystemTest {
  private final MemoryStore store = new MemoryStore();

  @Test
  void a_file_of_an_upper_layer_is_found_without_reading_a_lower_one() {
    FileSystem files =
        stack(
            TarLayer.layer().file("bin/sh", 0755, "lower"),
            TarLayer.layer().directory("app", 0755).file("app/run", 0755, "upper"));

    assertThat(entry(files, "/app/run").size()).isEqualTo(5);
    assertThat(store.opened).hasSize(1);
  }

  @Test
  void a_white_out_removes_a_file_and_a_directory_with_all_in_it() {
    FileSystem files =
        stack(
            TarLayer.layer().file("a/file", 0644, "").file("b/c/d", 0644, ""),
            TarLayer.layer().whiteout("a/file").whiteout("b"));

    assertThat(files.find("/a/file")).isInstanceOf(Finding.Absent.class);
    assertThat(files.find("/b")).isInstanceOf(Finding.Absent.class);
    assertThat(files.find("/b/c/d")).isInstanceOf(Finding.Absent.class);
    assertThat(entry(files, "/a").isDirectory()).isTrue();
  }

  @Test
  void what_is_absent_names_the_layers_that_were_searched_down_to_one_that_hides_the_rest() {
    FileSystem files =
        stack(
            TarLayer.layer().file("etc/lower", 0644, ""),
            TarLayer.layer().opaque("etc").file("etc/own", 0644, ""),
            TarLayer.layer().file("bin/sh", 0755, ""));

    assertThat(searched(files, "/usr/absent")).hasSize(3).doesNotHaveDuplicates();
    assertThat(searched(files, "/etc/lower"))
        .isEqualTo(searched(files, "/usr/absent").subList(0, 2));
  }

  private static List<Digest> searched(FileSystem files, String path) {
    return ((Finding.Absent) files.find(path)).searched();
  }

  @Test
  void an_opaque_directory_hides_what_lower_layers_hold_but_not_its_own_layer() {
    FileSystem files =
        stack(
            TarLayer.layer().file("etc/old", 0644, "").file("etc/sub/old", 0644, ""),
            TarLayer.layer()
                .file("etc/before", 0644, "")
                .opaque("etc")
                .file("etc/after", 0644, ""));

    assertThat(files.find("/etc/old")).isInstanceOf(Finding.Absent.class);
    assertThat(files.find("/etc/sub")).isInstanceOf(Finding.Absent.class);
    assertThat(entry(files, "/etc/before").isFile()).isTrue();
    assertThat(entry(files, "/etc/after").isFile()).isTrue();
  }

  @Test
  void a_file_replaces_a_directory_and_a_directory_a_file() {
    FileSystem files =
        stack(
            TarLayer.layer().file("a/x", 0644, "").file("b", 0644, ""),
            TarLayer.layer().file("a", 0644, "").directory("b", 0700).file("b/y", 0644, ""));

    assertThat(files.find("/a/x")).isInstanceOf(Finding.Absent.class);
    assertThat(entry(files, "/a").isFile()).isTrue();
    assertThat(entry(files, "/b").mode()).isEqualTo(0700);
    assertThat(entry(files, "/b/y").isFile()).isTrue();
  }

  @Test
  void a_stated_directory_replaces_the_link_of_a_lower_layer() {
    FileSystem files =
        stack(
            TarLayer.layer().symlink("bin", "usr/bin").file("usr/bin/sh", 0755, ""),
            TarLayer.layer().directory("bin", 0755).file("bin/app", 0755, ""));

    assertThat(entry(files, "/bin").isDirectory()).isTrue();
    assertThat(files.find("/bin/sh")).isInstanceOf(Finding.Absent.class);
    assertThat(entry(files, "/usr/bin/sh").isFile()).isTrue();
    assertThat(files.find("/usr/bin/app")).isInstanceOf(Finding.Absent.class);
  }

  @Test
  void an_implied_directory_over_a_link_leaves_open_what_else_lies_in_it() {
    FileSystem files =
        stack(
            TarLayer.layer().symlink("bin", "usr/bin").file("usr/bin/sh", 0755, ""),
            TarLayer.layer().file("bin/app", 0755, ""));

    assertThat(entry(files, "/bin/app").isFile()).isTrue();
    assertThat(entry(files, "/usr/bin/sh").isFile()).isTrue();
    assertThat(files.find("/bin/sh"))
        .isInstanceOfSatisfying(
            Finding.Unknown.class,
            unknown -> assertThat(unknown.reason()).contains("/bin").contains("snapshotters"));
    assertThat(files.find("/usr/bin/app")).isInstanceOf(Finding.Unknown.class);
    assertThat(files.find("/usr/bin/other")).isInstanceOf(Finding.Absent.class);
  }

  @Test
  void an_implied_directory_takes_owner_and_mode_from_below() {
    FileSystem files =
        stack(
            TarLayer.layer().owner(7, 8).directory("data", 0700),
            TarLayer.layer().file("data/x", 0644, "").file("new/y", 0644, ""));

    assertThat(entry(files, "/data"))
        .extracting(FileEntry::mode, FileEntry::uid)
        .contains(0700, 7L);
    assertThat(entry(files, "/new")).extracting(FileEntry::mode, FileEntry::uid).contains(0755, 0L);
  }

  @Test
  void links_of_the_same_layer_are_followed_on_the_way_to_an_entry() {
    FileSystem files = stack(TarLayer.layer().symlink("bin", "usr/bin").file("bin/app", 0755, "x"));

    assertThat(entry(files, "/usr/bin/app").size()).isEqualTo(1);
    assertThat(entry(files, "/bin").isSymlink()).isTrue();
    assertThat(files.find("/bin/app")).isInstanceOf(Finding.Absent.class);
  }

  @Test
  void a_hard_link_to_a_file_of_a_lower_layer_is_that_file() {
    FileSystem files =
        stack(
            TarLayer.layer().file("busybox", 0755, "#!/lower\n"),
            TarLayer.layer().hardLink("bin/ls", "busybox"));

    assertThat(entry(files, "/bin/ls").content()).isEqualTo(new FileContent.Script("/lower"));
    assertThat(entry(files, "/bin/ls").path()).isEqualTo("/bin/ls");
  }

  @Test
  void the_root_is_a_directory_that_no_entry_changes() {
    FileSystem files = stack(TarLayer.layer().owner(5, 5).directory("./", 0700));

    assertThat(entry(files, "/")).extracting(FileEntry::mode, FileEntry::uid).contains(0755, 0L);
    assertThat(stack().find("/")).isInstanceOf(Finding.Present.class);
    assertThat(stack().find("/x")).isInstanceOf(Finding.Absent.class);
  }

  @Test
  void a_lower_layer_that_cannot_be_read_matters_only_where_it_is_needed() {
    LayerSource lower = store.layer("no archive, but a text".repeat(99).getBytes(US_ASCII));
    LayerSource upper = store.layer(TarLayer.layer().file("app", 0755, "").tar());
    var files = new LayeredFileSystem(List.of(lower, upper), Layers.uncached());

    assertThat(entry(files, "/app").isFile()).isTrue();
    assertThat(files.find("/other")).isInstanceOf(Finding.Unknown.class);
  }

  private FileSystem stack(TarLayer... layers) {
    return new LayeredFileSystem(
        Stream.of(layers).map(layer -> store.layer(layer.tar())).toList(), Layers.uncached());
  }

  private static FileEntry entry(FileSystem files, String path) {
    Finding finding = files.find(path);
    assertThat(finding).as(path).isInstanceOf(Finding.Present.class);
    return ((Finding.Present) finding).entry();
  }
}
