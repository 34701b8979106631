package dev.bulkhead.cli;

import dev.bulkhead.variants.TagChoice;
import java.util.List;

/**
 * The answer of {@code resolve}. What does not apply is empty.
 *
 * @param tag the one to take
 * @param digest what that tag names now
 * @param because why it is that one, or why there is none, a full sentence each
 * @param remedy what to do where there is none, beginning with a verb
 * @param passedOver better tags that cannot be used
 * @param nearest where there is none, the best tags of the nearest minors that have any
 */
record Resolution(
    Answer answer,
    String tag,
    String digest,
    List<String> because,
    String remedy,
    List<TagChoice.PassedOver> passedOver,
    List<String> nearest) {
  Resolution {
    because = List.copyOf(because);
    passedOver = List.copyOf(passedOver);
    nearest = List.copyOf(nearest);
  }
}
