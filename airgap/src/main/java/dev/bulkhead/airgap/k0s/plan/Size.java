package dev.bulkhead.airgap.k0s.plan;

/**
 * How many machines a cluster has.
 *
 * @param controllersWork whether controllers run workloads, too ({@code --enable-worker})
 */
public record Size(int controllers, int workers, boolean controllersWork) {
  /** More controllers than anybody runs. */
  public static final int MOST_CONTROLLERS = 99;

  /** More workers than Kubernetes is made for. */
  public static final int MOST_WORKERS = 5_000;
}
