package dev.bulkhead.airgap.k0s.plan;

/**
 * What has to hold before anybody goes on.
 *
 * @param until a clause: {@code its API server answers ok}
 * @param command what shows it, to be typed as it stands; empty where a person has to look
 */
public record Gate(String until, String command) {
  /** What no command shows. */
  static Gate looked(String until) {
    return new Gate(until, "");
  }
}
