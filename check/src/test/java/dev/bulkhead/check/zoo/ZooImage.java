package dev.bulkhead.check.zoo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * An image of the zoo, as its builder wrote it down: not as our own reader of images sees it.
 *
 * @param root the name of its unpacked file system
 * @param config the {@code config} object of the image's configuration
 */
record ZooImage(String tag, String root, Map<?, ?> config) {

  /** All images of a zoo, in the order in which they were made. */
  static SequencedMap<String, ZooImage> of(Path zoo) throws IOException {
    var images = new LinkedHashMap<String, ZooImage>();
    for (String line : Files.readAllLines(zoo.resolve("images"))) {
      String[] fields = line.split("\t", -1);
      images.put(fields[0], new ZooImage(fields[0], fields[1], config(zoo.resolve(fields[2]))));
    }
    return images;
  }

  private static Map<?, ?> config(Path file) throws IOException {
    Object read =
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)); // JSON
    return read instanceof Map<?, ?> image && image.get("config") instanceof Map<?, ?> config
        ? config
        : Map.of();
  }

  /** A list of strings; empty where the configuration has none of that name. */
  List<String> list(String key) {
    @Nullable Object value = config.get(key);
    return value instanceof List<?> list ? list.stream().map(Object::toString).toList() : List.of();
  }

  /** A string; the empty one where the configuration has none of that name. */
  String text(String key) {
    @Nullable Object value = config.get(key);
    return value == null ? "" : value.toString();
  }

  /** The paths of all that lies below some directories of the unpacked file system, sorted. */
  List<String> paths(Path zoo, String... below) {
    Path top = zoo.resolve("roots").resolve(root);
    return Stream.of(below)
        .map(top::resolve)
        .filter(Files::isDirectory)
        .flatMap(ZooImage::walk)
        .map(path -> "/" + top.relativize(path))
        .sorted()
        .toList();
  }

  private static Stream<Path> walk(Path directory) {
    try (Stream<Path> found = Files.walk(directory)) {
      return found.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
