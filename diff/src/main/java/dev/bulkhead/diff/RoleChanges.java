package dev.bulkhead.diff;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What Roles and ClusterRoles permit more than before, and what less. */
final class RoleChanges implements Comparison {
  private static final String GROUP = "rbac.authorization.k8s.io";

  @Override
  public Stream<Change> changes(Pair<KubernetesObject> object) {
    var key = object.any().key();
    if (!key.group().equals(GROUP) || !Set.of("Role", "ClusterRole").contains(key.kind())) {
      return Stream.empty();
    }
    var root = Spot.of(object);
    if (object instanceof Pair.Removed) {
      return Stream.of(root.worthKnowing(Area.RBAC, "The role goes away."));
    }
    Permissions before = permissions(object.old());
    Permissions after = permissions(object.now());
    if (before.isCut() || after.isCut()) {
      return Stream.of(
          root.canHurt(Area.RBAC, "The role has too many rules to be compared one by one."));
    }
    if (object instanceof Pair.Added && after.isEmpty()) {
      return Stream.of(root.worthKnowing(Area.RBAC, "It is new and permits nothing by itself."));
    }
    Permissions lost = before.beyond(after);
    Spot rules = root.in("rules").orElse(root);
    return Stream.concat(
        gained(rules, after.beyond(before), object instanceof Pair.Added),
        lost.isEmpty()
            ? Stream.empty()
            : Stream.of(rules.worthKnowing(Area.RBAC, "It no longer permits %s.".formatted(lost))));
  }

  private static Permissions permissions(Optional<KubernetesObject> role) {
    List<Node> rules = role.map(each -> each.root().items("rules")).orElse(List.of());
    return Permissions.ofRole(rules);
  }

  private static Stream<Change> gained(Spot rules, Permissions gained, boolean isNew) {
    var far = new LinkedHashSet<Permission>();
    var near = new LinkedHashSet<Permission>();
    gained.all().forEach(each -> (FarReaching.isSo(each) ? far : near).add(each));
    String permits = isNew ? "It is new and permits" : "It now permits, too,";
    Stream<Change> farReaching =
        far.isEmpty()
            ? Stream.empty()
            : Stream.of(
                rules.canHurt(
                    Area.RBAC,
                    "%s what leads further: %s.".formatted(permits, new Permissions(far))));
    Stream<Change> ordinary =
        near.isEmpty()
            ? Stream.empty()
            : Stream.of(
                rules.worthKnowing(Area.RBAC, "%s %s.".formatted(permits, new Permissions(near))));
    return Stream.concat(farReaching, ordinary);
  }
}
