package dev.bulkhead.airgap.k0s.plan;

/** How a container fails to start for want of its image, in Kubernetes' own words. */
public enum Failure {
  /** The policy forbids to pull. */
  NEVER_PULL("ErrImageNeverPull"),
  /** It is pulled again and again, and there is no network. */
  PULL_BACK_OFF("ImagePullBackOff"),
  /** The sandbox of every pod needs the pause image. */
  NO_SANDBOX("FailedCreatePodSandBox"),
  /** What the settings name is no image. */
  INVALID_NAME("InvalidImageName");

  private final String reason;

  Failure(String reason) {
    this.reason = reason;
  }

  /** As the pod's status says it: {@code ErrImageNeverPull}. */
  @Override
  public String toString() {
    return reason;
  }
}
