package dev.bulkhead.airgap.k0s;

import dev.bulkhead.airgap.k0s.ClusterConfig.Form;
import dev.bulkhead.airgap.k0s.ClusterConfig.Pin;
import dev.bulkhead.airgap.k0s.FirstLeader.Written;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.verdict.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Something in a configuration that releases do not take.
 *
 * @param path what it concerns: {@code spec.images.coredns}
 * @param effect what comes of it
 * @param cause a clause that says what is wrong, or what happens
 * @param remedy what to do, beginning with a verb
 * @param by the releases
 */
record Rejection(
    String path, Location at, Effect effect, String cause, String remedy, ReleaseRange by) {

  /** What comes of it where releases do not take something. */
  enum Effect {
    /** They do not run with it. */
    REFUSED(Severity.ERROR, "%s would not take it: %s."),
    /** The one that leads first creates no object from it, and does not get beyond that. */
    NOT_CREATED(Severity.ERROR, "%s would not take it: %s."),
    /** The same, if they are started with {@code --enable-dynamic-config}. */
    NOT_CREATED_IF_DYNAMIC(Severity.WARNING, "%s would not take it: %s."),
    /** They run with it, and something that they then run cannot be had. */
    UNUSABLE(Severity.ERROR, "%s would run with it in vain: %s."),
    /**
     * They run with what is in the cluster. Their API server refuses it only where it is new; what
     * an update leaves as it was is not looked at (ratcheting, on in Kubernetes from 1.30).
     */
    KEPT_ONLY(Severity.WARNING, "%s would run with it, but not take it anew: %s.");

    private final Severity severity;
    private final String sentence;

    Effect(Severity severity, String sentence) {
      this.severity = severity;
      this.sentence = sentence;
    }

    /** Whether it matters to the release alone that creates the cluster's object. */
    boolean isOfCreation() {
      return this == NOT_CREATED || this == NOT_CREATED_IF_DYNAMIC;
    }

    /** How bad that is where one of the releases is to run. */
    Severity severity() {
      return severity;
    }

    /** A sentence of it, whatever is wrong. */
    String told(String who, String cause) {
      return sentence.formatted(who, cause);
    }
  }

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
          new Rejection(one.path(), one.at(), Effect.REFUSED, one.cause(), one.remedy(), all));
    }
    return List.copyOf(found.values());
  }

  private Rejection and(Rejection other) {
    var both = new TreeSet<>(by.releases());
    both.addAll(other.by.releases());
    return new Rejection(path, at, effect, cause, remedy, new ReleaseRange(both));
  }

  private static List<Rejection> by(K0sRelease release, ClusterConfig config, boolean isCreated) {
    var found = new ArrayList<Rejection>();
    var by = new ReleaseRange(new TreeSet<>(List.of(release.version())));
    boolean isObject = config.form() == Form.OBJECT;
    for (ImageKey key : ImageKey.values()) {
      Optional<Pin> pin = Optional.ofNullable(config.pins().get(key));
      pin.flatMap(p -> ofNumber(p, by).or(() -> ofVersion(p, release, by))).ifPresent(found::add);
      pin.flatMap(p -> ofName(p, release, by)).ifPresent(found::add);
      if (key.isConfigurable()) {
        ofEmptyPart(key, config, release, by).ifPresent(found::add);
        if (isObject) {
          pin.flatMap(p -> ofHalf(p, release, by))
              .or(() -> ofEmptyMap(key, config, release, by))
              .ifPresent(found::add);
        }
      }
    }
    ofBalancer(config, release, by).ifPresent(found::add);
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
            Effect.KEPT_ONLY,
            "each release supplies the %s that %s lacks, and the API server refuses to create such an"
                    .formatted(lacks, pin.key())
                + " object, and changes of that image that leave it so",
            "State both image and version, or remove %s as a whole.".formatted(pin.key()),
            by));
  }

  private static Optional<Rejection> ofEmptyMap(
      ImageKey key, ClusterConfig config, K0sRelease release, ReleaseRange by) {
    String[] path = below(key);
    if (release.version().compareTo(WANTS_BOTH) < 0
        || config.pins().containsKey(key)
        || config.spec().mapping(path).isEmpty()
        || release.defaultOf(key).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Rejection(
            key.path(),
            config.spec().mapping(path).get().at(),
            Effect.KEPT_ONLY,
            "the API server refuses to create an object in which %s names nothing".formatted(key),
            "Remove %s as a whole.".formatted(key),
            by));
  }

  private static String[] below(ImageKey key) {
    return key.fields().subList(1, key.fields().size()).toArray(String[]::new);
  }

  /** Releases up to 1.30 ask for "coredns:"; later ones look, and refuse. */
  private static Optional<Rejection> ofEmptyPart(
      ImageKey key, ClusterConfig config, K0sRelease release, ReleaseRange by) {
    if (!key.isInImages()) {
      return Optional.empty();
    }
    return Stream.of("image", "version")
        .flatMap(
            part ->
                config
                    .spec()
                    .mapping(below(key))
                    .flatMap(image -> image.scalar(part))
                    .filter(value -> value.type() == Node.Scalar.Type.STRING)
                    .filter(value -> value.text().isEmpty())
                    .map(value -> emptyPart(key, part, value, release, by))
                    .stream())
        .findFirst();
  }

  private static Rejection emptyPart(
      ImageKey key, String part, Node.Scalar empty, K0sRelease release, ReleaseRange by) {
    boolean isLookedAt = release.version().compareTo(WANTS_BOTH) >= 0;
    return new Rejection(
        key.path(),
        empty.at(),
        isLookedAt ? Effect.REFUSED : Effect.UNUSABLE,
        "the %s of %s is an empty text, which k0s does not replace by its own".formatted(part, key)
            + (isLookedAt ? "" : ", and so it is no image that can be pulled"),
        "Remove the line, or %s as a whole.".formatted(key),
        by);
  }

  private static Optional<Rejection> ofName(Pin pin, K0sRelease release, ReleaseRange by) {
    boolean isLookedAt = release.version().compareTo(WANTS_BOTH) >= 0;
    return pin.image()
        .filter(image -> isLookedAt && !image.text().equals(image.text().strip()))
        .map(
            image ->
                new Rejection(
                    pin.key().path(),
                    image.at(),
                    Effect.REFUSED,
                    "the image of %s begins or ends with white space".formatted(pin.key()),
                    "Write it without.",
                    by));
  }

  /** There is one type up to 1.35, and Traefik besides from 1.36. */
  private static Optional<Rejection> ofBalancer(
      ClusterConfig config, K0sRelease release, ReleaseRange by) {
    boolean hasTraefik = release.defaultOf(ImageKey.TRAEFIK).isPresent();
    return config
        .spec()
        .scalar("network", "nodeLocalLoadBalancing", "type")
        .filter(type -> config.form() == Form.OBJECT || !type.text().isEmpty())
        .filter(type -> !type.text().equals("EnvoyProxy"))
        .filter(type -> !(hasTraefik && type.text().equals("Traefik")))
        .map(
            type ->
                new Rejection(
                    "spec.network.nodeLocalLoadBalancing.type",
                    type.at(),
                    type.text().isEmpty() ? Effect.KEPT_ONLY : Effect.REFUSED,
                    "\"%s\" is no type of load balancer for it".formatted(type.text()),
                    "Write EnvoyProxy, or Traefik from v1.36.1+k0s.0 on.",
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
                    Effect.REFUSED,
                    "the version of %s is no text but a number".formatted(pin.key()),
                    "Write it in quotes, as in version: \"3.9\".",
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
                    Effect.REFUSED,
                    "\"%s\" is no version of an image for it (%s)"
                        .formatted(version.text(), pin.key()),
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
                    Effect.REFUSED,
                    "it crashes on a file in which %s is null".formatted(found.path()),
                    "Remove the line, or write {}.",
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
            config.isDynamic() ? Effect.NOT_CREATED : Effect.NOT_CREATED_IF_DYNAMIC,
            "the first controller cannot store this file in the cluster, since it blanks the half"
                + " of an image that is its default (k0sproject/k0s#5888)",
            "Create the cluster with another release, or without --enable-dynamic-config.",
            by));
  }
}
