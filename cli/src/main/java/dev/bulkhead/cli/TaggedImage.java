package dev.bulkhead.cli;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Userinfo;
import dev.bulkhead.variants.TagPattern;
import dev.bulkhead.verdict.OptionError;

/**
 * An image without its tag, and which of its tags count: {@code clastix/kubectl}, {@code
 * bitnami/kubectl:{major}.{minor}.{patch}-debian-12-r*}.
 *
 * @param name as it was written, so that a reference made of it is what its writer expects
 */
record TaggedImage(String name, ImageReference image, TagPattern pattern) {

  /**
   * Reads an argument.
   *
   * @throws OptionError where it names no image, one fixed image, or holds no pattern
   */
  static TaggedImage parse(String text) {
    if (text.indexOf('@') >= 0) {
      throw new OptionError(
          "\"%s\" is no image without its tag: it holds an @.".formatted(Userinfo.concealed(text)),
          "Name the image alone, as in clastix/kubectl; a digest leaves nothing to look for.");
    }
    int colon = text.lastIndexOf(':');
    boolean hasPattern = colon > text.lastIndexOf('/');
    String name = hasPattern ? text.substring(0, colon) : text;
    ImageReference image = image(name);
    return new TaggedImage(
        name, image, hasPattern ? pattern(text.substring(colon + 1)) : TagPattern.USUAL);
  }

  private static ImageReference image(String name) {
    return switch (ImageReference.read(name)) {
      case ImageReference.Reading.Valid(var reference) -> reference;
      case ImageReference.Reading.Invalid(var text, var _, var reason) ->
          throw new OptionError(
              "\"%s\" names no image: %s.".formatted(text, reason),
              "Write it as in clastix/kubectl or registry.k8s.io/kubectl.");
    };
  }

  private static TagPattern pattern(String text) {
    return switch (TagPattern.read(text)) {
      case TagPattern.Reading.Valid(var pattern) -> pattern;
      case TagPattern.Reading.Invalid(var cause, var remedy) ->
          throw new OptionError(cause, remedy);
    };
  }

  /** The image with a tag, as its writer would write it. */
  String with(String tag) {
    return name + ":" + tag;
  }

  /** The image with one of its tags. */
  ImageReference reference(String tag) {
    return image(with(tag));
  }

  /** {@code tag}, or {@code tag of the form v{major}.{minor}}. */
  String kindOfTag() {
    return pattern.isUsual() ? "tag" : "tag of the form " + pattern;
  }
}
