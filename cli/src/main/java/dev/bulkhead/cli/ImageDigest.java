package dev.bulkhead.cli;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.ImageReference.Reading;
import dev.bulkhead.verdict.OptionError;

/**
 * The digest that an image has got.
 *
 * @param image its name in full, without a tag
 */
record ImageDigest(String image, Digest digest) {

  /**
   * Reads {@code REPO=sha256:…}.
   *
   * @throws OptionError where it is none
   */
  static ImageDigest parse(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    if (!(ImageReference.read(name) instanceof Reading.Valid(var reference))
        || reference.tag() != null
        || reference.digest() != null) {
      throw new OptionError(
          "\"%s\" is no name of an image without a tag.".formatted(name),
          "Write it as in registry.example/app=sha256:….");
    }
    return Digest.parse(text.substring(equals + 1))
        .map(digest -> new ImageDigest(reference.name(), digest))
        .orElseThrow(
            () ->
                new OptionError(
                    "No digest stands behind \"%s=\".".formatted(name),
                    "Write sha256: and 64 lower-case hexadecimal digits there."));
  }
}
