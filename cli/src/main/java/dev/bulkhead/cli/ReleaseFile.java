package dev.bulkhead.cli;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.release.ReleaseSettings;
import dev.bulkhead.render.Documents;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The part {@code release} of a repository's {@code .bulkhead.yaml}. */
final class ReleaseFile {
  /** The file's name at the top of a repository. */
  static final String NAME = ".bulkhead.yaml";

  private static final long LONGEST = 1 << 20;
  private static final Set<String> FIELDS =
      new TreeSet<>(Set.of("images", "ignore", "carriers", "streams"));

  private final String file;

  private ReleaseFile(String file) {
    this.file = file;
  }

  /**
   * What the file in a folder says; nothing where there is none.
   *
   * @throws UserError where it cannot be read, or says what it cannot
   */
  static ReleaseSettings in(Path folder) {
    Path path = folder.resolve(NAME);
    if (!Files.isRegularFile(path)) {
      return ReleaseSettings.NONE;
    }
    try {
      if (Files.size(path) > LONGEST) {
        throw new UserError("The file %s is longer than 1 MiB.".formatted(path), "Shorten it.");
      }
      return new ReleaseFile(path.toString()).read(Files.readString(path, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UserError(
          Location.somewhereIn(path.toString()),
          "The file %s cannot be read: %s.".formatted(path, IoReason.of(unreadable)),
          "Check the file and its permissions.",
          unreadable);
    }
  }

  /** Reads the text of such a file. */
  static ReleaseSettings of(String file, String text) {
    return new ReleaseFile(file).read(text);
  }

  private ReleaseSettings read(String text) {
    Documents documents = YamlReader.read(text, Placement.of(file));
    if (!documents.problems().isEmpty()) {
      var problem = documents.problems().getFirst();
      throw new UserError(problem.at(), problem.cause(), problem.remedy(), null);
    }
    if (documents.roots().isEmpty()) {
      return ReleaseSettings.NONE;
    }
    Node release = documents.roots().getFirst().find("release").orElse(null);
    return switch (release) {
      case null -> ReleaseSettings.NONE;
      case Node.Mapping mapping -> settings(mapping);
      case Node.Scalar other -> throw fault(other.at(), "release is no mapping", example());
      case Node.Sequence other -> throw fault(other.at(), "release is no mapping", example());
    };
  }

  private ReleaseSettings settings(Node.Mapping release) {
    for (String field : release.fields().keySet()) {
      if (!FIELDS.contains(field)) {
        throw fault(
            release.keyAt(field),
            "release has no field \"%s\"".formatted(field),
            "Write one of %s.".formatted(String.join(", ", FIELDS)));
      }
    }
    var carriers = new ArrayList<ReleaseSettings.Place>();
    for (Node item : release.items("carriers")) {
      carriers.add(place(item));
    }
    return new ReleaseSettings(
        texts(release, "images"), texts(release, "ignore"), carriers, texts(release, "streams"));
  }

  private List<String> texts(Node.Mapping release, String field) {
    var node = release.find(field);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof Node.Sequence list)) {
      throw fault(node.get().at(), field + " is no list", "Write each on a line after a hyphen.");
    }
    var texts = new ArrayList<String>();
    for (Node item : list.items()) {
      texts.add(
          item.text()
              .orElseThrow(
                  () -> fault(item.at(), field + " holds what is no text", "Write a text.")));
    }
    return texts;
  }

  private ReleaseSettings.Place place(Node item) {
    String path =
        item.text("path")
            .orElseThrow(() -> fault(item.at(), "a carrier has no path", "Name the file."));
    Node.Scalar pattern =
        item.scalar("pattern")
            .orElseThrow(
                () ->
                    fault(
                        item.at(),
                        "a carrier has no pattern",
                        "Write a regular expression whose first group is the version."));
    try {
      Pattern compiled = Pattern.compile(pattern.text());
      if (compiled.matcher("").groupCount() == 0) {
        throw fault(
            pattern.at(),
            "the pattern has no group",
            "Write parentheses around what is the version: VERSION=(.*)");
      }
      return new ReleaseSettings.Place(path, compiled);
    } catch (PatternSyntaxException invalid) {
      throw fault(
          pattern.at(),
          "the pattern is no regular expression (%s)".formatted(invalid.getDescription()),
          "Correct it.");
    }
  }

  private static String example() {
    return "Write a mapping such as \"release: {images: [registry.example/app]}\".";
  }

  private UserError fault(Location at, String what, String remedy) {
    return new UserError(at, "In %s %s.".formatted(file, what), remedy, null);
  }
}
