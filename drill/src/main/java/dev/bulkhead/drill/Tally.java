package dev.bulkhead.drill;

import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Standing;
import dev.bulkhead.admission.Tier;
import dev.bulkhead.admission.Vital;
import java.time.Duration;
import java.util.List;

/**
 * How often one request was refused, came too late, or was held up.
 *
 * @param namespace it went to; the empty string for what lives in none
 * @param hooks all that refused or held it, not only the first, in the order of their calls
 * @param reason why they did, a clause: {@code its Service has no ready endpoint}
 * @param first when that began
 * @param last when it was so for the last time
 * @param longest for which the sender was held up
 */
public record Tally(
    Vital vital,
    Fate fate,
    String namespace,
    List<Hook> hooks,
    String reason,
    Duration first,
    Duration last,
    int count,
    Duration longest) {
  public Tally {
    hooks = List.copyOf(hooks);
  }

  /** What became of a request. */
  public enum Fate {
    REFUSED("refused"),
    LATE("too late"),
    DELAYED("delayed");

    private final String words;

    Fate(String words) {
      this.words = words;
    }

    /** As reports say it. */
    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * How well it is known that such a request is sent, and comes to this: one that is held exactly
   * as long as its sender waits may as well be in time.
   */
  public Standing standing() {
    boolean isTie =
        fate == Fate.LATE
            && hooks.size() == 1
            && hooks.getFirst().timeoutSeconds() == vital.limitSeconds();
    return isTie ? Standing.DERIVED : vital.standing();
  }

  /** Whether the request was not carried out, and the cluster lives on such requests. */
  public boolean isVital() {
    return fate != Fate.DELAYED && vital.tier() == Tier.VITAL;
  }
}
