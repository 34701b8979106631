package dev.bulkhead.release;

import dev.bulkhead.model.Digest;
import dev.bulkhead.release.ReleaseLock.Entry;
import dev.bulkhead.release.ReleaseLock.RecordedImage;
import java.util.Map;

/** How a release.lock is written: YAML in which every name is quoted, in an order that stays. */
final class ReleaseLockText {
  /** The form that is written, and the newest that is read. */
  static final int FORMAT = 1;

  /** What a file begins with that holds no release yet. */
  static final String HEAD =
      """
      # What was released, and what is promised. Written by "bulkhead release verify --record" and
      # "--promise"; keep it in git, since what a moved tag hides is seen only against it.
      format: %d
      releases:
      """
          .formatted(FORMAT);

  private final StringBuilder text = new StringBuilder();

  private ReleaseLockText() {}

  /** The lines of one release. */
  static String of(Entry entry) {
    var written = new ReleaseLockText();
    written.line("- tag: " + quoted(entry.tag()));
    if (!entry.commit().isEmpty()) {
      written.line("  commit: " + quoted(entry.commit()));
    }
    written.images(entry.images());
    written.contents("carriers", entry.carriers());
    written.contents("artifacts", entry.artifacts());
    if (!entry.promised().isEmpty()) {
      written.line("  promised:");
      entry.promised().forEach(image -> written.line("  - " + quoted(image)));
    }
    return written.text.toString();
  }

  private void images(Map<String, RecordedImage> images) {
    if (images.isEmpty()) {
      return;
    }
    line("  images:");
    images.forEach(
        (reference, image) -> {
          line("    " + quoted(reference) + ":");
          line("      digest: " + quoted(image.digest().toString()));
          if (!image.platforms().isEmpty()) {
            line("      platforms:");
            image
                .platforms()
                .forEach(
                    (platform, digest) ->
                        line(
                            "        %s: %s"
                                .formatted(quoted("" + platform), quoted("" + digest))));
          }
        });
  }

  private void contents(String field, Map<String, Digest> contents) {
    if (!contents.isEmpty()) {
      line("  " + field + ":");
      contents.forEach((name, digest) -> line("    " + quoted(name) + ": " + quoted("" + digest)));
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** As JSON quotes, which YAML reads alike. */
  static String quoted(String value) {
    var quoted = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (c < ' ' || isSpecial(c)) {
                for (char unit : Character.toChars(c)) {
                  quoted.append("\\u%04x".formatted((int) unit));
                }
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }

  /** What ends a line somewhere, or shows nothing. */
  private static boolean isSpecial(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          true;
      default -> false;
    };
  }
}
