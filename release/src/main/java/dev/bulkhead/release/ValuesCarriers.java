package dev.bulkhead.release;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Node;
import dev.bulkhead.release.Carrier.Kind;
import dev.bulkhead.render.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tags of images that the values of a chart state. */
final class ValuesCarriers {
  private static final List<String> TAGS = List.of("tag", "imageTag", "release", "version");
  private static final List<String> REPOSITORIES =
      List.of("repository", "image", "imageName", "name", "repo");
  private static final List<String> REGISTRIES =
      List.of("registry", "defaultRegistry", "imageRegistry");
  private static final int DEEPEST = 32;

  private final FileText file;
  private final List<Carrier> carriers = new ArrayList<>();

  private ValuesCarriers(FileText file) {
    this.file = file;
  }

  static boolean isValues(String name) {
    return name.equals("values.yaml") || name.equals("values.yml");
  }

  static FileReading read(FileText file, Documents documents) {
    var found = new ValuesCarriers(file);
    documents.mappings().forEach(root -> found.take(root, "", 0));
    return FileReading.of(found.carriers);
  }

  private void take(Node.Mapping values, String path, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    tag(values, path).ifPresent(carriers::add);
    values
        .fields()
        .forEach(
            (name, value) -> {
              String child = path.isEmpty() ? name : path + "." + name;
              switch (value) {
                case Node.Mapping mapping -> take(mapping, child, depth + 1);
                case Node.Sequence list ->
                    list.mappings().forEach(item -> take(item, child + "[]", depth + 1));
                case Node.Scalar scalar when isImageName(name) ->
                    ImageText.carrier(
                            Kind.VALUES_TAG, scalar, file, "the image of the value " + child)
                        .ifPresent(carriers::add);
                case Node.Scalar _ -> {}
              }
            });
  }

  private static boolean isImageName(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith("image");
  }

  /** The tag of an image whose parts stand beside each other. */
  private Optional<Carrier> tag(Node.Mapping values, String path) {
    Optional<String> repository =
        REPOSITORIES.stream()
            .flatMap(field -> values.text(field).stream())
            .filter(text -> !text.isBlank())
            .findFirst();
    if (repository.isEmpty()) {
      return Optional.empty();
    }
    String registry =
        REGISTRIES.stream()
            .flatMap(field -> values.text(field).stream())
            .filter(text -> !text.isBlank())
            .findFirst()
            .map(text -> text + "/")
            .orElse("");
    if (!(ImageReference.read(registry + repository.get())
            instanceof ImageReference.Reading.Valid(var reference))
        || reference.tag() != null) {
      return Optional.empty();
    }
    for (String field : TAGS) {
      Optional<Node.Scalar> tag = values.scalar(field).filter(scalar -> !scalar.text().isBlank());
      if (tag.isPresent()) {
        return tag.map(
            scalar ->
                new Carrier(
                    Kind.VALUES_TAG,
                    reference.name(),
                    scalar.text(),
                    file.within(scalar, 0),
                    "the value " + (path.isEmpty() ? field : path + "." + field)));
      }
    }
    return Optional.empty();
  }
}
