package dev.bulkhead.airgap.verify;

/**
 * Something that is wrong with a bundle itself, whoever needs what of it.
 *
 * @param part what of the bundle it is about: a name, a blob; the empty string for all of it
 * @param cause a full sentence
 * @param remedy what to do, beginning with a verb
 */
public record BundleFault(Kind kind, String part, String cause, String remedy) {

  /** What sort of fault. */
  public enum Kind {
    /** The file as a whole is compressed, and no container runtime imports it. */
    COMPRESSED,
    /** It is no archive of images, or not a whole one. */
    UNREADABLE,
    /** An image in it has no name, or one under which nobody finds it. */
    NAME,
    /** It lists something that is not in it. */
    EMPTY,
    /** A blob is not what its name says. */
    BLOB;

    /** Whether nothing of the bundle can be used. */
    public boolean isOfAll() {
      return this == COMPRESSED || this == UNREADABLE;
    }
  }
}
