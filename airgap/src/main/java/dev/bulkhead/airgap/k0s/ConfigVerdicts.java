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
  private final NodeFlags flags;
  private final BundledImages bundled;
  private final Acceptance acceptance;
  private final List<Verdict> verdicts = new ArrayList<>();

  private ConfigVerdicts(
      ConfigJudgement judgement, K0sReleases releases, NodeFlags flags, BundledImages bundled) {
    this.judgement = judgement;
    this.releases = releases;
    this.flags = flags;
    this.bundled = bundled;
    this.acceptance = new Acceptance(judgement.config());
  }

  /**
   * A verdict per claim: per image, on the configuration as a whole, and per image that runs on
   * whether it lies in the bundles.
   *
   * @param flags how the services are started
   */
  public static List<Verdict> of(
      ConfigJudgement judgement, K0sReleases releases, NodeFlags flags, BundledImages bundled) {
    var verdicts = new ConfigVerdicts(judgement, releases, flags, bundled);
    verdicts.judge();
    return List.copyOf(verdicts.verdicts);
  }

  private void judge() {
    List<ComponentImage> run = Components.of(judgement.config(), judgement.target(), flags);
    var images = new PinVerdicts(judgement, run, bundled, acceptance::claim);
    judgement.pins().forEach(pin -> verdicts.addAll(images.of(pin)));
    verdicts.addAll(new RepositoryVerdicts(judgement, releases, acceptance::claim).all());
    verdicts.addAll(acceptance.rejections(judgement.target().version(), releases));
    verdicts.addAll(acceptance.keys());
    verdicts.addAll(new BundleVerdicts(judgement, run, bundled, acceptance::claim).all());
  }

  /** Makes claims on a configuration. */
  @FunctionalInterface
  interface Claims {
    /** A claim on a key, which rests on what stands at a place. */
    Claim of(Rule rule, String aspect, Location at);
  }
}
