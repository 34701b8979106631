package dev.bulkhead.variants;

import dev.bulkhead.model.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the search for the best tag comes to. */
public sealed interface TagChoice {
  /** Of one minor's tags no more are looked at: where so many lack a platform, all do. */
  int MOST_OF_A_MINOR = 10;

  /** The tags that are better but cannot be used, in the order in which they were looked at. */
  List<PassedOver> passedOver();

  /**
   * A tag that cannot be used.
   *
   * @param why as a clause whose subject is the image: {@code has no linux/arm64}
   */
  record PassedOver(TagVersion version, String why) {}

  /**
   * The best that can be used.
   *
   * @param digest what it names now, where that was looked up
   */
  record Found(TagVersion version, Optional<Digest> digest, List<PassedOver> passedOver)
      implements TagChoice {
    public Found {
      passedOver = List.copyOf(passedOver);
    }
  }

  /** None can be used, or there is none. */
  record Nothing(List<PassedOver> passedOver) implements TagChoice {
    public Nothing {
      passedOver = List.copyOf(passedOver);
    }
  }

  /**
   * Of the best that is left nobody would tell whether it can be used. What is worse is not taken
   * in its stead: a registry's bad moment would make another tag of it.
   *
   * @param reason a full sentence
   * @param supply what would supply the answer, beginning with a verb
   */
  record Untold(TagVersion version, String reason, String supply, List<PassedOver> passedOver)
      implements TagChoice {
    public Untold {
      passedOver = List.copyOf(passedOver);
    }
  }

  /**
   * Looks for the first that can be used.
   *
   * @param candidates in the order in which to try them, by minor ({@link TagsByMinor#candidates})
   */
  static TagChoice of(List<List<TagVersion>> candidates, Function<TagVersion, TagFit> fit) {
    var passedOver = new ArrayList<PassedOver>();
    for (List<TagVersion> ofMinor : candidates) {
      for (TagVersion version : ofMinor.stream().limit(MOST_OF_A_MINOR).toList()) {
        switch (fit.apply(version)) {
          case TagFit.Fits(var digest) -> {
            return new Found(version, digest, passedOver);
          }
          case TagFit.Untold(var reason, var supply) -> {
            return new Untold(version, reason, supply, passedOver);
          }
          case TagFit.Lacks(var why) -> passedOver.add(new PassedOver(version, why));
        }
      }
    }
    return new Nothing(passedOver);
  }
}
