package dev.bulkhead.airgap.bundle;

import dev.bulkhead.model.ImageReference;

/** What it comes to to look for all that an image consists of. */
public sealed interface Surveyed {
  /** All of it is known. */
  record Found(CarriedImage image) implements Surveyed {}

  /**
   * It cannot be carried as was asked.
   *
   * @param cause a full sentence
   * @param remedy beginning with a verb
   */
  record Refused(ImageReference reference, String cause, String remedy) implements Surveyed {}

  /**
   * Nobody told.
   *
   * @param reason a full sentence, never with a credential
   * @param supply what would help, beginning with a verb
   */
  record Untold(ImageReference reference, String reason, String supply) implements Surveyed {}
}
