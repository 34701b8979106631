package dev.bulkhead.verdict;

import dev.bulkhead.model.Location;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Something that ought to hold: that a rule is kept by a subject.
 *
 * @param location the node that the claim rests on; the guilty one if it is violated
 */
public record Claim(Rule rule, Subject subject, Location location) {

  /**
   * A short name for the claim that stays the same when lines move, when the source lies at another
   * path, and from run to run: twelve hexadecimal digits over rule and subject.
   */
  public String fingerprint() {
    var object = subject.object();
    String identity =
        String.join(
                "\u0000",
                rule.id(),
                object.apiVersion(),
                object.kind(),
                object.namespace(),
                object.name(),
                subject.origin().path(),
                subject.origin().hook().toString(),
                subject.container(),
                subject.image(),
                String.valueOf(subject.platform()),
                subject.aspect())
            + (subject.mode().isEmpty() ? "" : "\u0000" + subject.mode());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /** The same claim of a chart under another setting of its values. */
  public Claim inMode(String setting) {
    return new Claim(rule, subject.inMode(setting), location);
  }

  /** The claim holds. */
  public Verdict proven(String message, List<Fact> evidence) {
    return new Verdict.Proven(this, message, evidence);
  }

  /** The claim does not hold; as bad as the rule says. */
  public Verdict violated(String message, String remedy, List<Fact> evidence) {
    return new Verdict.Violated(this, rule.severity(), message, remedy, evidence);
  }

  /** Nobody can tell. */
  public Verdict unproven(String message, String remedy, List<Fact> evidence) {
    return new Verdict.Unproven(this, message, remedy, evidence);
  }
}
