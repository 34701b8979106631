package dev.bulkhead.airgap.k0s;

import dev.bulkhead.airgap.NeededImage.Need;
import dev.bulkhead.airgap.NeededImages;
import dev.bulkhead.airgap.NeededImages.Asking;
import dev.bulkhead.airgap.NeededImages.Place;
import dev.bulkhead.airgap.k0s.ClusterConfig.Pin;
import dev.bulkhead.airgap.verify.AirgapClaims;
import dev.bulkhead.airgap.verify.AirgapRules;
import dev.bulkhead.airgap.verify.Carried;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Origin;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the images that run with a configuration lie in the bundles. */
final class BundleVerdicts {
  private final ConfigJudgement judgement;
  private final List<ComponentImage> run;
  private final BundledImages bundled;
  private final ConfigVerdicts.Claims claims;

  BundleVerdicts(
      ConfigJudgement judgement,
      List<ComponentImage> run,
      BundledImages bundled,
      ConfigVerdicts.Claims claims) {
    this.judgement = judgement;
    this.run = run;
    this.bundled = bundled;
    this.claims = claims;
  }

  List<Verdict> all() {
    return bundled.carried().map(this::of).orElseGet(this::unknown);
  }

  private List<Verdict> of(Carried carried) {
    var askings = new ArrayList<Asking>();
    var verdicts = new ArrayList<Verdict>();
    for (ComponentImage one : run) {
      switch (ImageReference.read(one.image().toString())) {
        case ImageReference.Reading.Valid(var reference) -> askings.add(asking(one, reference));
        case ImageReference.Reading.Invalid(var shown, _, var reason) ->
            verdicts.add(unusable(one, shown, reason));
      }
    }
    NeededImages needed = NeededImages.of(askings, List.of());
    verdicts.addAll(new AirgapClaims(needed, Map.of(), bundled.platforms()).of(carried));
    return verdicts;
  }

  private Asking asking(ComponentImage one, ImageReference reference) {
    String file = judgement.config().file();
    String by = "k0s %s, %s".formatted(judgement.target().version(), one.key());
    return new Asking(
        reference,
        Need.CERTAIN,
        isChosen(one.key()) ? by + " (chosen)" : by,
        new Place(Origin.of(file, file), at(one.key())));
  }

  private Verdict unusable(ComponentImage one, String shown, String reason) {
    return claims
        .of(AirgapRules.IMAGE_MISSING, one.key().path(), at(one.key()))
        .violated(
            "No bundle can have \"%s\" (%s): %s.".formatted(shown, one.key(), reason),
            "Write a name and a tag that make an image.",
            List.of());
  }

  /** What nobody but its owner supplies; what k0s brings itself lies in the release's bundle. */
  private List<Verdict> unknown() {
    List<ComponentImage> chosen = run.stream().filter(one -> isChosen(one.key())).toList();
    if (chosen.isEmpty()) {
      return List.of();
    }
    String keys = chosen.stream().map(one -> one.key().path()).collect(Collectors.joining(", "));
    return List.of(
        claims
            .of(K0sRules.USER_PIN, "in bundles", at(chosen.getFirst().key()))
            .unproven(
                "Nobody says which bundles are to hold what was chosen: %s.".formatted(keys),
                "Name them with --bundle FILE.",
                List.of()));
  }

  /** Whether somebody named an image that no release's own bundle has under that name. */
  private boolean isChosen(ImageKey key) {
    return judgement.pins().stream()
        .filter(pin -> pin.key() == key)
        .anyMatch(
            pin ->
                switch (pin.verdict()) {
                  case PinVerdict.UserPin _, PinVerdict.MirrorOfDefault _ -> true;
                  case PinVerdict.HalfFloating _ -> isNew(pin);
                  case PinVerdict.Floating _,
                      PinVerdict.PinnedLikeTarget _,
                      PinVerdict.StaleDefault _ ->
                      false;
                });
  }

  private boolean isNew(JudgedPin pin) {
    return !judgement
        .config()
        .effectiveImage(pin.key(), judgement.target())
        .equals(judgement.target().defaultOf(pin.key()));
  }

  private Location at(ImageKey key) {
    return Optional.ofNullable(judgement.config().pins().get(key))
        .map(Pin::at)
        .orElseGet(() -> judgement.config().spec().at());
  }
}
