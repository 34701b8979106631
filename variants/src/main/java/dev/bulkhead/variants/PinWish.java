package dev.bulkhead.variants;

import dev.bulkhead.verdict.Subject;

/**
 * A container whose image is to be pinned.
 *
 * @param setting in which it runs the image
 * @param image as the chart writes it
 * @param follows whether the image changes with the cluster's version
 * @param target what the image is to be
 */
record PinWish(
    Subject container, Setting setting, String image, boolean follows, PinTarget.To target) {
  /** The reference that is wanted, with its tag, and with its digest if it is to have one. */
  String reference() {
    return target.reference();
  }

  /** The reference without its digest. */
  String tagged() {
    int at = reference().indexOf('@');
    return at < 0 ? reference() : reference().substring(0, at);
  }

  /** The reference without its tag. */
  String untagged() {
    String tagged = tagged();
    int colon = tagged.lastIndexOf(':');
    String name = colon > tagged.lastIndexOf('/') ? tagged.substring(0, colon) : tagged;
    return name + "@" + digest();
  }

  /** The digest; the whole reference where it is to have none. */
  String digest() {
    return reference().substring(reference().indexOf('@') + 1);
  }

  /** Whether the chart writes what is wanted, on all clusters. */
  boolean stands() {
    return !follows
        && ContainerImages.canonical(image).equals(ContainerImages.canonical(reference()));
  }
}
