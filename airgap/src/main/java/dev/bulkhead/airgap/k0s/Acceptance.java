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
import java.util.Collection;
import java.util.List;

/** Whether releases take a configuration, and every key of it: what the rules say of that. */
public final class Acceptance {
  private final ClusterConfig config;
  private final Subject subject;

  Acceptance(ClusterConfig config) {
    this.config = config;
    Node document = config.document();
    var key =
        new ObjectKey(
            document.text("apiVersion").orElse("k0s.k0sproject.io/v1beta1"),
            document.text("kind").filter(kind -> !kind.isEmpty()).orElse("ClusterConfig"),
            document.text("metadata", "namespace").orElse(""),
            document.text("metadata", "name").orElse("k0s"));
    this.subject = new Subject(key, Origin.of(config.file(), config.file()), "", "", null, "");
  }

  /**
   * What keeps releases from running with a configuration that is in place already, and the keys
   * that they pass over.
   *
   * @param way the releases that are to run with it, one after the other
   */
  public static List<Verdict> of(
      ClusterConfig config, Collection<K0sVersion> way, K0sReleases releases) {
    var acceptance = new Acceptance(config);
    ReleaseRange all = ReleaseRange.of(way);
    var verdicts = new ArrayList<Verdict>();
    for (Rejection one : Rejection.ofReading(config, releases)) {
      ReleaseRange by = one.by().and(all);
      if (!by.isEmpty()) {
        verdicts.add(acceptance.rejected(one, by, one.effect().severity()));
      }
    }
    if (verdicts.isEmpty()) {
      verdicts.add(acceptance.taken("k0s " + all));
    }
    verdicts.addAll(acceptance.keys());
    return verdicts;
  }

  /** A claim on a key, which rests on what stands at a place. */
  Claim claim(Rule rule, String aspect, Location at) {
    return new Claim(rule, subject.withAspect(aspect), at);
  }

  /** What keeps a release from taking it, and what will keep later ones, which create nothing. */
  List<Verdict> rejections(K0sVersion target, K0sReleases releases) {
    List<Rejection> known =
        Rejection.of(config, releases).stream()
            .filter(one -> one.by().releases().last().compareTo(target) >= 0)
            .filter(one -> one.by().has(target) || !one.effect().isOfCreation())
            .toList();
    var verdicts = new ArrayList<Verdict>();
    known.forEach(one -> verdicts.add(rejected(one, target)));
    if (known.stream().noneMatch(one -> one.by().has(target))) {
      verdicts.add(taken("k0s " + target));
    }
    return verdicts;
  }

  private Verdict taken(String by) {
    return claim(K0sRules.CONFIG_REJECTED, "", config.spec().at())
        .proven("%s takes the configuration as it is.".formatted(by), List.of());
  }

  private Verdict rejected(Rejection one, K0sVersion target) {
    if (!one.by().has(target)) {
      ReleaseRange later = ReleaseRange.of(one.by().releases().tailSet(target));
      return rejected(one, later, Severity.NOTICE);
    }
    return rejected(one, ReleaseRange.of(List.of(target)), one.effect().severity());
  }

  private Verdict rejected(Rejection one, ReleaseRange who, Severity severity) {
    return new Verdict.Violated(
        claim(K0sRules.CONFIG_REJECTED, one.path(), one.at()),
        severity,
        one.effect().told(who.named(), one.cause()),
        one.remedy(),
        List.of(new Fact("releases", one.by().toString())));
  }

  /** Whether each key is one that k0s has. */
  List<Verdict> keys() {
    List<ConfigKeys.Unknown> unknown = ConfigKeys.unknown(config);
    if (unknown.isEmpty()) {
      return List.of(
          claim(K0sRules.UNKNOWN_KEY, "", config.spec().at())
              .proven("Every key is one that k0s has.", List.of()));
    }
    return unknown.stream().map(this::unknown).toList();
  }

  private Verdict unknown(ConfigKeys.Unknown key) {
    Claim claim = claim(K0sRules.UNKNOWN_KEY, key.path(), key.at());
    if (config.form() != ClusterConfig.Form.OBJECT && key.otherCase().isPresent()) {
      return claim.unproven(
          "%s is read by k0s as %s, whatever the case, and by nobody else: what it sets is not known here."
              .formatted(key.path(), key.otherCase().get()),
          "Write it %s.".formatted(key.otherCase().get()),
          List.of());
    }
    return claim.violated(
        "%s is a key that no known release of k0s has; %s."
            .formatted(key.path(), fateOf(key.path())),
        key.nearest().isEmpty()
            ? "Remove it, or update Bulkhead if a newer release has it."
            : "Write %s, if that is meant.".formatted(String.join(" or ", key.nearest())),
        List.of());
  }

  /** k0s decodes strictly only down to where a type decodes itself (pkg/apis/k0s/v1beta1). */
  private String fateOf(String path) {
    boolean isPassedOver = path.startsWith("spec.images.") || path.startsWith("spec.network.");
    return config.form() == ClusterConfig.Form.OBJECT
        ? "the API server drops it"
        : isPassedOver ? "it is passed over in silence" : "k0s refuses a file with it";
  }
}
