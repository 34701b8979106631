package dev.bulkhead.airgap.k0s;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.Origin;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the rules say of a configuration, as it is judged. */
public final class ConfigVerdicts {
  private final ConfigJudgement judgement;
  private final K0sReleases releases;
  private final Subject subject;
  private final List<Verdict> verdicts = new ArrayList<>();

  private ConfigVerdicts(ConfigJudgement judgement, K0sReleases releases) {
    this.judgement = judgement;
    this.releases = releases;
    ClusterConfig config = judgement.config();
    Node document = config.document();
    var key =
        new ObjectKey(
            document.text("apiVersion").orElse("k0s.k0sproject.io/v1beta1"),
            document.text("kind").filter(kind -> !kind.isEmpty()).orElse("ClusterConfig"),
            document.text("metadata", "namespace").orElse(""),
            document.text("metadata", "name").orElse("k0s"));
    this.subject = new Subject(key, Origin.of(config.file(), config.file()), "", "", null, "");
  }

  /** A verdict per claim: per image, and on the configuration as a whole. */
  public static List<Verdict> of(ConfigJudgement judgement, K0sReleases releases) {
    var verdicts = new ConfigVerdicts(judgement, releases);
    verdicts.judge();
    return List.copyOf(verdicts.verdicts);
  }

  private void judge() {
    var images = new PinVerdicts(judgement, this::claim);
    judgement.pins().forEach(pin -> verdicts.addAll(images.of(pin)));
    verdicts.addAll(new RepositoryVerdicts(judgement, releases, this::claim).all());
    judgeRejections();
    judgeKeys();
  }

  /** Makes claims on a configuration. */
  @FunctionalInterface
  interface Claims {
    /** A claim on a key, which rests on what stands at a place. */
    Claim of(Rule rule, String aspect, Location at);
  }

  private Claim claim(Rule rule, String aspect, Location at) {
    return new Claim(rule, subject.withAspect(aspect), at);
  }

  private void judgeRejections() {
    K0sVersion target = judgement.target().version();
    List<Rejection> known =
        Rejection.of(judgement.config(), releases).stream()
            .filter(one -> one.by().releases().last().compareTo(target) >= 0)
            .toList();
    for (Rejection one : known) {
      verdicts.add(rejected(one, target));
    }
    if (known.stream().noneMatch(one -> one.by().has(target))) {
      verdicts.add(
          claim(K0sRules.CONFIG_REJECTED, "", judgement.config().spec().at())
              .proven("k0s %s takes the configuration as it is.".formatted(target), List.of()));
    }
  }

  private Verdict rejected(Rejection one, K0sVersion target) {
    boolean isTarget = one.by().has(target);
    var who =
        isTarget
            ? ReleaseRange.of(Set.of(target))
            : ReleaseRange.of(one.by().releases().tailSet(target));
    Severity severity =
        !isTarget ? Severity.NOTICE : one.isCertain() ? Severity.ERROR : Severity.WARNING;
    Claim claim = claim(K0sRules.CONFIG_REJECTED, one.path(), one.at());
    var facts = List.of(new Fact("releases", one.by().toString()));
    return new Verdict.Violated(
        claim,
        severity,
        "%s would not take it: %s.".formatted(who.named(), one.cause()),
        one.remedy(),
        facts);
  }

  private void judgeKeys() {
    List<ConfigKeys.Unknown> unknown = ConfigKeys.unknown(judgement.config());
    for (ConfigKeys.Unknown key : unknown) {
      String nearest =
          key.nearest().isEmpty()
              ? "Remove it, or update Bulkhead if a newer release has it."
              : "Write %s, if that is meant."
                  .formatted(key.nearest().stream().collect(Collectors.joining(" or ")));
      verdicts.add(
          claim(K0sRules.UNKNOWN_KEY, key.path(), key.at())
              .violated(
                  "%s is a key that no known release of k0s has; %s."
                      .formatted(key.path(), fateOf(key.path())),
                  nearest,
                  List.of()));
    }
    if (unknown.isEmpty()) {
      verdicts.add(
          claim(K0sRules.UNKNOWN_KEY, "", judgement.config().spec().at())
              .proven("Every key is one that k0s has.", List.of()));
    }
  }

  /** k0s decodes strictly only down to where a type decodes itself (pkg/apis/k0s/v1beta1). */
  private String fateOf(String path) {
    boolean isPassedOver = path.startsWith("spec.images.") || path.startsWith("spec.network.");
    return judgement.config().form() == ClusterConfig.Form.OBJECT
        ? "the API server drops it"
        : isPassedOver ? "it is passed over in silence" : "k0s refuses a file with it";
  }
}
