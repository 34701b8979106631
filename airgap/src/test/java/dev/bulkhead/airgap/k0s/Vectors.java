package dev.bulkhead.airgap.k0s;

import dev.bulkhead.model.Node;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What k0s' own code did with configurations, as vectors/README.md tells. */
final class Vectors {
  private static final List<String> RELEASES =
      List.of(
          "v1.29.6+k0s.0",
          "v1.30.2+k0s.0",
          "v1.31.12+k0s.0",
          "v1.32.1+k0s.0",
          "v1.33.9+k0s.0",
          "v1.36.3+k0s.2");
  private static final Node.Mapping CONFIGS = read("configs");

  private Vectors() {}

  /**
   * What one release did with one configuration.
   *
   * @param name of the configuration
   * @param file of the release
   * @param stated what is stated of the configuration
   */
  record Vector(String name, Node.Mapping file, Node.Mapping stated) {
    K0sRelease release() {
      return Configs.release(file.text("release").orElseThrow());
    }

    String yaml() {
      return stated.text("yaml").or(() -> CONFIGS.text(name)).orElseThrow();
    }

    /** Whether k0s does not start with it as its file. */
    boolean isRefused() {
      return stated.find("refused").isPresent();
    }

    boolean isRead() {
      return stated.find("file").isPresent();
    }

    Map<String, String> images() {
      return images(stated.mapping("file").orElseThrow());
    }

    Optional<List<String>> printed(String which) {
      return isRefused() ? Optional.empty() : Optional.of(lines(which));
    }

    /** Lines of the list of defaults, but for those that are stated, by their number. */
    private List<String> lines(String which) {
      Optional<Node> other = stated.find(which);
      if (other.isPresent() && other.get() instanceof Node.Sequence list) {
        return list.items().stream().map(item -> ((Node.Scalar) item).text()).toList();
      }
      var lines = new TreeMap<Integer, String>();
      List<Node> usual = file.items(which);
      for (int i = 0; i < usual.size(); i++) {
        lines.put(i, ((Node.Scalar) usual.get(i)).text());
      }
      other.ifPresent(
          changes ->
              ((Node.Mapping) changes)
                  .fields()
                  .forEach(
                      (i, line) -> lines.put(Integer.valueOf(i), ((Node.Scalar) line).text())));
      return List.copyOf(lines.values());
    }

    Optional<Node.Mapping> written() {
      return stated.mapping("written");
    }

    /** The images of the object that was written; those of the file by their keys alone. */
    Map<String, String> writtenPins() {
      Node.Mapping written = written().orElseThrow();
      var pins = new TreeMap<String, String>();
      for (Node key : written.items("keys")) {
        String name = ((Node.Scalar) key).text();
        String path =
            name.startsWith("envoyProxy") || name.startsWith("traefik")
                ? "spec.network.nodeLocalLoadBalancing." + name
                : "spec.images." + name;
        pins.put(path, images().getOrDefault(path, ""));
      }
      written
          .mapping("pins")
          .ifPresent(
              own ->
                  own.fields()
                      .forEach((key, image) -> pins.put(key, ((Node.Scalar) image).text())));
      return pins;
    }

    /** The images that run with the object that was written. */
    Map<String, String> writtenImages() {
      return written().flatMap(w -> w.mapping("read")).map(this::images).orElseGet(this::images);
    }

    boolean isRejectedAsObject() {
      return stated.find("object", "rejected").isPresent();
    }

    boolean isRefusedAsObject() {
      return stated.find("object", "refused").isPresent();
    }

    Optional<Map<String, String>> imagesAsObject() {
      if (isRejectedAsObject()) {
        return Optional.empty();
      }
      return stated
          .mapping("object")
          .map(
              object ->
                  object
                      .mapping("read")
                      .map(this::images)
                      .orElseGet(() -> isRead() ? images() : images(object)));
    }

    /** The release's defaults, but for what is stated; null is none. */
    private Map<String, String> images(Node.Mapping read) {
      var images = new TreeMap<String, String>();
      file.mapping("defaults")
          .orElseThrow()
          .fields()
          .forEach((key, image) -> images.put(key, ((Node.Scalar) image).text()));
      read.mapping("images")
          .ifPresent(
              own ->
                  own.fields()
                      .forEach(
                          (key, image) -> {
                            if (((Node.Scalar) image).isNull()) {
                              images.remove(key);
                            } else {
                              images.put(key, ((Node.Scalar) image).text());
                            }
                          }));
      return images;
    }

    @Override
    public String toString() {
      return release().version() + " " + name;
    }
  }

  /** All of them. */
  static Stream<Vector> all() {
    var all = new ArrayList<Vector>();
    for (String release : RELEASES) {
      Node.Mapping file = read(release);
      file.mapping("cases")
          .orElseThrow()
          .fields()
          .forEach((name, stated) -> all.add(new Vector(name, file, (Node.Mapping) stated)));
    }
    return all.stream();
  }

  /** Images by the paths of their keys, of those that a configuration can name. */
  static Map<String, String> texts(Map<ImageKey, NamedVersion> images, Set<String> keys) {
    var texts = new TreeMap<String, String>();
    images.forEach(
        (key, image) -> {
          if (key.isConfigurable() && keys.contains(key.path())) {
            texts.put(key.path(), image.toString());
          }
        });
    return texts;
  }

  private static Node.Mapping read(String name) {
    try (var in = Vectors.class.getResourceAsStream("vectors/" + name + ".json")) {
      if (in == null) {
        throw new IllegalStateException("There are no vectors " + name);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return YamlReader.read(text, Placement.of(name)).mappings().getFirst();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
