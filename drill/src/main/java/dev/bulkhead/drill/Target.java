package dev.bulkhead.drill;

import java.time.Duration;

/** What goes down. */
public sealed interface Target {
  /** The backend of a webhook, by the webhook's or its configuration's name. */
  record Webhook(String name) implements Target {
    @Override
    public String toString() {
      return "webhook/" + name;
    }
  }

  /** A Service is deleted. */
  record ClusterAddress(String namespace, String name) implements Target {
    @Override
    public String toString() {
      return "service/" + namespace + "/" + name;
    }
  }

  /**
   * The pods of a workload.
   *
   * @param kind {@code deployment}, {@code daemonset} or {@code statefulset}
   */
  record Pods(String kind, String namespace, String name) implements Target {
    @Override
    public String toString() {
      return kind + "/" + namespace + "/" + name;
    }
  }

  /** A node is lost. */
  record Node(String name) implements Target {
    @Override
    public String toString() {
      return "node/" + name;
    }
  }

  /** The node is lost on which the first pod of a workload runs. */
  record NodeOf(Pods pods) implements Target {
    @Override
    public String toString() {
      return "the node of " + pods;
    }
  }

  /** All nodes of a zone are lost. */
  record Zone(String name) implements Target {
    @Override
    public String toString() {
      return "zone/" + name;
    }
  }

  /** All nodes stop, and start again. */
  record AllNodes() implements Target {
    @Override
    public String toString() {
      return "all-nodes";
    }
  }

  /** The control plane restarts. */
  record ApiServer() implements Target {
    @Override
    public String toString() {
      return "apiserver";
    }
  }

  /** A backend answers late. */
  record Slow(Target backend, Duration delay) implements Target {
    @Override
    public String toString() {
      return "slow:" + backend + "=" + delay.toMillis() / 1000.0 + "s";
    }
  }

  /** A backend's certificate has expired. */
  record Expired(Target backend) implements Target {
    @Override
    public String toString() {
      return "tls:" + backend;
    }
  }
}
