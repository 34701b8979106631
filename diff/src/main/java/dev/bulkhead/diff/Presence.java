package dev.bulkhead.diff;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.PodTemplate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Objects that appear, go away, or get another name.
 *
 * @param served the API groups that the cluster is known to serve once the upgrade has begun
 */
record Presence(Set<String> served) implements Comparison {
  Presence {
    served = Set.copyOf(served);
  }

  /** What goes with an object that is deleted and cannot be had again. */
  private static final Map<String, String> LOST =
      Map.of(
          "Namespace", "deleting it deletes everything in it",
          "PersistentVolumeClaim", "deleting it gives up the data of its volume",
          "PersistentVolume", "deleting it gives up the data that lies on it");

  /** Kinds whose absence something else commonly notices. */
  private static final Set<String> RELIED_ON =
      Set.of(
          "Deployment",
          "DaemonSet",
          "StatefulSet",
          "CronJob",
          "Service",
          "Ingress",
          "Gateway",
          "HTTPRoute",
          "APIService",
          "StorageClass",
          "IngressClass",
          "PriorityClass",
          "RuntimeClass",
          "CSIDriver",
          "Secret",
          "ServiceAccount",
          "ValidatingAdmissionPolicyBinding");

  /** Kinds that limit what others may do. */
  private static final Map<String, String> LIMITS =
      Map.of(
          "NetworkPolicy", "traffic that nothing else allows is cut",
          "ResourceQuota", "what goes beyond it is refused",
          "LimitRange", "what goes beyond it is refused",
          "ValidatingAdmissionPolicyBinding", "requests are judged by its policy",
          "MutatingAdmissionPolicyBinding", "requests are changed by its policy");

  /** Told by those who know what they do. */
  private static final Set<String> TOLD_ELSEWHERE =
      Set.of(
          "CustomResourceDefinition",
          "ValidatingWebhookConfiguration",
          "MutatingWebhookConfiguration",
          "Role",
          "ClusterRole",
          "RoleBinding",
          "ClusterRoleBinding",
          "PodDisruptionBudget");

  /** What the old objects need is served, and so is what the new ones define themselves. */
  static Presence of(Side before, Side after) {
    var served = new HashSet<String>();
    before.objects().objects().forEach(object -> served.add(object.key().group()));
    after.objects().ofKind("CustomResourceDefinition").stream()
        .flatMap(crd -> crd.root().text("spec", "group").stream())
        .forEach(served::add);
    return new Presence(served);
  }

  /** Whether the API is one of Kubernetes' own, or known to be there. */
  private boolean isServed(ObjectKey key) {
    String group = key.group();
    return group.indexOf('.') < 0 || group.endsWith(".k8s.io") || served.contains(group);
  }

  @Override
  public Stream<Change> changes(Pair<KubernetesObject> object) {
    ObjectKey key = object.any().key();
    if (TOLD_ELSEWHERE.contains(key.kind())) {
      return renamed(object);
    }
    var spot = Spot.of(object);
    return switch (object) {
      case Pair.Added<KubernetesObject>(var after) when !HookChanges.isHook(after) ->
          Stream.of(appears(spot, after));
      case Pair.Removed<KubernetesObject>(var before) when !HookChanges.isHook(before) ->
          Stream.of(goes(spot, before));
      case Pair.Kept<KubernetesObject> _ -> renamed(object);
      case Pair.Added<KubernetesObject> _, Pair.Removed<KubernetesObject> _ -> Stream.empty();
    };
  }

  private Change appears(Spot spot, KubernetesObject after) {
    String limit = LIMITS.get(after.key().kind());
    if (limit != null) {
      return spot.canHurt(Area.OBJECTS, "It is new: %s.".formatted(limit));
    }
    if (!isServed(after.key())) {
      return spot.canHurt(
          Area.OBJECTS,
          "It is new, and so is the need for %s: the upgrade fails where the cluster does not serve it."
              .formatted(after.key().apiVersion()));
    }
    List<String> images =
        PodTemplate.of(after).stream()
            .flatMap(pod -> pod.containers().stream())
            .map(Presence::image)
            .distinct()
            .toList();
    return spot.worthKnowing(
        Area.OBJECTS,
        images.isEmpty() ? "It is new." : "It is new, and runs %s.".formatted(Shown.list(images)));
  }

  private static String image(Container container) {
    return container.node().text("image").orElse("no image");
  }

  /** Whether Helm leaves an object in the cluster when it goes away. */
  static boolean isKept(KubernetesObject object) {
    return object.annotations().getOrDefault("helm.sh/resource-policy", "").equals("keep");
  }

  private static Change goes(Spot spot, KubernetesObject before) {
    if (isKept(before)) {
      return spot.worthKnowing(
          Area.OBJECTS, "It goes away; helm.sh/resource-policy keeps it in the cluster.");
    }
    String kind = before.key().kind();
    String lost = LOST.get(kind);
    if (lost != null) {
      return spot.breaks(Area.OBJECTS, "It goes away, and %s.".formatted(lost));
    }
    boolean isLimit = LIMITS.containsKey(kind);
    return spot.change(
        isLimit || RELIED_ON.contains(kind) ? Hurt.CAN_HURT : Hurt.WORTH_KNOWING,
        Area.OBJECTS,
        isLimit ? "It goes away, and what it limited is free." : "It goes away.");
  }

  private static Stream<Change> renamed(Pair<KubernetesObject> object) {
    if (!(object instanceof Pair.Kept<KubernetesObject>(var before, var after))
        || before.key().name().equals(after.key().name())) {
      return Stream.empty();
    }
    boolean holdsData =
        LOST.containsKey(after.key().kind()) || after.key().kind().equals("StatefulSet");
    return Spot.of(object).in("metadata", "name").stream()
        .map(
            spot ->
                spot.change(
                    holdsData ? Hurt.BREAKS : Hurt.WORTH_KNOWING,
                    Area.OBJECTS,
                    "Its name changes from %s to %s%s."
                        .formatted(
                            before.key().name(),
                            after.key().name(),
                            holdsData
                                ? ", so it begins anew, without the data of the old one"
                                : "")));
  }
}
