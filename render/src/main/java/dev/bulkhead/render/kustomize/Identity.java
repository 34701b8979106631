package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Node;

/**
 * What tells one object of a build from another.
 *
 * @param namespace as it counts: {@code default} where none is stated, and a name that no namespace
 *     has for what lies in none
 */
record Identity(Kind kind, String name, String namespace) {
  static final String NO_NAMESPACE = "_non_namespaceable_";

  private static final String DEFAULT = "default";

  /** The identity that an object states. */
  static Identity of(Node object) {
    Kind kind = Kind.of(object);
    return new Identity(
        kind,
        object.text("metadata", "name").orElse(""),
        effective(kind, object.text("metadata", "namespace").orElse("")));
  }

  static String effective(Kind kind, String stated) {
    if (KnownKinds.isClusterScoped(kind)) {
      return NO_NAMESPACE;
    }
    return stated.isEmpty() ? DEFAULT : stated;
  }

  boolean isInNamespace() {
    return !namespace.equals(NO_NAMESPACE);
  }

  /** {@code Deployment system/manager}, for people. */
  @Override
  public String toString() {
    return isInNamespace() && !namespace.equals(DEFAULT)
        ? "%s %s/%s".formatted(kind.name(), namespace, name)
        : "%s %s".formatted(kind.name(), name);
  }
}
