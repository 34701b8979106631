package dev.bulkhead.airgap.k0s;

import dev.bulkhead.model.Location;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/** What the rules say of a configuration, as it is judged. */
public final class ConfigVerdicts {
  private final ConfigJudgement judgement;
  private final K0sReleases releases;
  private final Acceptance acceptance;
  private final List<Verdict> verdicts = new ArrayList<>();

  private ConfigVerdicts(ConfigJudgement judgement, K0sReleases releases) {
    this.judgement = judgement;
    this.releases = releases;
    this.acceptance = new Acceptance(judgement.config());
  }

  /** A verdict per claim: per image, and on the configuration as a whole. */
  public static List<Verdict> of(ConfigJudgement judgement, K0sReleases releases) {
    var verdicts = new ConfigVerdicts(judgement, releases);
    verdicts.judge();
    return List.copyOf(verdicts.verdicts);
  }

  private void judge() {
    var images = new PinVerdicts(judgement, acceptance::claim);
    judgement.pins().forEach(pin -> verdicts.addAll(images.of(pin)));
    verdicts.addAll(new RepositoryVerdicts(judgement, releases, acceptance::claim).all());
    verdicts.addAll(acceptance.rejections(judgement.target().version(), releases));
    verdicts.addAll(acceptance.keys());
  }

  /** Makes claims on a configuration. */
  @FunctionalInterface
  interface Claims {
    /** A claim on a key, which rests on what stands at a place. */
    Claim of(Rule rule, String aspect, Location at);
  }
}
