package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JointReplacementTest {
  /** What replacing three files asks of the disk: three copies of each kind, and so on. */
  private static final int ALL_STEPS = 3 * (2 + 1 + 1 + 1 + 2);

  @TempDir Path folder;
  private final Map<Path, byte[]> before = new TreeMap<>();
  private final TreeMap<Path, byte[]> after = new TreeMap<>();

  @BeforeEach
  void writes_three_files() throws IOException {
    for (String name : new String[] {"a", "b", "sub/c"}) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      before.put(file, bytes("old " + name));
      after.put(file, bytes("new " + name));
      Files.writeString(file, "old " + name);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A disk on which some of the steps fail, counted from 0. */
  private static final class Failing implements Disk {
    private final IntPredicate fails;
    private int steps;

    Failing(IntPredicate fails) {
      this.fails = fails;
    }

    private void step() throws IOException {
      if (fails.test(steps++)) {
        throw new IOException("no space left on device");
      }
    }

    @Override
    public byte[] read(Path file) throws IOException {
      step();
      return REAL.read(file);
    }

    @Override
    public void copy(Path from, Path to) throws IOException {
      step();
      REAL.copy(from, to);
    }

    @Override
    public void overwrite(Path file, byte[] bytes) throws IOException {
      REAL.overwrite(file, bytes(""));
      step();
      REAL.overwrite(file, bytes);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
      step();
      REAL.move(from, to);
    }

    @Override
    public void remove(Path file) throws IOException {
      REAL.remove(file);
      step();
    }
  }

  private Map<String, String> onDisk() throws IOException {
    var texts = new TreeMap<String, String>();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return texts;
  }

  private static Map<String, String> all(String state) {
    return Map.of("a", state + " a", "b", state + " b", "sub/c", state + " sub/c");
  }

  @Test
  void all_files_are_replaced_and_nothing_is_left_beside_them() throws IOException {
    var disk = new Failing(_ -> false);

    new JointReplacement(disk, 7).write(before, after);

    assertThat(onDisk()).isEqualTo(all("new"));
    assertThat(disk.steps).isEqualTo(ALL_STEPS);
  }

  @Test
  void whichever_step_fails_all_files_are_old_or_all_are_new_and_nothing_is_left()
      throws IOException {
    for (int step = 0; step < ALL_STEPS; step++) {
      int failing = step;
      UserError refused =
          catchThrowableOfType(
              UserError.class,
              () ->
                  new JointReplacement(new Failing(now -> now == failing), 7).write(before, after));

      if (refused == null) {
        assertThat(onDisk()).as("step %d", step).isEqualTo(all("new"));
        writes_three_files();
      } else {
        assertThat(onDisk()).as("step %d", step).isEqualTo(all("old"));
        assertThat(refused)
            .hasMessageEndingWith(
                "could not be replaced: no space left on device. Nothing was changed.");
      }
    }
  }

  @Test
  void where_the_old_files_cannot_be_put_back_either_they_are_named() throws IOException {
    // Nine steps lay the files out, three read them, one is moved; then nothing works any more.
    UserError refused =
        catchThrowableOfType(
            UserError.class,
            () -> new JointReplacement(new Failing(now -> now >= 13), 7).write(before, after));

    assertThat(refused)
        .hasMessage(
            "\"%s\" could not be replaced: no space left on device. These were replaced and could not be put back: %s."
                .formatted(folder.resolve("b"), folder.resolve("a")));
    assertThat(refused.remedy()).contains("git restore");
  }

  @Test
  void a_file_that_was_changed_in_the_meantime_is_not_overwritten_and_no_other_is_replaced()
      throws IOException {
    Files.writeString(folder.resolve("sub/c"), "mine");

    UserError refused =
        catchThrowableOfType(
            UserError.class, () -> new JointReplacement(Disk.REAL, 7).write(before, after));

    assertThat(refused)
        .hasMessage(
            "\"%s\" could not be replaced: it was changed in the meantime. Nothing was changed."
                .formatted(folder.resolve("sub/c")));
    assertThat(onDisk()).isEqualTo(Map.of("a", "old a", "b", "old b", "sub/c", "mine"));
  }

  @Test
  void a_link_that_came_in_the_place_of_a_file_is_not_followed() throws IOException {
    Files.delete(folder.resolve("b"));
    Files.createSymbolicLink(folder.resolve("b"), folder.resolve("a"));

    UserError refused =
        catchThrowableOfType(
            UserError.class, () -> new JointReplacement(Disk.REAL, 7).write(before, after));

    assertThat(refused).hasMessageContaining("it is no ordinary file");
    assertThat(folder.resolve("a")).hasContent("old a");
  }

  @Test
  void who_may_read_and_run_a_file_stays_as_it_was() throws IOException {
    Files.setPosixFilePermissions(
        folder.resolve("a"), PosixFilePermissions.fromString("rwxr-x--x"));

    new JointReplacement(Disk.REAL, 7).write(before, after);

    assertThat(Files.getPosixFilePermissions(folder.resolve("a")))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-x--x"));
  }

  @Test
  void what_another_run_left_beside_a_file_is_not_touched() throws IOException {
    Files.writeString(folder.resolve(".a.8.new.part"), "of another");

    new JointReplacement(Disk.REAL, 7).write(before, after);

    assertThat(folder.resolve(".a.8.new.part")).hasContent("of another");
  }
}
