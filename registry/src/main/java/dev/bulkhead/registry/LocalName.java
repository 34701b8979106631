package dev.bulkhead.registry;

import dev.bulkhead.model.ImageReference;
import java.util.Optional;

/**
 * What a layout or an archive calls an image: a full name, or a bare tag. A bare tag says nothing
 * about the repository, and so is taken for one only where the layout itself is called like it:
 * {@code nginx/} or {@code nginx.tar} with the tag {@code 1.27} holds {@code nginx:1.27}.
 */
sealed interface LocalName {
  /** Whether the reference, by its tag, means what is called so. */
  boolean matches(ImageReference reference);

  /** The tag by which the reference's repository has it; empty where it is another repository. */
  Optional<String> tagIn(ImageReference repository);

  /** A name with its repository. */
  record Full(ImageReference name) implements LocalName {
    @Override
    public boolean matches(ImageReference reference) {
      return reference.name().equals(name.name())
          && reference.effectiveTag().equals(name.effectiveTag());
    }

    @Override
    public Optional<String> tagIn(ImageReference repository) {
      boolean isTag = repository.name().equals(name.name()) && name.digest() == null;
      return isTag ? Optional.of(name.effectiveTag()) : Optional.empty();
    }

    @Override
    public String toString() {
      return name.canonical();
    }
  }

  /**
   * A tag alone.
   *
   * @param store the layout's or archive's own name, without extension
   */
  record BareTag(String tag, String store) implements LocalName {
    @Override
    public boolean matches(ImageReference reference) {
      return reference.effectiveTag().equals(tag) && isCalledLike(reference.repository());
    }

    @Override
    public Optional<String> tagIn(ImageReference repository) {
      return isCalledLike(repository.repository()) ? Optional.of(tag) : Optional.empty();
    }

    private boolean isCalledLike(String repository) {
      return repository.substring(repository.lastIndexOf('/') + 1).equals(store);
    }

    @Override
    public String toString() {
      return store + ":" + tag;
    }
  }

  /**
   * Reads a name as an annotation states it; empty for what is no name.
   *
   * @param store the layout's or archive's own name, without extension
   */
  static Optional<LocalName> read(String text, String store) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.indexOf('/') < 0 && text.indexOf(':') < 0 && text.indexOf('@') < 0) {
      return Optional.of(new BareTag(text, store));
    }
    return full(text);
  }

  /** Reads a name that is known to have its repository. */
  static Optional<LocalName> full(String text) {
    return ImageReference.read(text) instanceof ImageReference.Reading.Valid(var name)
        ? Optional.of(new Full(name))
        : Optional.empty();
  }
}
