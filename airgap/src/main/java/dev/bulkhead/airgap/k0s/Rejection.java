package dev.bulkhead.airgap.k0s;

import dev.bulkhead.airgap.k0s.ClusterConfig.Form;
import dev.bulkhead.airgap.k0s.ClusterConfig.Pin;
import dev.bulkhead.airgap.k0s.FirstLeader.Written;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Something in a configuration that releases do not take.
 *
 * @param path what it concerns: {@code spec.images.coredns}
 * @param cause a clause that says what happens
 * @param remedy what to do, beginning with a verb
 * @param isCertain whether it happens however the controllers are started
 * @param by the releases
 */
record Rejection(
    String path, Location at, String cause, String remedy, boolean isCertain, ReleaseRange by) {
  /** From here on the API server wants both parts of an image, and k0s looks at them. */
  private static final K0sVersion WANTS_BOTH = new K0sVersion(1, 31, 1, 0);

  private static final String TAG = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
  private static final Pattern VERSION =
      Pattern.compile(
          TAG + "(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9A-Fa-f]{32,})?");

  /** What releases do not take, in the order of the keys. */
  static List<Rejection> of(ClusterConfig config, K0sReleases releases) {
    return of(config, releases, true);
  }

  /** The same where the cluster is there already, so that nobody creates its object. */
  static List<Rejection> ofReading(ClusterConfig config, K0sReleases releases) {
    return of(config, releases, false);
  }

  private static List<Rejection> of(ClusterConfig config, K0sReleases releases, boolean isCreated) {
    var found = new TreeMap<String, Rejection>();
    for (K0sRelease release : releases.all()) {
      for (Rejection one : by(release, config, isCreated)) {
        found.merge(one.path() + "\0" + one.cause(), one, Rejection::and);
      }
    }
    var all = ReleaseRange.of(releases.known().keySet());
    for (Misshape one : Misshape.of(config)) {
      found.put(
          one.path() + "\0" + one.cause(),
          new Rejection(one.path(), one.at(), one.cause(), one.remedy(), true, all));
    }
    return List.copyOf(found.values());
  }

  private Rejection and(Rejection other) {
    var both = new TreeSet<>(by.releases());
    both.addAll(other.by.releases());
    return new Rejection(path, at, cause, remedy, isCertain, new ReleaseRange(both));
  }

  private static List<Rejection> by(K0sRelease release, ClusterConfig config, boolean isCreated) {
    var found = new ArrayList<Rejection>();
    var by = new ReleaseRange(new TreeSet<>(List.of(release.version())));
    boolean isObject = config.form() == Form.OBJECT;
    for (ImageKey key : ImageKey.values()) {
      Optional<Pin> pin = Optional.ofNullable(config.pins().get(key));
      pin.flatMap(p -> ofNumber(p, by).or(() -> ofVersion(p, release, by))).ifPresent(found::add);
      pin.filter(_ -> isObject).flatMap(p -> ofHalf(p, release, by)).ifPresent(found::add);
    }
    if (!isObject) {
      ofNull(config, release, by).ifPresent(found::add);
    }
    if (!isObject && isCreated) {
      ofWriting(config, release, by).ifPresent(found::add);
    }
    return found;
  }

  private static Optional<Rejection> ofHalf(Pin pin, K0sRelease release, ReleaseRange by) {
    if (pin.whole().isPresent() || release.version().compareTo(WANTS_BOTH) < 0) {
      return Optional.empty();
    }
    String lacks = pin.image().isPresent() ? "version" : "image";
    return Optional.of(
        new Rejection(
            pin.key().path(),
            pin.at(),
            "the API server refuses every change of an object in which %s has no %s"
                .formatted(pin.key(), lacks),
            "State both image and version, or remove %s as a whole.".formatted(pin.key()),
            true,
            by));
  }

  /** Versions such as 3.9 are numbers in YAML, and k0s decodes strings alone. */
  private static Optional<Rejection> ofNumber(Pin pin, ReleaseRange by) {
    return pin.version()
        .filter(version -> version.type() != Node.Scalar.Type.STRING)
        .map(
            version ->
                new Rejection(
                    pin.key().path(),
                    version.at(),
                    "the version of %s is no text but a number".formatted(pin.key()),
                    "Write it in quotes, as in version: \"3.9\".",
                    true,
                    by));
  }

  /** Below 1.31 only Envoy's image is looked at (pkg/apis/k0s/v1beta1, {@code Validate}). */
  private static Optional<Rejection> ofVersion(Pin pin, K0sRelease release, ReleaseRange by) {
    boolean isLookedAt =
        release.version().compareTo(WANTS_BOTH) >= 0 || pin.key() == ImageKey.ENVOY;
    return pin.version()
        .filter(version -> isLookedAt && !isAccepted(version.text(), release.version()))
        .map(
            version ->
                new Rejection(
                    pin.key().path(),
                    version.at(),
                    "\"%s\" is no version of an image for it (%s)"
                        .formatted(version.text(), pin.key()),
                    "Write a tag, or a tag with a digest behind it: v1.2.3@sha256:….",
                    true,
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

  /** What is null in a file is a null pointer where images are pointers (k0s v1.32.1+k0s.0 on). */
  private static Optional<Rejection> ofNull(
      ClusterConfig config, K0sRelease release, ReleaseRange by) {
    if (release.traits().strip() == Traits.Strip.NONE) {
      return Optional.empty();
    }
    return config
        .spec()
        .mapping("images")
        .flatMap(images -> nullBelow(images, "spec.images"))
        .map(
            found ->
                new Rejection(
                    found.path(),
                    found.at(),
                    "it crashes on a file in which %s is null".formatted(found.path()),
                    "Remove the line, or write {}.",
                    true,
                    by));
  }

  private record Null(String path, Location at) {}

  private static Optional<Null> nullBelow(Node.Mapping mapping, String path) {
    for (var field : mapping.fields().entrySet()) {
      String name = path + "." + field.getKey();
      boolean isImages =
          ImageKey.of(name).isPresent() || name.matches(".*\\.(calico|kuberouter|windows)");
      if (isImages && field.getValue() instanceof Node.Scalar scalar && scalar.isNull()) {
        return Optional.of(new Null(name, mapping.keyAt(field.getKey())));
      }
      if (isImages && field.getValue() instanceof Node.Mapping below) {
        Optional<Null> found = nullBelow(below, name);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Rejection> ofWriting(
      ClusterConfig config, K0sRelease release, ReleaseRange by) {
    if (!(FirstLeader.write(config, release) instanceof Written.Refused)) {
      return Optional.empty();
    }
    Location at =
        config.spec().mapping("images").map(Node.Mapping::at).orElseGet(() -> config.spec().at());
    return Optional.of(
        new Rejection(
            "spec.images",
            at,
            "the first controller cannot store this file in the cluster, since it blanks the half"
                + " of an image that is its default (k0sproject/k0s#5888)",
            "Create the cluster with another release, or without --enable-dynamic-config.",
            config.isDynamic(),
            by));
  }
}
