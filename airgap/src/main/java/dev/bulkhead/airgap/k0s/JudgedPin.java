package dev.bulkhead.airgap.k0s;

import dev.bulkhead.airgap.k0s.ClusterConfig.Pin;
import java.util.Optional;

/**
 * What is to be said of one image of a configuration.
 *
 * @param pin what is stated of it; empty where nothing is
 * @param confidence of verdicts that call it a default
 * @param owner who wrote it by the object's own record ({@code metadata.managedFields}); empty
 *     where there is none
 * @param usual the target's default; empty where it has no such key
 */
public record JudgedPin(
    ImageKey key,
    Optional<Pin> pin,
    PinVerdict verdict,
    Confidence confidence,
    Optional<String> owner,
    Optional<NamedVersion> usual) {

  /** Whether it is a default that a release wrote, as far as can be told. */
  public boolean isWritten() {
    return confidence != Confidence.LOW && isDefault();
  }

  /** Whether it is the default of some release, whoever wrote it. */
  public boolean isDefault() {
    return verdict instanceof PinVerdict.StaleDefault
        || verdict instanceof PinVerdict.PinnedLikeTarget;
  }

  /** The image that is named; empty where it is not named whole. */
  public Optional<NamedVersion> image() {
    return pin.flatMap(Pin::whole);
  }
}
