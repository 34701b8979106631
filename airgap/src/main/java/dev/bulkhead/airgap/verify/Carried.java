package dev.bulkhead.airgap.verify;

import dev.bulkhead.airgap.Holdings;
import dev.bulkhead.model.ImageReference;
import java.util.Optional;

/** What lies at one place behind the air gap, and what else is to be told of it. */
public interface Carried extends Holdings {
  /** What a person calls the place: a file, several files, a mirror. */
  String where();

  /** Something that lies there and was meant for the reference; empty where there is nothing. */
  default Optional<String> meantFor(ImageReference reference) {
    return Optional.empty();
  }

  /** What a person can do to bring something there, beginning with a verb. */
  String remedy(ImageReference reference);

  /** What a person can do where something lies there that is not whole, beginning with a verb. */
  default String mend(ImageReference reference) {
    return remedy(reference);
  }
}
