package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.ContentStore.ManifestAnswer;
import java.util.List;
import java.util.Optional;

/** The answer to the question whether a tag or digest exists, on whatever platform. */
public sealed interface Existence {

  /**
   * It exists.
   *
   * @param where who said so: a registry's host
   * @param digest what the tag names now, as the registry says
   */
  record Exists(String where, Optional<Digest> digest) implements Existence {}

  /**
   * It does not.
   *
   * @param answer in which words: {@code 404 MANIFEST_UNKNOWN}
   * @param nearestTags existing tags most like the one asked for, best first
   */
  record Missing(String where, String answer, List<String> nearestTags) implements Existence {
    public Missing {
      nearestTags = List.copyOf(nearestTags);
    }
  }

  /**
   * Nobody could be asked, or nobody would tell.
   *
   * @param reason a full sentence, never with a credential
   * @param supply what would supply the evidence, beginning with a verb
   */
  record Unavailable(String reason, String supply) implements Existence {}

  /** What an answer about a manifest says about its existence. */
  static Existence of(String where, ManifestAnswer answer) {
    return switch (answer) {
      case ManifestAnswer.Content content -> new Exists(where, Optional.of(content.digest()));
      case ManifestAnswer.NotFound(var words, var nearest) -> new Missing(where, words, nearest);
      case ManifestAnswer.NotTold(var reason, var supply) -> new Unavailable(reason, supply);
    };
  }
}
