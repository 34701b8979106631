package dev.bulkhead.airgap.k0s;

import dev.bulkhead.airgap.k0s.ClusterConfig.Form;
import dev.bulkhead.airgap.k0s.ClusterConfig.Pin;
import dev.bulkhead.airgap.k0s.Rejection.Effect;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a release does not take of one image of a configuration.
 *
 * @param by the release alone
 */
record ImageRejections(ClusterConfig config, ImageKey key, K0sRelease release, ReleaseRange by) {
  /** From here on the API server wants both parts of an image, and k0s looks at them. */
  private static final K0sVersion WANTS_BOTH = new K0sVersion(1, 31, 1, 0);

  private static final String TAG = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
  private static final Pattern VERSION =
      Pattern.compile(
          TAG + "(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9A-Fa-f]{32,})?");

  List<Rejection> all() {
    var found = new ArrayList<Rejection>();
    Optional<Pin> pin = Optional.ofNullable(config.pins().get(key));
    pin.flatMap(p -> ofNumber(p).or(() -> ofVersion(p))).ifPresent(found::add);
    pin.flatMap(this::ofName).ifPresent(found::add);
    ofEmptyPart().ifPresent(found::add);
    if (config.form() == Form.OBJECT) {
      (pin.isPresent() ? ofHalf(pin.get()) : ofEmptyMap()).ifPresent(found::add);
    }
    return found;
  }

  private boolean wantsBoth() {
    return release.version().compareTo(WANTS_BOTH) >= 0;
  }

  /** The mapping that names it, be it empty. */
  private Optional<Node.Mapping> image() {
    return config
        .spec()
        .mapping(key.fields().subList(1, key.fields().size()).toArray(String[]::new));
  }

  private Optional<Rejection> ofHalf(Pin pin) {
    if (pin.whole().isPresent() || !wantsBoth()) {
      return Optional.empty();
    }
    String lacks = pin.image().isPresent() ? "version" : "image";
    return Optional.of(
        new Rejection(
            key.path(),
            pin.at(),
            Effect.KEPT_ONLY,
            "each release supplies the %s that %s lacks, and the API server refuses to create such an"
                    .formatted(lacks, key)
                + " object, and changes of that image that leave it so",
            "State both image and version, or remove %s as a whole.".formatted(key),
            by));
  }

  private Optional<Rejection> ofEmptyMap() {
    if (!wantsBoth() || image().isEmpty() || release.defaultOf(key).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Rejection(
            key.path(),
            image().get().at(),
            Effect.KEPT_ONLY,
            "the API server refuses to create an object in which %s names nothing".formatted(key),
            "Remove %s as a whole.".formatted(key),
            by));
  }

  /** Releases up to 1.30 ask for "coredns:"; later ones look, and refuse. */
  private Optional<Rejection> ofEmptyPart() {
    if (!key.isInImages()) {
      return Optional.empty();
    }
    return Stream.of("image", "version")
        .flatMap(
            part ->
                image()
                    .flatMap(image -> image.scalar(part))
                    .filter(value -> value.type() == Node.Scalar.Type.STRING)
                    .filter(value -> value.text().isEmpty())
                    .map(value -> emptyPart(part, value))
                    .stream())
        .findFirst();
  }

  private Rejection emptyPart(String part, Node.Scalar empty) {
    boolean isLookedAt = wantsBoth();
    return new Rejection(
        key.path(),
        empty.at(),
        isLookedAt ? Effect.REFUSED : Effect.UNUSABLE,
        "the %s of %s is an empty text, which k0s does not replace by its own".formatted(part, key)
            + (isLookedAt ? "" : ", and so it is no image that can be pulled"),
        "Remove the line, or %s as a whole.".formatted(key),
        by);
  }

  private Optional<Rejection> ofName(Pin pin) {
    return pin.image()
        .filter(image -> wantsBoth() && !image.text().equals(image.text().strip()))
        .map(
            image ->
                new Rejection(
                    key.path(),
                    image.at(),
                    Effect.REFUSED,
                    "the image of %s begins or ends with white space".formatted(key),
                    "Write it without.",
                    by));
  }

  /** Versions such as 3.9 are numbers in YAML, and k0s decodes strings alone. */
  private Optional<Rejection> ofNumber(Pin pin) {
    return pin.version()
        .filter(version -> version.type() != Node.Scalar.Type.STRING)
        .map(
            version ->
                new Rejection(
                    key.path(),
                    version.at(),
                    Effect.REFUSED,
                    "the version of %s is no text but a number".formatted(key),
                    "Write it in quotes, as in version: \"3.9\".",
                    by));
  }

  /** Below 1.31 only Envoy's image is looked at (pkg/apis/k0s/v1beta1, {@code Validate}). */
  private Optional<Rejection> ofVersion(Pin pin) {
    boolean isLookedAt = wantsBoth() || key == ImageKey.ENVOY;
    return pin.version()
        .filter(version -> isLookedAt && !isAccepted(version.text(), release.version()))
        .map(
            version ->
                new Rejection(
                    key.path(),
                    version.at(),
                    Effect.REFUSED,
                    "\"%s\" is no version of an image for it (%s)".formatted(version.text(), key),
                    "Write a tag, or a tag with a digest behind it: v1.2.3@sha256:….",
                    by));
  }

  private static boolean isAccepted(String version, K0sVersion release) {
    return VERSION.matcher(version).matches()
        && (version.indexOf('@') < 0 || release.compareTo(firstWithDigests(release)) >= 0);
  }

  private static K0sVersion firstWithDigests(K0sVersion release) {
    int patch =
        switch (release.minor()) {
          case 27 -> 16;
          case 28 -> 12;
          case 29 -> 7;
          case 30 -> 3;
          default -> 0;
        };
    return new K0sVersion(1, release.minor(), patch, 0);
  }
}
