package dev.bulkhead.render.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeLibraryTest {
  @TempDir private Path cache;

  @Test
  void the_library_is_unpacked_once() throws IOException {
    Path first = new NativeLibrary(cache).load(path -> path);
    Files.setLastModifiedTime(first, FileTime.fromMillis(1_000_000));
    Path second = new NativeLibrary(cache).load(path -> path);
    assertThat(second).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(second).toMillis()).isEqualTo(1_000_000);
  }

  @Test
  void a_damaged_library_is_unpacked_again() throws IOException {
    Path file = new NativeLibrary(cache).load(path -> path);
    long size = Files.size(file);
    try (var damage = new RandomAccessFile(file.toFile(), "rw")) {
      damage.seek(size / 2);
      damage.write(damage.read() ^ 0xff);
    }
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    new NativeLibrary(cache).load(path -> path);
    assertThat(Files.getLastModifiedTime(file).toMillis()).isNotEqualTo(1_000_000);
    assertThat(file).hasSize(size);
  }

  @Test
  void several_may_unpack_at_the_same_time() throws Exception {
    var tasks = new ArrayList<Callable<Path>>();
    for (int i = 0; i < 4; i++) {
      tasks.add(() -> new NativeLibrary(cache).load(path -> path));
    }
    var files = new HashSet<Path>();
    try (var executor = Executors.newFixedThreadPool(4)) {
      for (var done : executor.invokeAll(tasks)) {
        files.add(done.get());
      }
    }
    assertThat(files).hasSize(1);
    try (Stream<Path> left = Files.list(files.iterator().next().getParent())) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void a_cache_that_cannot_be_written_is_replaced_by_a_folder_that_does_not_stay()
      throws IOException {
    Path file = Files.writeString(cache.resolve("file"), "no folder");
    var library = new NativeLibrary(file);

    Path used =
        library.load(
            unpacked -> {
              assertThat(unpacked).isRegularFile();
              return unpacked;
            });

    assertThat(used.resolveSibling("..").normalize()).doesNotExist();
    assertThat(library.notes())
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains(file.toString(), "XDG_CACHE_HOME", "Not a directory")
        .endsWith(".");
  }

  @Test
  void a_cache_that_nothing_may_be_loaded_from_is_replaced_too() {
    var library = new NativeLibrary(cache);

    Path used = library.load(path -> refusedIn(cache, path));

    assertThat(used).doesNotExist();
    assertThat(library.notes().getFirst()).contains("does not load it from there");
  }

  @Test
  void a_library_that_can_be_loaded_from_nowhere_is_the_users_to_mend() {
    assertThatThrownBy(() -> new NativeLibrary(cache).load(path -> refusedIn(Path.of("/"), path)))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(cache.toString(), System.getProperty("java.io.tmpdir"));
  }

  private static Path refusedIn(Path folder, Path file) {
    if (file.startsWith(folder)) {
      throw new IllegalArgumentException("Cannot open library");
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, helm-linux-amd64.so",
    "Linux, aarch64, helm-linux-arm64.so",
    "Mac OS X, aarch64, helm-darwin-10.12-arm64.dylib",
    "Windows 11, amd64, helm-windows-4.0-amd64.dll",
  })
  void the_librarys_name_follows_the_platform(String system, String processor, String name) {
    assertThat(NativeLibrary.nameFor(system, processor)).isEqualTo(name);
  }
}
