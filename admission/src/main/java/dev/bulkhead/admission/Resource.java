package dev.bulkhead.admission;

import java.util.Optional;

/**
 * What a request goes to.
 *
 * @param group the API group; the empty string for the core group
 * @param name the plural: {@code pods}
 * @param subresource {@code status}, or the empty string
 * @param kind the kind of the resource itself, also where the request goes to a subresource: {@code
 *     Pod}
 * @param namespaced whether its objects live in namespaces
 */
public record Resource(
    String group,
    String version,
    String name,
    String subresource,
    String kind,
    boolean namespaced) {

  /** A resource of the cluster as a whole. */
  public static Resource ofCluster(String group, String version, String name, String kind) {
    return of(group, version, name, kind, false);
  }

  /** A resource of namespaces. */
  public static Resource inNamespaces(String group, String version, String name, String kind) {
    return of(group, version, name, kind, true);
  }

  private static Resource of(
      String group, String version, String path, String kind, boolean namespaced) {
    int slash = path.indexOf('/');
    return slash < 0
        ? new Resource(group, version, path, "", kind, namespaced)
        : new Resource(
            group, version, path.substring(0, slash), path.substring(slash + 1), kind, namespaced);
  }

  /** The same under another group and version. */
  public Resource as(String otherGroup, String otherVersion) {
    return new Resource(otherGroup, otherVersion, name, subresource, kind, namespaced);
  }

  /**
   * The type of what a request sends.
   *
   * @param group the empty string for the core group
   */
  record Sent(String group, String version, String kind) {
    /** {@code policy/v1}. */
    String apiVersion() {
      return group.isEmpty() ? version : group + "/" + version;
    }
  }

  /** The type of what is sent; empty for a subresource that may have any (k8s.io/api). */
  Optional<Sent> sent() {
    return switch (subresource) {
      case "", "status", "finalize", "approval", "ephemeralcontainers", "resize" ->
          Optional.of(new Sent(group, version, kind));
      case "binding" -> Optional.of(new Sent("", "v1", "Binding"));
      case "eviction" -> Optional.of(new Sent("policy", "v1", "Eviction"));
      case "token" -> Optional.of(new Sent("authentication.k8s.io", "v1", "TokenRequest"));
      case "scale" -> Optional.of(new Sent("autoscaling", "v1", "Scale"));
      default -> Optional.empty();
    };
  }

  /** Whether this is {@code namespaces} of the core group, or a subresource of it. */
  public boolean isNamespace() {
    return group.isEmpty() && name.equals("namespaces");
  }

  /** {@code pods}, {@code leases.coordination.k8s.io}, also of a subresource. */
  String withoutSubresource() {
    return group.isEmpty() ? name : name + "." + group;
  }

  /** {@code pods/binding}, {@code leases.coordination.k8s.io}. */
  @Override
  public String toString() {
    String path = subresource.isEmpty() ? name : name + "/" + subresource;
    return group.isEmpty() ? path : path + "." + group;
  }
}
