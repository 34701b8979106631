package dev.bulkhead.diff;

/** The smallest thing that a rule of RBAC can permit, or all that a wildcard stands for. */
sealed interface Permission {
  /** Stands for every group, resource, verb, or name. */
  String ALL = "*";

  String verb();

  /** Whether whoever has this permission has the other, too (as Kubernetes' authorizer decides). */
  boolean covers(Permission other);

  /**
   * What may be done with objects.
   *
   * @param resource with its subresource, if any: {@code pods/exec}; {@code *}{@code /scale} is
   *     that subresource of whatever
   * @param name of the only object, or {@code *}
   */
  record OnObjects(String group, String resource, String verb, String name) implements Permission {
    @Override
    public boolean covers(Permission other) {
      return other instanceof OnObjects one
          && includes(group, one.group)
          && coversResource(one.resource)
          && includes(verb, one.verb)
          && includes(name, one.name);
    }

    private boolean coversResource(String other) {
      return includes(resource, other)
          || (resource.startsWith("*/") && other.endsWith(resource.substring(1)));
    }

    /** {@code leases.coordination.k8s.io}. */
    String what() {
      String full =
          group.isEmpty() ? resource : group.equals(ALL) ? resource + ".*" : resource + "." + group;
      return name.equals(ALL) ? full : full + " named " + name;
    }
  }

  /**
   * What may be asked of the API server beside its objects.
   *
   * @param path a path, or the beginning of paths followed by {@code *}
   */
  record OnPaths(String path, String verb) implements Permission {
    @Override
    public boolean covers(Permission other) {
      return other instanceof OnPaths one
          && includes(verb, one.verb)
          && (path.equals(one.path)
              || (path.endsWith(ALL) && one.path.startsWith(path.substring(0, path.length() - 1))));
    }
  }

  private static boolean includes(String wanted, String other) {
    return wanted.equals(ALL) || wanted.equals(other);
  }

  /** What it is about, as a sentence says it. */
  default String about() {
    return switch (this) {
      case OnObjects objects -> objects.what();
      case OnPaths(String path, String _) -> path;
    };
  }
}
