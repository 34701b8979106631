package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.registry.http.RegistryListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompositionTest {
  @TempDir Path folder;

  @Test
  void amounts_are_told_in_units_of_1024() throws IOException {
    var surroundings = new Session(new FakeRooms(), folder).surroundings();
    var rooms = new Composition(surroundings, RegistryListener.NONE);
    Path layers = Files.createDirectories(folder.resolve("bulkhead/layers"));

    assertThat(rooms.cacheInfo()).endsWith("of 0 layers, 0 KiB of at most 512.0 MiB.");
    Files.write(layers.resolve("a-b.layer"), new byte[3 << 19]);
    assertThat(rooms.cacheInfo()).contains("1.5 MiB of at most");
  }
}
