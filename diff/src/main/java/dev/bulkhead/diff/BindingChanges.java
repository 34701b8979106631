package dev.bulkhead.diff;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Who gets the permissions of a role, and who no longer. */
final class BindingChanges implements Comparison {
  private static final String GROUP = "rbac.authorization.k8s.io";

  /** Roles that come with Kubernetes and permit next to everything. */
  private static final Set<String> MIGHTY = Set.of("cluster-admin", "admin", "system:masters");

  /** Everyone, or nearly so. */
  private static final Set<String> EVERYONE =
      Set.of(
          "system:authenticated",
          "system:unauthenticated",
          "system:anonymous",
          "system:serviceaccounts",
          "system:masters");

  @Override
  public Stream<Change> changes(Pair<KubernetesObject> object) {
    var key = object.any().key();
    boolean isBinding = Set.of("RoleBinding", "ClusterRoleBinding").contains(key.kind());
    if (!key.group().equals(GROUP) || !isBinding) {
      return Stream.empty();
    }
    var root = Spot.of(object);
    return switch (object) {
      case Pair.Added<KubernetesObject>(var after) ->
          Stream.of(
              root.change(
                  hurt(after, subjects(after)),
                  Area.RBAC,
                  "It is new and binds %s to %s."
                      .formatted(role(after), Shown.list(subjects(after)))));
      case Pair.Removed<KubernetesObject>(var before) ->
          Stream.of(
              root.worthKnowing(
                  Area.RBAC,
                  "It goes away, which takes %s from %s."
                      .formatted(role(before), Shown.list(subjects(before)))));
      case Pair.Kept<KubernetesObject>(var before, var after) ->
          subjectChanges(root, before, after);
    };
  }

  private static Stream<Change> subjectChanges(
      Spot root, KubernetesObject before, KubernetesObject after) {
    List<String> olds = subjects(before);
    List<String> news = subjects(after);
    List<String> gained = news.stream().filter(each -> !olds.contains(each)).toList();
    List<String> lost = olds.stream().filter(each -> !news.contains(each)).toList();
    Spot spot = root.in("subjects").orElse(root);
    Stream<Change> added =
        gained.isEmpty()
            ? Stream.empty()
            : Stream.of(
                spot.change(
                    hurt(after, gained),
                    Area.RBAC,
                    "It now binds %s to %s, too.".formatted(role(after), Shown.list(gained))));
    Stream<Change> removed =
        lost.isEmpty()
            ? Stream.empty()
            : Stream.of(
                spot.worthKnowing(
                    Area.RBAC,
                    "It no longer binds %s to %s.".formatted(role(before), Shown.list(lost))));
    return Stream.concat(added, removed);
  }

  private static Hurt hurt(KubernetesObject binding, List<String> subjects) {
    boolean isMighty = binding.root().text("roleRef", "name").filter(MIGHTY::contains).isPresent();
    boolean isForAll =
        subjects.stream().anyMatch(subject -> EVERYONE.stream().anyMatch(subject::endsWith));
    return isMighty || isForAll ? Hurt.CAN_HURT : Hurt.WORTH_KNOWING;
  }

  private static String role(KubernetesObject binding) {
    return "%s %s"
        .formatted(
            binding.root().text("roleRef", "kind").orElse("role"),
            binding.root().text("roleRef", "name").orElse(""));
  }

  private static List<String> subjects(KubernetesObject binding) {
    return binding.root().items("subjects").stream().map(BindingChanges::subject).toList();
  }

  private static String subject(Node subject) {
    String namespace = subject.text("namespace").map(text -> text + "/").orElse("");
    return "%s %s%s"
        .formatted(
            subject.text("kind").orElse("subject"), namespace, subject.text("name").orElse(""));
  }
}
