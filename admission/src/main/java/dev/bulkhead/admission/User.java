package dev.bulkhead.admission;

import java.util.List;

/**
 * Who sends a request.
 *
 * @param name {@code system:node:worker-1}
 * @param groups {@code system:nodes}, {@code system:authenticated}
 */
public record User(String name, List<String> groups) {
  private static final String AUTHENTICATED = "system:authenticated";

  public User {
    groups = List.copyOf(groups);
  }

  /** The kubelet of a node. */
  public static User node(String node) {
    return new User("system:node:" + node, List.of("system:nodes", AUTHENTICATED));
  }

  /** A service account. */
  public static User serviceAccount(String namespace, String name) {
    return new User(
        "system:serviceaccount:%s:%s".formatted(namespace, name),
        List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, AUTHENTICATED));
  }

  /** A component of the control plane with a certificate of its own. */
  public static User component(String name) {
    return new User(name, List.of(AUTHENTICATED));
  }

  /** The API server itself ({@code system:apiserver} of {@code system:masters}). */
  public static User apiServer() {
    return new User("system:apiserver", List.of("system:authenticated", "system:masters"));
  }

  @Override
  public String toString() {
    return name;
  }
}
