package dev.bulkhead.drill;

import dev.bulkhead.admission.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Moments that tell the same of several, within half a minute.
 *
 * @param at the first of them
 * @param subjects in order, each once
 * @param standing how well it is known that this follows
 */
public record Passage(
    Duration at, Lane lane, Mark mark, List<String> subjects, String text, Standing standing) {
  private static final Duration TOGETHER = Duration.ofSeconds(30);
  private static final int MOST_NAMED = 3;

  public Passage {
    subjects = List.copyOf(subjects);
  }

  private record Key(Lane lane, Mark mark, String text, Standing standing) {}

  /** A passage that may still grow. */
  private record Open(Duration at, Key key, Set<String> subjects) {
    Passage close() {
      return new Passage(
          at, key.lane(), key.mark(), List.copyOf(subjects), key.text(), key.standing());
    }
  }

  /** The story of a timeline, in order. */
  public static List<Passage> of(List<Moment> moments) {
    var story = new ArrayList<Open>();
    Map<Key, Open> latest = new LinkedHashMap<>();
    for (Moment moment : moments) {
      var key = new Key(moment.lane(), moment.mark(), moment.text(), moment.standing());
      Open open = latest.get(key);
      if (open == null || moment.at().minus(open.at()).compareTo(TOGETHER) > 0) {
        open = new Open(moment.at(), key, new LinkedHashSet<>());
        latest.put(key, open);
        story.add(open);
      }
      open.subjects().add(moment.subject());
    }
    return story.stream().map(Open::close).toList();
  }

  /** A sentence but for its end: {@code worker-1, worker-2 and 3 more: turns NotReady}. */
  public String sentence() {
    String who = Words.list(subjects, MOST_NAMED);
    String what = subjects.size() == 1 ? who + " " + text : who + ": " + text;
    return standing == Standing.READ ? what : what + " (" + standing.words() + ")";
  }
}
