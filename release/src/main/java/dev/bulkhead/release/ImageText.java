package dev.bulkhead.release;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Node;
import dev.bulkhead.release.Carrier.Kind;
import java.util.Optional;

/** Where an image's tag stands in the text that names the image. */
record ImageText(ImageReference reference, int tagAt) {

  /** Reads an image that has a tag; empty for what is none, or has no tag. */
  static Optional<ImageText> of(String text) {
    if (!(ImageReference.read(text) instanceof ImageReference.Reading.Valid(var reference))
        || reference.tag() == null) {
      return Optional.empty();
    }
    int end = reference.digest() == null ? text.length() : text.indexOf('@');
    return Optional.of(new ImageText(reference, end - reference.tag().length()));
  }

  /** The carrier that a scalar with an image is. */
  static Optional<Carrier> carrier(Kind kind, Node.Scalar scalar, FileText file, String how) {
    return carrier(kind, scalar, 0, file, how);
  }

  /**
   * The carrier that a scalar ends with.
   *
   * @param from where in the scalar's text the image begins
   */
  static Optional<Carrier> carrier(
      Kind kind, Node.Scalar scalar, int from, FileText file, String how) {
    return of(scalar.text().substring(from))
        .map(
            image ->
                new Carrier(
                    kind,
                    image.reference.name(),
                    image.tag(),
                    file.within(scalar, from + image.tagAt),
                    how));
  }

  String tag() {
    return reference.effectiveTag();
  }
}
