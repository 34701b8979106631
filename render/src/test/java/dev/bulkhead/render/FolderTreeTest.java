package dev.bulkhead.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.render.FolderTree.Contents;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTreeTest {
  private static final TreeLimits SMALL = new TreeLimits(50, 5, 10, Long.MAX_VALUE);

  @TempDir private Path outside;
  private Path root = Path.of("");

  @BeforeEach
  void makeRoot() throws IOException {
    root = Files.createDirectory(outside.resolve("root"));
  }

  private void write(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, path.substring(0, Math.min(5, path.length())));
  }

  private void link(String path, String target) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.createSymbolicLink(root.resolve(path), Path.of(target));
  }

  private FolderTree open(Contents contents) {
    return FolderTree.open(root, "r", contents, SMALL, root);
  }

  @Test
  void hidden_files_belong_to_a_chart_only() throws IOException {
    write("a/b");
    write(".c");
    write(".d/e");
    write(".git/f");

    assertThat(open(Contents.VISIBLE).paths()).containsExactly("a/b");
    assertThat(open(Contents.EVERYTHING).paths()).containsExactly(".c", ".d/e", "a/b");
  }

  @Test
  void a_link_within_the_folder_is_followed_but_repeats_nothing_it_need_not() throws IOException {
    write("a/b");
    write(".hidden/c");
    link("to-b", "a/b");
    link("to-a", "a");
    link("to-c", ".hidden/c");
    link("to-hidden", ".hidden");

    assertThat(open(Contents.VISIBLE).paths()).containsExactly("a/b", "to-c");
    assertThat(open(Contents.EVERYTHING).paths())
        .containsExactly(".hidden/c", "a/b", "to-a/b", "to-b", "to-c", "to-hidden/c");
    assertThat(open(Contents.EVERYTHING).notes()).isEmpty();
  }

  @Test
  void a_link_that_leads_out_or_nowhere_is_told_and_not_followed() throws IOException {
    Files.writeString(outside.resolve("secret"), "x");
    write("a");
    link("out", "../secret");
    link("up", "..");
    link("nowhere", "missing");
    link("self", "self");

    var tree = open(Contents.EVERYTHING);

    assertThat(tree.paths()).containsExactly("a");
    assertThat(tree.notes())
        .hasSize(4)
        .anySatisfy(note -> assertThat(note).contains("r/out").contains("leads out of"));
    assertThatThrownBy(() -> tree.read("out")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> tree.read("../secret")).isInstanceOf(IOException.class);
  }

  @Test
  void links_in_a_circle_come_to_an_end() throws IOException {
    write("a/b");
    link("a/back", "..");
    link("c", "a");

    assertThat(open(Contents.VISIBLE).paths()).containsExactly("a/b");
    assertThat(open(Contents.EVERYTHING).paths()).contains("a/b", "c/b");
  }

  @Test
  void links_that_multiply_are_refused() throws IOException {
    write("d12/x");
    for (int i = 0; i < 12; i++) {
      link("d%d/a".formatted(i), "../d%d".formatted(i + 1));
      link("d%d/b".formatted(i), "../d%d".formatted(i + 1));
    }

    assertThatThrownBy(() -> open(Contents.EVERYTHING))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("more than 50");
  }

  @Test
  void depth_is_bounded_and_told() throws IOException {
    write("1/2/3/4/5/in");
    write("1/2/3/4/5/6/out");

    var tree = open(Contents.VISIBLE);

    assertThat(tree.paths()).containsExactly("1/2/3/4/5/in");
    assertThat(tree.notes()).hasSize(1);
  }

  @Test
  void too_many_files_are_refused() throws IOException {
    for (int i = 0; i < 51; i++) {
      write("f" + i);
    }

    assertThatThrownBy(() -> open(Contents.VISIBLE)).isInstanceOf(UserError.class);
  }

  @Test
  void a_file_that_is_too_large_is_not_read() throws IOException {
    Files.writeString(root.resolve("large"), "12345678901");

    var tree = open(Contents.VISIBLE);

    assertThatThrownBy(() -> tree.read("large")).hasMessageContaining("larger than");
  }
}
