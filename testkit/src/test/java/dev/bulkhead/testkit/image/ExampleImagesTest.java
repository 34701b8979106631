package dev.bulkhead.testkit.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleImagesTest {
  @Test
  void the_examples_images_are_what_this_program_writes(@TempDir Path fresh) throws IOException {
    Path written = fresh.resolve("images");

    ExampleImages.main(new String[] {written.toString()});

    assertThat(content(written)).isEqualTo(content(Path.of("../examples/images")));
  }

  private static Map<String, String> content(Path root) throws IOException {
    var content = new TreeMap<String, String>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(root.relativize(file).toString(), ImageLayout.digest(Files.readAllBytes(file)));
      }
    }
    return content;
  }
}
