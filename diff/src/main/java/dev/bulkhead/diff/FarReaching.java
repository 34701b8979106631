package dev.bulkhead.diff;

import java.util.Set;

/**
 * Permissions that can be turned into others, or into the credentials of others (Kubernetes: "RBAC
 * Good Practices", privilege escalation risks).
 */
final class FarReaching {
  private static final Set<String> VERBS = Set.of("escalate", "bind", "impersonate");

  private static final Set<String> WRITES = Set.of("create", "update", "patch", Permission.ALL);

  /** To touch these at all is to hold credentials, or to be inside of another's container. */
  private static final Set<String> RESOURCES =
      Set.of(
          "secrets",
          "pods/exec",
          "pods/attach",
          "pods/ephemeralcontainers",
          "serviceaccounts/token",
          "nodes/proxy",
          "certificatesigningrequests/approval");

  /** To write these is to decide what others may do. */
  private static final Set<String> DECISIVE =
      Set.of(
          "roles",
          "clusterroles",
          "rolebindings",
          "clusterrolebindings",
          "validatingwebhookconfigurations",
          "mutatingwebhookconfigurations",
          "certificatesigningrequests",
          "signers",
          "persistentvolumes");

  private FarReaching() {}

  /** Whether a permission leads further than it says. */
  static boolean isSo(Permission permission) {
    return switch (permission) {
      case Permission.OnPaths(String path, String _) -> path.equals(Permission.ALL);
      case Permission.OnObjects objects -> isSo(objects);
      case Permission.OnRequests _ -> false;
    };
  }

  private static boolean isSo(Permission.OnObjects objects) {
    if (VERBS.contains(objects.verb())) {
      return true;
    }
    boolean isLimited = !objects.name().equals(Permission.ALL);
    if (isLimited) {
      return false;
    }
    boolean writes = WRITES.contains(objects.verb());
    return objects.group().equals(Permission.ALL)
        || (objects.resource().equals(Permission.ALL) && objects.group().isEmpty())
        || (RESOURCES.contains(objects.resource()) && !objects.verb().startsWith("delete"))
        || (DECISIVE.contains(objects.resource()) && (writes || objects.verb().equals("sign")));
  }
}
