package dev.bulkhead.registry;

import dev.bulkhead.model.ImageReference;

/** References for tests. */
final class Refs {
  private Refs() {}

  static ImageReference ref(String text) {
    return switch (ImageReference.read(text)) {
      case ImageReference.Reading.Valid(var reference) -> reference;
      case ImageReference.Reading.Invalid invalid ->
          throw new IllegalArgumentException(invalid.toString());
    };
  }
}
