package dev.bulkhead.airgap.k0s.plan;

import java.util.Set;

/**
 * How many machines a cluster has, and which are not like the others. A machine that joins is like
 * the one whose place it takes.
 *
 * @param controllersWork whether controllers run workloads, too ({@code --enable-worker})
 * @param idle the numbers of those controllers of today that run none all the same
 * @param windows the numbers of those workers of today that run Windows
 */
public record Size(
    int controllers,
    int workers,
    boolean controllersWork,
    Set<Integer> idle,
    Set<Integer> windows) {
  /** More controllers than anybody runs. */
  public static final int MOST_CONTROLLERS = 99;

  /** More workers than Kubernetes is made for. */
  public static final int MOST_WORKERS = 5_000;

  public Size {
    idle = Set.copyOf(idle);
    windows = Set.copyOf(windows);
  }

  /** Machines of a role that are all alike. */
  public Size(int controllers, int workers, boolean controllersWork) {
    this(controllers, workers, controllersWork, Set.of(), Set.of());
  }

  /** How many controllers run workloads. */
  public int working() {
    return controllersWork ? controllers - idle.size() : 0;
  }

  /** Whether a machine runs containers. */
  boolean hasKubelet(Role role, int number) {
    return switch (role) {
      case WORKER -> true;
      case CONTROLLER -> controllersWork && !idle.contains(place(number, controllers));
    };
  }

  /** Whether a machine runs Windows unless something else is said. */
  boolean isWindows(Role role, int number) {
    return role == Role.WORKER && windows.contains(place(number, workers));
  }

  private static int place(int number, int count) {
    return (number - 1) % count + 1;
  }
}
