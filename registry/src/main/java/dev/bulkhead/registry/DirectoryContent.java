package dev.bulkhead.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The files of a directory. */
record DirectoryContent(Path directory) implements LocalContent {
  @Override
  public OptionalLong size(String name) {
    Path file = directory.resolve(name);
    try {
      return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
    } catch (IOException unreadable) {
      return OptionalLong.empty();
    }
  }

  @Override
  public InputStream open(String name) throws IOException {
    try {
      return Files.newInputStream(directory.resolve(name));
    } catch (NoSuchFileException absent) {
      throw new IOException("%s holds no %s.".formatted(directory, name), absent);
    }
  }
}
