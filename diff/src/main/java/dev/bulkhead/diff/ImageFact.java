package dev.bulkhead.diff;

import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Image;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** What is known of one image. */
sealed interface ImageFact {

  /**
   * It exists.
   *
   * @param onPlatforms what it is on those platforms of the compared ones that it has
   */
  record Known(SequencedMap<Platform, Image> onPlatforms) implements ImageFact {
    public Known {
      onPlatforms = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(onPlatforms));
    }

    /** The image on the first platform that it has. */
    Optional<Image> first() {
      return onPlatforms.values().stream().findFirst();
    }
  }

  /**
   * It does not exist.
   *
   * @param where who said so
   * @param answer in which words
   * @param nearest existing tags, best first
   */
  record Missing(String where, String answer, List<String> nearest) implements ImageFact {
    public Missing {
      nearest = List.copyOf(nearest);
    }
  }

  /**
   * Nobody told.
   *
   * @param reason a full sentence
   * @param supply what would supply it, beginning with a verb
   */
  record Unknown(String reason, String supply) implements ImageFact {}
}
