package dev.bulkhead.check;

/** A text that the manifests may or may not tell. */
sealed interface Value {
  /** The manifests tell it. */
  record Known(String text) implements Value {}

  /**
   * It comes from somewhere else.
   *
   * @param why a clause: {@code "its value comes from the Secret credentials"}
   */
  record Unknown(String why) implements Value {}
}
