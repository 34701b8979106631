package dev.bulkhead.cli;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.verdict.OptionError;

/** A registry's host, with a port or without: {@code localhost:5000}. */
record RegistryHost(String text) {

  /**
   * Reads a host.
   *
   * @throws OptionError where it is none, or more than that
   */
  static RegistryHost parse(String text) {
    int scheme = text.indexOf("://");
    if (scheme >= 0) {
      throw new OptionError(
          "\"%s\" is an address, and only its host is wanted.".formatted(text),
          "Leave out the scheme and what follows the host: %s."
              .formatted(text.substring(scheme + 3).replaceAll("/.*", "")));
    }
    boolean isWord = text.indexOf('.') < 0 && text.indexOf(':') < 0;
    String reference = text + (isWord ? ":443" : "") + "/x";
    if (text.isEmpty()
        || text.indexOf('/') >= 0
        || !(ImageReference.read(reference) instanceof ImageReference.Reading.Valid)) {
      throw new OptionError(
          "\"%s\" is not a registry's host.".formatted(text),
          "Write it as in registry.example or localhost:5000.");
    }
    return new RegistryHost(text);
  }
}
