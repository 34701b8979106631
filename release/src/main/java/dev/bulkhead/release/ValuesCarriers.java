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
    image(values).ifPresent(image -> parts(values, image, path));
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

  /** The image whose parts stand beside each other, without a tag. */
  private static Optional<ImageReference> image(Node.Mapping values) {
    Optional<String> repository = first(values, REPOSITORIES);
    String registry = first(values, REGISTRIES).map(text -> text + "/").orElse("");
    return repository
        .map(text -> ImageReference.read(registry + text))
        .flatMap(
            reading ->
                reading instanceof ImageReference.Reading.Valid(var reference)
                        && reference.tag() == null
                    ? Optional.of(reference)
                    : Optional.empty());
  }

  private static Optional<String> first(Node.Mapping values, List<String> fields) {
    return fields.stream()
        .flatMap(field -> values.text(field).stream())
        .filter(text -> !text.isBlank())
        .findFirst();
  }

  private void parts(Node.Mapping values, ImageReference image, String path) {
    TAGS.stream()
        .filter(field -> stated(values, field).isPresent())
        .findFirst()
        .ifPresent(field -> add(Kind.VALUES_TAG, values, field, image, path));
    if (stated(values, "digest").filter(text -> text.text().startsWith("sha")).isPresent()) {
      add(Kind.IMAGE_DIGEST, values, "digest", image, path);
    }
  }

  private static Optional<Node.Scalar> stated(Node.Mapping values, String field) {
    return values.scalar(field).filter(scalar -> !scalar.text().isBlank());
  }

  private void add(
      Kind kind, Node.Mapping values, String field, ImageReference image, String path) {
    stated(values, field)
        .map(
            scalar ->
                new Carrier(
                    kind,
                    image.name(),
                    scalar.text(),
                    file.within(scalar, 0),
                    "the value " + (path.isEmpty() ? field : path + "." + field)))
        .ifPresent(carriers::add);
  }
}
