package dev.bulkhead.diff;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Fields that Kubernetes refuses to change once the object is there (the validations of its API
 * server): an apply or an upgrade fails. They are compared literally: a selector that names the
 * chart's version changes with every release.
 */
final class ImmutableFields implements Comparison {
  private static final Map<String, List<String>> FIELDS =
      Map.ofEntries(
          Map.entry("apps/Deployment", List.of("spec.selector")),
          Map.entry("apps/DaemonSet", List.of("spec.selector")),
          Map.entry("apps/ReplicaSet", List.of("spec.selector")),
          Map.entry(
              "apps/StatefulSet",
              List.of(
                  "spec.selector",
                  "spec.serviceName",
                  "spec.podManagementPolicy",
                  "spec.volumeClaimTemplates")),
          Map.entry("batch/Job", List.of("spec.selector", "spec.completionMode", "spec.template")),
          Map.entry(
              "/PersistentVolumeClaim",
              List.of(
                  "spec.accessModes",
                  "spec.storageClassName",
                  "spec.volumeName",
                  "spec.volumeMode",
                  "spec.selector",
                  "spec.dataSource")),
          Map.entry("/Secret", List.of("type")),
          Map.entry("rbac.authorization.k8s.io/RoleBinding", List.of("roleRef")),
          Map.entry("rbac.authorization.k8s.io/ClusterRoleBinding", List.of("roleRef")),
          Map.entry(
              "storage.k8s.io/StorageClass",
              List.of("provisioner", "parameters", "reclaimPolicy", "volumeBindingMode")),
          Map.entry("scheduling.k8s.io/PriorityClass", List.of("value", "preemptionPolicy")),
          Map.entry("networking.k8s.io/IngressClass", List.of("spec.controller")),
          Map.entry("node.k8s.io/RuntimeClass", List.of("handler")),
          Map.entry("apiextensions.k8s.io/CustomResourceDefinition", List.of("spec.scope")));

  /** Too large to be quoted, or the place of what nobody else should read. */
  private static final Set<String> NOT_QUOTED =
      Set.of("spec.template", "spec.volumeClaimTemplates", "parameters");

  /** What the API server writes where nothing is stated. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "spec.podManagementPolicy", "OrderedReady",
          "spec.completionMode", "NonIndexed",
          "spec.volumeMode", "Filesystem",
          "reclaimPolicy", "Delete",
          "volumeBindingMode", "Immediate",
          "preemptionPolicy", "PreemptLowerPriority",
          "type", "Opaque");

  @Override
  public Stream<Change> changes(Pair<KubernetesObject> object) {
    if (!(object instanceof Pair.Kept<KubernetesObject>(var before, var after))
        || !before.key().name().equals(after.key().name())
        || HookChanges.isHook(before)
        || HookChanges.isHook(after)) {
      return Stream.empty();
    }
    var root = Spot.of(object);
    String kind = after.key().group() + "/" + after.key().kind();
    Stream<Change> fields =
        FIELDS.getOrDefault(kind, List.of()).stream()
            .flatMap(field -> root.in(field.split("\\.")).stream())
            .filter(spot -> differs(spot))
            .map(spot -> change(spot, before));
    return Stream.concat(fields, contentOfImmutable(root, before));
  }

  private static boolean differs(Spot spot) {
    String absent = DEFAULTS.get(spot.path());
    if (absent != null && !(spot.nodes() instanceof Pair.Kept)) {
      return !(spot.nodes().any() instanceof Node.Scalar scalar && scalar.text().equals(absent));
    }
    return spot.path().equals("spec.volumeClaimTemplates")
        ? spot.differences(ImmutableFields::isWrittenByServer).stream().findAny().isPresent()
        : spot.differs();
  }

  /** Whether the API server would write the field anyway, or ignores it. */
  private static boolean isWrittenByServer(String path, String field) {
    return List.of("volumeMode", "status", "apiVersion", "kind", "creationTimestamp")
        .contains(field);
  }

  private static Change change(Spot spot, KubernetesObject before) {
    String kind = before.key().kind();
    if (kind.equals("Job") && before.root().find("spec", "ttlSecondsAfterFinished").isPresent()) {
      return spot.canHurt(
          Area.OBJECTS,
          "%s changes%s, which Kubernetes refuses for a Job that is still there; this one is"
                  .formatted(spot.path(), how(spot))
              + " removed some time after it has finished.");
    }
    if (spot.path().equals("spec.storageClassName") && !(spot.nodes() instanceof Pair.Kept)) {
      return spot.canHurt(
          Area.OBJECTS,
          "%s changes%s, which Kubernetes refuses if it is not what the cluster chose."
              .formatted(spot.path(), how(spot)));
    }
    return spot.breaks(
        Area.OBJECTS,
        "%s changes%s, which Kubernetes refuses for an existing %s: the upgrade fails until it is deleted."
            .formatted(spot.path(), how(spot), kind));
  }

  /** From what to what; of a large tree, where in it. */
  private static String how(Spot spot) {
    if (!NOT_QUOTED.contains(spot.path())) {
      return " " + spot.how();
    }
    List<String> places = spot.places();
    return places.isEmpty() ? "" : " at " + Shown.list(places);
  }

  /** ConfigMaps and Secrets that are declared immutable. */
  private static Stream<Change> contentOfImmutable(Spot root, KubernetesObject before) {
    boolean isImmutable = before.root().scalar("immutable").filter(Node.Scalar::isTrue).isPresent();
    if (!isImmutable) {
      return Stream.empty();
    }
    return Stream.of("data", "binaryData", "stringData")
        .flatMap(field -> root.in(field).stream())
        .filter(Spot::differs)
        .map(
            spot ->
                spot.breaks(
                    Area.OBJECTS,
                    "%s changes, which Kubernetes refuses since the object is immutable: the upgrade fails until it is deleted."
                        .formatted(spot.path())));
  }
}
