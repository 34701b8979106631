package dev.bulkhead.airgap.k0s;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import dev.bulkhead.verdict.UserError;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Releases of k0s as a file states them, JSON or YAML: {@code date}, {@code source}, under {@code
 * tags} the default images of each release, under {@code traits} what it does.
 */
public final class K0sReleaseFile {
  private final Node.Mapping root;

  private K0sReleaseFile(Node.Mapping root) {
    this.root = root;
  }

  /**
   * Reads such a file. Keys of images that are not known are passed over: a newer file may name
   * more.
   *
   * @throws UserError with the place of what is not in that form
   */
  public static K0sReleases read(String file, String text) {
    var documents = YamlReader.read(text, Placement.of(file));
    if (!documents.problems().isEmpty()) {
      var problem = documents.problems().getFirst();
      throw fault(problem.at(), problem.cause());
    }
    if (documents.mappings().size() != 1) {
      throw fault(Location.somewhereIn(file), "It holds no single mapping.");
    }
    return new K0sReleaseFile(documents.mappings().getFirst()).releases();
  }

  private K0sReleases releases() {
    Node.Mapping tags =
        root.mapping("tags").orElseThrow(() -> fault(root.at(), "It has no \"tags\"."));
    var known = new TreeMap<K0sVersion, K0sRelease>();
    tags.fields()
        .forEach(
            (tag, images) -> {
              K0sVersion version =
                  K0sVersion.parse(tag)
                      .orElseThrow(
                          () -> fault(tags.keyAt(tag), "\"%s\" is no release.".formatted(tag)));
              known.put(version, new K0sRelease(version, images(images), traits(tag)));
            });
    return new K0sReleases(known, date());
  }

  private LocalDate date() {
    Node.Scalar date =
        root.scalar("date").orElseThrow(() -> fault(root.at(), "It has no \"date\"."));
    try {
      return LocalDate.parse(date.text());
    } catch (DateTimeParseException malformed) {
      throw fault(date.at(), "\"%s\" is no date such as 2026-08-21.".formatted(date.text()));
    }
  }

  private static Map<ImageKey, NamedVersion> images(Node node) {
    if (!(node instanceof Node.Mapping mapping)) {
      throw fault(node.at(), "A release's images are a mapping.");
    }
    var images = new EnumMap<ImageKey, NamedVersion>(ImageKey.class);
    mapping
        .fields()
        .forEach(
            (path, value) ->
                ImageKey.of(path)
                    .ifPresent(
                        key ->
                            images.put(
                                key,
                                new NamedVersion(
                                    required(value, "image"), required(value, "version")))));
    return images;
  }

  private static String required(Node node, String field) {
    return node.text(field)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> fault(node.at(), "An image has no \"%s\".".formatted(field)));
  }

  private Traits traits(String tag) {
    Node traits =
        root.mapping("traits", tag)
            .orElseThrow(() -> fault(root.at(), "It has no \"traits\" of %s.".formatted(tag)));
    var texts = new HashMap<String, String>();
    Traits.names().forEach(name -> texts.put(name, trait(traits, name)));
    return Traits.of(texts);
  }

  private static String trait(Node traits, String name) {
    Optional<Node.Scalar> stated = traits.scalar(name);
    return stated
        .map(Node.Scalar::text)
        .filter(Traits.values(name)::contains)
        .orElseThrow(
            () ->
                fault(
                    stated.map(Node.Scalar::at).orElse(traits.at()),
                    "\"%s\" is one of %s."
                        .formatted(name, String.join(", ", Traits.values(name)))));
  }

  private static UserError fault(Location at, String what) {
    return new UserError(
        at,
        "%s holds no releases of k0s as they are written: %s".formatted(at.file(), what),
        "Write it in the form that \"bulkhead k0s learn --help\" shows.",
        null);
  }
}
