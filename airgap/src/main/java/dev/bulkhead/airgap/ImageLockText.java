package dev.bulkhead.airgap;

import dev.bulkhead.airgap.ImageLock.Entry;
import dev.bulkhead.airgap.ImageLock.PlatformImage;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Platform;
import dev.bulkhead.render.OwnDocument;
import dev.bulkhead.render.QuotedScalar;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeMap;

/**
 * An images.lock as it is written and read: YAML in which every name is quoted, in an order that
 * stays, so that it is the same whenever the images are.
 */
public final class ImageLockText {
  /** The form that is written, and the newest that is read. */
  static final int FORMAT = 1;

  /** More bytes make no list of images that a cluster could run. */
  public static final int LONGEST = 16 << 20;

  private static final String HEAD =
      """
      # What images were when they were looked up. Written by "bulkhead airgap images --format lock";
      # "airgap bundle" carries just these, and "airgap verify" and "check" find them again.
      format: %d
      images:
      """
          .formatted(FORMAT);

  private ImageLockText() {}

  /** The text of a lock. */
  public static String of(ImageLock lock) {
    if (lock.images().isEmpty()) {
      return HEAD.strip() + " {}\n";
    }
    var text = new StringBuilder(HEAD);
    for (Entry entry : lock.images()) {
      line(text, 1, QuotedScalar.of(NeededImages.key(entry.reference())) + ":");
      line(text, 2, "digest: " + QuotedScalar.of(entry.digest().toString()));
      line(text, 2, "platforms:");
      entry
          .platforms()
          .forEach(
              (platform, image) -> {
                line(text, 3, QuotedScalar.of(platform.toString()) + ":");
                line(text, 4, "manifest: " + QuotedScalar.of(image.manifest().toString()));
                line(text, 4, "bytes: " + image.bytes());
              });
    }
    return text.toString();
  }

  private static void line(StringBuilder text, int depth, String line) {
    text.append("  ".repeat(depth)).append(line).append('\n');
  }

  /**
   * Whether a text is meant to be a lock: the first thing it says is its form.
   *
   * @param beginning of the text; a few lines are enough
   */
  public static boolean isOne(String beginning) {
    return beginning
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.equals("---"))
        .findFirst()
        .filter(line -> line.startsWith("format:"))
        .isPresent();
  }

  /**
   * Reads a lock.
   *
   * @param file what messages call it
   * @throws dev.bulkhead.verdict.UserError where it is none, or one of a newer form
   */
  public static ImageLock read(String file, String text) {
    return new Reading(
            new OwnDocument(
                file, "Write it anew with `bulkhead airgap images SOURCE --format lock`."))
        .read(text);
  }

  private record Reading(OwnDocument document) {
    ImageLock read(String text) {
      Node.Mapping root =
          document
              .root(text, "it is no list of images")
              .orElseThrow(
                  () -> document.fault(Location.somewhereIn(document.file()), "it is empty"));
      document.requireForm(root, FORMAT);
      document.requireFields(root, Set.of("format", "images"));
      var entries = new ArrayList<Entry>();
      document.children(root, "images").forEach((name, node) -> entries.add(entry(name, node)));
      return new ImageLock(entries);
    }

    private Entry entry(String name, Node node) {
      Node.Mapping image = document.mapping(node, "an image");
      document.requireFields(image, Set.of("digest", "platforms"));
      if (!(ImageReference.read(name) instanceof ImageReference.Reading.Valid(var reference))) {
        throw document.fault(node.at(), "\"%s\" is no image".formatted(name));
      }
      var platforms = new TreeMap<Platform, PlatformImage>();
      document
          .children(image, "platforms")
          .forEach(
              (platform, held) ->
                  platforms.put(document.platform(platform, held), platformImage(held)));
      return new Entry(reference, document.digest(document.scalar(image, "digest")), platforms);
    }

    private PlatformImage platformImage(Node node) {
      Node.Mapping image = document.mapping(node, "a platform");
      document.requireFields(image, Set.of("manifest", "bytes"));
      Node.Scalar bytes = document.scalar(image, "bytes");
      long count =
          bytes
              .integer()
              .filter(number -> number >= 0)
              .orElseThrow(
                  () ->
                      document.fault(
                          bytes.at(), "\"%s\" is no number of bytes".formatted(bytes.text())));
      return new PlatformImage(document.digest(document.scalar(image, "manifest")), count);
    }
  }
}
