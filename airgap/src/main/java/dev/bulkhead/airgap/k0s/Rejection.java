package dev.bulkhead.airgap.k0s;

import dev.bulkhead.airgap.k0s.ClusterConfig.Form;
import dev.bulkhead.airgap.k0s.FirstLeader.Written;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.verdict.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

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
      if (key.isConfigurable()) {
        found.addAll(new ImageRejections(config, key, release, by).all());
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
