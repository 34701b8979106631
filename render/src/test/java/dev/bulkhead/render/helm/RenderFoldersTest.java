package dev.bulkhead.render.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RenderFoldersTest {
  private final RenderFolders folders = new RenderFolders();

  @Test
  void a_folder_is_removed_with_all_that_is_in_it() throws IOException {
    Path folder = folders.make();
    Files.writeString(folder.resolve("values.yaml"), "password: x");

    folders.remove(folder);

    assertThat(folder).doesNotExist();
  }

  @Test
  void the_end_of_the_process_leaves_no_folder_and_makes_none() throws IOException {
    Path folder = folders.make();
    Files.writeString(folder.resolve("values.yaml"), "password: x");

    folders.close();

    assertThat(folder).doesNotExist();
    assertThatThrownBy(folders::make).isInstanceOf(IOException.class);
  }
}
