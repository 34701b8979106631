package dev.bulkhead.diff;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Userinfo;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an upgrade changes.
 *
 * @param part what of the subject: {@code container manager}; the empty string for all of it
 * @param path where in the subject: {@code spec.selector}; the empty string for all of it
 * @param sentence what changes, with the values, and what that can do; a name and password before a
 *     host are concealed
 * @param before where it stood, null where it was not there
 * @param after where it stands, null where it is not there
 */
public record Change(
    Hurt hurt,
    Area area,
    Subject subject,
    String part,
    String path,
    String sentence,
    @Nullable Location before,
    @Nullable Location after)
    implements Comparable<Change> {
  public Change {
    sentence = Userinfo.concealed(sentence);
  }

  /** The worst first; then by area, subject and place. */
  private static final Comparator<Change> ORDER =
      Comparator.comparing(Change::hurt)
          .thenComparing(Change::area)
          .thenComparing(change -> change.subject().toString())
          .thenComparing(Change::part)
          .thenComparing(Change::path)
          .thenComparing(Change::sentence);

  @Override
  public int compareTo(Change other) {
    return ORDER.compare(this, other);
  }
}
