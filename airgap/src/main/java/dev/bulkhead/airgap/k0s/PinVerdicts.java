package dev.bulkhead.airgap.k0s;

import dev.bulkhead.airgap.k0s.ClusterConfig.Pin;
import dev.bulkhead.model.Location;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the rules say of each image of a configuration. */
final class PinVerdicts {
  private final ConfigJudgement judgement;
  private final ConfigVerdicts.Claims claims;
  private final K0sRelease target;
  private final Map<ImageKey, ComponentImage> run;
  private final BundledImages bundled;

  PinVerdicts(
      ConfigJudgement judgement,
      List<ComponentImage> run,
      BundledImages bundled,
      ConfigVerdicts.Claims claims) {
    this.judgement = judgement;
    this.claims = claims;
    this.bundled = bundled;
    this.target = judgement.target();
    this.run = run.stream().collect(Collectors.toMap(ComponentImage::key, one -> one));
  }

  List<Verdict> of(JudgedPin pin) {
    return switch (pin.verdict()) {
      case PinVerdict.Floating _ -> List.of(floating(pin));
      case PinVerdict.HalfFloating half -> List.of(half(pin, half.hasImage()));
      case PinVerdict.PinnedLikeTarget like -> List.of(like(pin, like.defaultOf()));
      case PinVerdict.StaleDefault stale -> List.of(stale(pin, stale.defaultOf()));
      case PinVerdict.MirrorOfDefault mirror -> List.of(mirror(pin, mirror));
      case PinVerdict.UserPin _ -> List.of(chosen(pin));
    };
  }

  private Claim stale(JudgedPin pin) {
    return claims.of(K0sRules.STALE_DEFAULT, pin.key().path(), at(pin));
  }

  private Location at(JudgedPin pin) {
    return pin.pin().map(Pin::at).orElseGet(() -> judgement.config().spec().at());
  }

  private Verdict floating(JudgedPin pin) {
    return stale(pin)
        .proven(
            "%s is not stated: %s runs %s."
                .formatted(pin.key(), target.version(), effective(pin.key())),
            List.of());
  }

  private String effective(ImageKey key) {
    return judgement
        .config()
        .effectiveImage(key, target)
        .map(NamedVersion::toString)
        .orElse("none");
  }

  private static String named(JudgedPin pin) {
    return pin.image().map(NamedVersion::toString).orElse("");
  }

  private Verdict stale(JudgedPin pin, ReleaseRange defaultOf) {
    Severity severity = severity(pin.key());
    String remedy =
        pin.isWritten()
            ? "Remove it while the release that wrote it still runs, before %s joins: %s"
                .formatted(target.version(), repair())
            : "Keep it if it was chosen; if not, take it out with --remove %s."
                .formatted(pin.key());
    return new Verdict.Violated(
        stale(pin),
        severity,
        "%s pins %s, %s; %s.%s"
            .formatted(
                pin.key(),
                named(pin),
                origin(pin, defaultOf),
                own(pin, "brings"),
                consequence(pin.key())),
        remedy,
        facts(pin, defaultOf));
  }

  /** A clause on what the target has without it. */
  private String own(JudgedPin pin, String verb) {
    return pin.usual()
        .map(_ -> "%s %s %s".formatted(target.version(), verb, usual(pin.key())))
        .orElse("%s has no such key".formatted(target.version()));
  }

  /** What to type; {@code kubectl apply} leaves what is no longer stated in an object. */
  private String repair() {
    String config = "bulkhead k0s config " + judgement.config().file();
    return judgement.config().form() == ClusterConfig.Form.OBJECT
        ? config
            + " --patch strip.json; kubectl patch clusterconfig k0s -n kube-system --type json"
            + " --patch-file strip.json"
        : config + " --write";
  }

  private String usual(ImageKey key) {
    var without = new LinkedHashMap<>(judgement.config().pins());
    without.remove(key);
    return judgement
        .config()
        .withPins(without)
        .effectiveImage(key, target)
        .map(NamedVersion::toString)
        .orElse("none");
  }

  /** Whose default it is, as surely as that can be said. */
  private String origin(JudgedPin pin, ReleaseRange defaultOf) {
    ReleaseRange writers = defaultOf.and(judgement.writers());
    ReleaseRange who = writers.isEmpty() ? defaultOf : writers;
    return switch (pin.confidence()) {
      case HIGH -> "which %s wrote as its own default".formatted(who.named());
      case MEDIUM -> "the default of %s".formatted(who.named());
      case LOW ->
          pin.owner().filter(owner -> !owner.equals(FieldOwners.CONTROLLER)).isPresent()
              ? "the default of %s, though %s wrote it last"
                  .formatted(who.named(), pin.owner().get())
              : "the default of %s, or somebody's choice".formatted(who.named());
    };
  }

