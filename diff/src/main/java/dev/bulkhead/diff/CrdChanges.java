package dev.bulkhead.diff;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What becomes of custom resources: versions that come and go, what is stored, what is pruned.
 *
 * @param byHelm whether both sides are charts, whose folder {@code crds/} Helm reads only when a
 *     chart is first installed
 */
record CrdChanges(boolean byHelm) implements Comparison {
  /** The folder of a chart, or of one within it; a subchart may be called crds itself. */
  private static final Pattern CRDS_FOLDER = Pattern.compile("(?:charts/[^/]+/)*crds/.+");

  @Override
  public Stream<Change> changes(Pair<KubernetesObject> object) {
    if (!object.any().key().kind().equals("CustomResourceDefinition")) {
      return Stream.empty();
    }
    var spot = Spot.of(object);
    return switch (object) {
      case Pair.Added<KubernetesObject>(var after) ->
          Stream.of(
              isInstalledOnce(after)
                  ? spot.canHurt(
                      Area.CRDS,
                      "It is new and lies in crds/, which Helm does not read in an upgrade: unless a hook does, apply it by hand first.")
                  : spot.worthKnowing(Area.CRDS, "It is new."));
      case Pair.Removed<KubernetesObject>(var before) -> Stream.of(goes(spot, before));
      case Pair.Kept<KubernetesObject>(var before, var after) -> kept(spot, before, after);
    };
  }

  private boolean isInstalledOnce(KubernetesObject crd) {
    return byHelm && CRDS_FOLDER.matcher(crd.origin().path()).matches();
  }

  private Change goes(Spot spot, KubernetesObject before) {
    if (isInstalledOnce(before) || Presence.isKept(before)) {
      return spot.worthKnowing(
          Area.CRDS, "It goes away; Helm leaves it in the cluster, and what is kept by it.");
    }
    return spot.breaks(
        Area.CRDS,
        "It goes away, and deleting it deletes every %s of the cluster.".formatted(kindOf(before)));
  }

  /** The kind that it defines. */
  private static String kindOf(KubernetesObject crd) {
    return crd.root().text("spec", "names", "kind").orElse("object");
  }

  private Stream<Change> kept(Spot root, KubernetesObject before, KubernetesObject after) {
    var changes = new ArrayList<Change>();
    if (isInstalledOnce(after) && !root.differences(Noise.OF_CRDS).isEmpty()) {
      changes.add(
          root.canHurt(
              Area.CRDS,
              "It changes and lies in crds/, which Helm does not read in an upgrade: unless a hook does, apply it by hand first."));
    }
    if (byHelm && isInstalledOnce(before) && !isInstalledOnce(after)) {
      changes.add(
          root.breaks(
              Area.CRDS,
              "It moves from crds/ to the templates: Helm refuses to take over what it has not created as part of the release, unless its labels and annotations say so."));
    }
    if (isInstalledOnce(after) && !isInstalledOnce(before) && !Presence.isKept(before)) {
      changes.add(
          root.breaks(
              Area.CRDS,
              "It moves from the templates to crds/: Helm deletes it as no part of the release any more, and with it every %s of the cluster."
                  .formatted(kindOf(before))));
    }
    versions(root, before, changes);
    root.in("spec", "conversion").flatMap(spot -> conversion(spot)).ifPresent(changes::add);
    return changes.stream();
  }

  private static Optional<Change> conversion(Spot spot) {
    return spot.changedText("strategy", "None")
        .map(
            strategy ->
                spot.canHurt(
                    Area.CRDS,
                    strategy.after().equals("Webhook")
                        ? "Versions are converted by a webhook from now on: while it does not answer, objects of other versions cannot be read."
                        : "Versions are converted by %s instead of %s."
                            .formatted(strategy.after(), strategy.before())));
  }

  private static void versions(Spot root, KubernetesObject before, List<Change> changes) {
    Spot spec = root.in("spec").orElse(root);
    for (Spot item : spec.items("versions", "name")) {
      String name = item.nodes().any().text("name").orElse("");
      Spot version = item.called("version " + name);
      switch (version.nodes()) {
        case Pair.Added<Node>(var after) -> changes.add(appears(version, after));
        case Pair.Removed<Node>(var old) -> changes.add(vanishes(version, old));
        case Pair.Kept<Node>(var old, var after) -> {
          served(version, old, after, changes);
          changes.addAll(SchemaChanges.of(version));
        }
      }
    }
    storage(spec, before, changes);
  }

  private static Change appears(Spot version, Node after) {
    boolean isServed = is(after, "served");
    return version.worthKnowing(
        Area.CRDS, isServed ? "The version is new." : "The version is new, and not served.");
  }

  private static Change vanishes(Spot version, Node old) {
    if (is(old, "storage")) {
      return version.breaks(
          Area.CRDS,
          "The version goes away, in which objects are stored: the API server refuses that until none is and status.storedVersions no longer names it.");
    }
    return is(old, "served")
        ? version.canHurt(
            Area.CRDS,
            "The version goes away: whoever still uses it fails, and so does the upgrade where status.storedVersions names it.")
        : version.worthKnowing(Area.CRDS, "The version, which was not served, goes away.");
  }

  private static void served(Spot version, Node old, Node after, List<Change> changes) {
    Spot spot = version.in("served").orElse(version);
    if (is(old, "served") && !is(after, "served")) {
      changes.add(
          spot.canHurt(Area.CRDS, "The version is no longer served: whoever still uses it fails."));
    }
    if (!is(old, "served") && is(after, "served")) {
      changes.add(spot.worthKnowing(Area.CRDS, "The version is served."));
    }
    if (!is(old, "deprecated") && is(after, "deprecated")) {
      changes.add(
          version
              .in("deprecated")
              .orElse(version)
              .worthKnowing(Area.CRDS, "The version is deprecated."));
    }
  }

  private static void storage(Spot spec, KubernetesObject before, List<Change> changes) {
    Optional<String> old = spec.nodes().old().flatMap(CrdChanges::storedVersion);
    Optional<String> now = spec.nodes().now().flatMap(CrdChanges::storedVersion);
    if (old.isPresent() && now.isPresent() && !old.equals(now)) {
      changes.add(
          spec.in("versions")
              .orElse(spec)
              .canHurt(
                  Area.CRDS,
                  "%s is stored as %s instead of %s: going back gets hard once objects are written."
                      .formatted(kindOf(before), now.get(), old.get())));
    }
  }

  private static Optional<String> storedVersion(Node spec) {
    return spec.items("versions").stream()
        .filter(version -> is(version, "storage"))
        .findFirst()
        .flatMap(version -> version.text("name"));
  }

  private static boolean is(Node node, String field) {
    return node.scalar(field).filter(Node.Scalar::isTrue).isPresent();
  }
}
