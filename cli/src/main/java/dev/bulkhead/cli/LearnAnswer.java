package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.LearnedRelease;
import dev.bulkhead.airgap.k0s.NamedVersion;
import dev.bulkhead.report.JsonAnswer;
import dev.bulkhead.report.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is said of a release that was learned.
 *
 * @param stated the traits that a person stated
 * @param file in which it is kept
 * @param wasKnown whether it was known before, so that what was known is replaced
 */
record LearnAnswer(LearnedRelease learned, Set<String> stated, Path file, boolean wasKnown) {
  private static final String SCHEMA_VERSION = "1.0";

  LearnAnswer {
    stated = Collections.unmodifiableSet(new TreeSet<>(stated));
  }

  /** For people. */
  String text() {
    var lines = new ArrayList<String>();
    lines.add(
        "%s is known now, with %d images; they are kept in %s."
            .formatted(learned.release().version(), learned.release().images().size(), file));
    if (wasKnown) {
      lines.add("It was known before: what was learned now takes the place of that.");
    }
    learned
        .unread()
        .forEach(
            line -> lines.add("\"%s\" belongs to no key, and was passed over.".formatted(line)));
    learned
        .unlisted()
        .forEach(
            image ->
                lines.add("%s stands in the configuration, but not in the list.".formatted(image)));
    lines.add("");
    lines.add(
        "What its program prints does not say how it behaves where releases differ. It is taken to do as");
    lines.add(
        "%s, the nearest known release before it; --trait NAME=VALUE states what it does otherwise:"
            .formatted(learned.like()));
    learned
        .release()
        .traits()
        .texts()
        .forEach(
            (name, value) ->
                lines.add(
                    "  %-21s %s%s"
                        .formatted(name, value, stated.contains(name) ? "  (stated)" : "")));
    return lines.stream().map(line -> Printable.escape(line) + "\n").collect(Collectors.joining());
  }

  /** For machines. */
  void writeJson(OutputStream out) throws IOException {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("release", learned.release().version().toString());
    fields.put("file", file.toString());
    fields.put("replaced", wasKnown);
    fields.put("like", learned.like().toString());
    fields.put("traits", learned.release().traits().texts());
    fields.put("stated", List.copyOf(stated));
    var images = new LinkedHashMap<String, String>();
    learned.release().images().forEach((key, image) -> images.put(key.path(), image.toString()));
    fields.put("images", images);
    fields.put("unread", learned.unread());
    fields.put("unlisted", learned.unlisted().stream().map(NamedVersion::toString).toList());
    JsonAnswer.write(SCHEMA_VERSION, Version.current(), fields, out);
  }
}
