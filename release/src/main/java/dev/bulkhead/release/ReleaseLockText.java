package dev.bulkhead.release;

import dev.bulkhead.model.Digest;
import dev.bulkhead.release.ReleaseLock.Entry;
import dev.bulkhead.release.ReleaseLock.RecordedImage;
import dev.bulkhead.render.QuotedScalar;
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
    written.line("- tag: " + QuotedScalar.of(entry.tag()));
    if (!entry.commit().isEmpty()) {
      written.line("  commit: " + QuotedScalar.of(entry.commit()));
    }
    written.images(entry.images());
    written.contents("carriers", entry.carriers());
    written.contents("artifacts", entry.artifacts());
    if (!entry.promised().isEmpty()) {
      written.line("  promised:");
      entry.promised().forEach(image -> written.line("  - " + QuotedScalar.of(image)));
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
          line("    " + QuotedScalar.of(reference) + ":");
          line("      digest: " + QuotedScalar.of(image.digest().toString()));
          if (!image.platforms().isEmpty()) {
            line("      platforms:");
            image
                .platforms()
                .forEach(
                    (platform, digest) ->
                        line(
                            "        %s: %s"
                                .formatted(
                                    QuotedScalar.of("" + platform), QuotedScalar.of("" + digest))));
          }
        });
  }

  private void contents(String field, Map<String, Digest> contents) {
    if (!contents.isEmpty()) {
      line("  " + field + ":");
      contents.forEach(
          (name, digest) ->
              line("    " + QuotedScalar.of(name) + ": " + QuotedScalar.of("" + digest)));
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
