package dev.bulkhead.diff;

/**
 * The smallest thing that a rule can permit, or ask a webhook about; or all that a wildcard stands
 * for.
 */
sealed interface Permission {
  /** Stands for every group, resource, verb, or name. */
  String ALL = "*";

  String verb();

  /**
   * Whether whoever has this has the other, too (as Kubernetes' authorizer and admission decide).
   */
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

  /**
   * Which requests a webhook is asked about.
   *
   * @param resource {@code *} is every resource but no subresource, {@code *}{@code /*} is all of
   *     both, {@code pods/*} is pods and what is below them
   * @param verb the operation: {@code CREATE}
   */
  record OnRequests(String group, String resource, String verb) implements Permission {
    @Override
    public boolean covers(Permission other) {
      return other instanceof OnRequests one
          && includes(group, one.group)
          && includes(verb, one.verb)
          && includes(main(resource), main(one.resource))
          && includes(below(resource), below(one.resource));
    }

    private static String main(String resource) {
      int slash = resource.indexOf('/');
      return slash < 0 ? resource : resource.substring(0, slash);
    }

    private static String below(String resource) {
      int slash = resource.indexOf('/');
      return slash < 0 ? "" : resource.substring(slash + 1);
    }
  }

  private static boolean includes(String wanted, String other) {
    return wanted.equals(ALL) || wanted.equals(other);
  }

  /** What it is about, as a sentence says it: {@code leases.coordination.k8s.io}. */
  default String about() {
    return switch (this) {
      case OnObjects(var group, var resource, var _, var name) ->
          name.equals(ALL)
              ? qualified(resource, group)
              : qualified(resource, group) + " named " + name;
      case OnRequests(var group, var resource, var _) -> qualified(resource, group);
      case OnPaths(var path, var _) -> path;
    };
  }

  private static String qualified(String resource, String group) {
    return group.isEmpty() ? resource : resource + "." + group;
  }
}
