package dev.bulkhead.check;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Platform;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A container as the subject of claims, and how much a violation of one of them weighs. */
final class ContainerClaims {
  private final PodTemplate pod;
  private final Container container;
  private final String imageText;

  ContainerClaims(PodTemplate pod, Container container) {
    this.pod = pod;
    this.container = container;
    this.imageText = container.node().text("image").orElse("");
  }

  /** That the container keeps a rule, on every platform. */
  Claim claim(Rule rule, Location at) {
    return claim(rule, "", null, at);
  }

  /** That the container keeps a rule on a platform. */
  Claim claim(Rule rule, Platform platform, Location at) {
    return claim(rule, "", platform, at);
  }

  /** That one side of the container keeps a rule. */
  Claim claim(Rule rule, String aspect, @Nullable Platform platform, Location at) {
    String side = pod.byShape() ? (pod.path() + " " + aspect).strip() : aspect;
    var subject =
        Subject.of(pod.owner()).withContainer(container.name(), imageText).withAspect(side);
    return new Claim(rule, platform == null ? subject : subject.withPlatform(platform), at);
  }

  /** A violation of a claim. */
  Verdict violated(
      Claim claim, Severity severity, String message, String remedy, List<Fact> facts) {
    return demoted(new Verdict.Violated(claim, severity, message, remedy, facts));
  }

  /** What was recognised by shape alone, and what runs only on {@code helm test}, is a notice. */
  Verdict demoted(Verdict verdict) {
    boolean lesser = pod.byShape() || pod.owner().origin().hook().isTestOnly();
    return lesser && verdict instanceof Verdict.Violated violated
        ? new Verdict.Violated(
            violated.claim(),
            Severity.NOTICE,
            violated.message(),
            violated.remedy(),
            violated.evidence())
        : verdict;
  }
}