  private Severity severity(ImageKey key) {
    if (!run.containsKey(key)) {
      return Severity.NOTICE;
    }
    return isNeverPulled(key) ? Severity.ERROR : Severity.WARNING;
  }

  /** Who sets the policy Never has no registry, so that the pause image cannot be had either. */
  private boolean isNeverPulled(ImageKey key) {
    return Optional.ofNullable(run.get(key)).map(ComponentImage::pullPolicy).stream()
            .anyMatch("Never"::equals)
        || judgement.config().defaultPullPolicy().filter("Never"::equals).isPresent();
  }

  private String consequence(ImageKey key) {
    return switch (severity(key)) {
      case NOTICE -> " Nothing runs it with this configuration.";
      case WARNING -> " Nodes that cannot pull it need it in their bundle.";
      case ERROR -> " Nothing is pulled (Never), so every node needs it in its bundle.";
    };
  }

  private List<Fact> facts(JudgedPin pin, ReleaseRange defaultOf) {
    var facts = new ArrayList<Fact>();
    facts.add(new Fact("default-of", defaultOf.toString()));
    facts.add(new Fact("written-by", judgement.writers().toString()));
    facts.add(new Fact("confidence", pin.confidence().name().toLowerCase(Locale.ROOT)));
    pin.owner().ifPresent(owner -> facts.add(new Fact("field-owner", owner)));
    return facts;
  }

  private Verdict like(JudgedPin pin, ReleaseRange defaultOf) {
    return new Verdict.Violated(
        stale(pin),
        Severity.NOTICE,
        "%s pins %s, which is also what %s runs by itself: harmless now, stale at a later step."
            .formatted(pin.key(), named(pin), target.version()),
        pin.isWritten()
            ? "Remove it with the others: " + repair()
            : "Keep it if it was chosen; if not, take it out with --remove %s."
                .formatted(pin.key()),
        facts(pin, defaultOf));
  }

  private Verdict mirror(JudgedPin pin, PinVerdict.MirrorOfDefault mirror) {
    NamedVersion image = pin.image().orElseThrow();
    if (mirror.isTargets()) {
      return stale(pin)
          .proven(
              "%s names a mirror with the version that %s runs by itself."
                  .formatted(pin.key(), target.version()),
              List.of(new Fact("version-of", mirror.versionOf().toString())));
    }
    String usual = pin.usual().map(NamedVersion::version).orElse("none");
    return new Verdict.Violated(
        stale(pin),
        run.containsKey(pin.key()) ? Severity.WARNING : Severity.NOTICE,
        "%s names %s, a mirror with the version of %s; %s runs %s by itself."
            .formatted(pin.key(), image, mirror.versionOf().named(), target.version(), usual),
        "Set its version to %s when %s runs, or set spec.images.repository instead."
            .formatted(usual, target.version()),
        List.of(new Fact("version-of", mirror.versionOf().toString())));
  }

  private Verdict chosen(JudgedPin pin) {
    Optional<NamedVersion> image =
        judgement.config().effectiveImage(pin.key(), target).or(pin::image);
    return claims
        .of(K0sRules.USER_PIN, pin.key().path(), at(pin))
        .violated(
            "%s names %s, which is no release's default; %s.%s"
                .formatted(
                    pin.key(),
                    named(pin),
                    own(pin, "would run"),
                    image.map(bundled::told).orElse("")),
            image.flatMap(bundled::hold).orElse(false)
                ? "Keep it if it is meant."
                : "Keep it if it is meant, and see that the bundles have it.",
            pin.owner().map(owner -> List.of(new Fact("field-owner", owner))).orElse(List.of()));
  }

  private Verdict half(JudgedPin pin, boolean hasImage) {
    String stated =
        pin.pin()
            .flatMap(p -> hasImage ? p.image() : p.version())
            .map(scalar -> scalar.text())
            .orElse("");
    return claims
        .of(K0sRules.FLOATING, pin.key().path(), at(pin))
        .violated(
            hasImage
                ? "%s names %s without a version: %s runs %s, and each release puts its own behind it."
                    .formatted(pin.key(), stated, target.version(), effective(pin.key()))
                : "%s states the version %s without an image: %s runs %s, wherever k0s moves it."
                    .formatted(pin.key(), stated, target.version(), effective(pin.key())),
            hasImage
                ? "State the version, too, or set spec.images.repository instead."
                : "State the image, too.",
            List.of());
  }
}
