package dev.bulkhead.drill;

import dev.bulkhead.admission.Destination;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** What a call of the API server meets: a Service and whoever is behind it. */
final class Front {
  private static final Reply PROMPT = new Reply.Allows(Duration.ofMillis(5));

  final Destination destination;
  final Space space;

  /** The workloads behind it; none where the sources show none. */
  final List<Workload> workloads;

  /** The pods whose addresses the API server has. */
  List<Pod> endpoints = List.of();

  final Backoff backoff = new Backoff(1_000, 100_000);
  boolean syncing;

  /** There is no such Service. */
  boolean missing;

  /** The certificate has expired. */
  boolean untrusted;

  /** How long it takes to answer, in milliseconds; 0 stands for promptly. */
  long slowness;

  /** For those that the sources do not show: until then nobody answers. */
  long awayUntil;

  /** Which endpoint is next, hook by hook, so that none depends on what others are asked. */
  private final IdentityHashMap<Hook, int[]> turns = new IdentityHashMap<>();

  Front(Destination destination, Space space, List<Workload> workloads) {
    this.destination = destination;
    this.space = space;
    this.workloads = List.copyOf(workloads);
  }

  boolean isShown() {
    return !workloads.isEmpty();
  }

  /** The pods that ought to be its endpoints. */
  List<Pod> wanted() {
    var wanted = new ArrayList<Pod>();
    for (Workload workload : workloads) {
      for (Pod pod : workload.pods) {
        if (pod.ready && pod.isActive()) {
          wanted.add(pod);
        }
      }
    }
    return wanted;
  }

  /** Whether somebody would answer a call now. */
  boolean answers(long now) {
    if (missing || untrusted) {
      return false;
    }
    return isShown() ? endpoints.stream().anyMatch(Pod::answers) : now >= awayUntil;
  }

  /** What a hook's next call gets; endpoints take turns. */
  Reply reply(Hook hook, long now, boolean drops) {
    if (missing) {
      return new Reply.ServiceMissing();
    }
    if (!isShown()) {
      return now < awayUntil ? nobody(drops) : answer();
    }
    if (endpoints.isEmpty()) {
      return nobody(drops);
    }
    int turn = turns.computeIfAbsent(hook, any -> new int[1])[0]++;
    Pod pod = endpoints.get(turn % endpoints.size());
    if (pod.answers()) {
      return answer();
    }
    boolean isNodeDead = pod.node == null || !pod.node.up || pod.node.gone;
    return isNodeDead ? new Reply.BlackHole() : new Reply.PortClosed();
  }

  private static Reply nobody(boolean drops) {
    return drops ? new Reply.BlackHole() : new Reply.NoEndpoints();
  }

  private Reply answer() {
    if (untrusted) {
      return new Reply.Untrusted("has expired");
    }
    return slowness == 0 ? PROMPT : new Reply.Allows(Duration.ofMillis(slowness));
  }

  @Override
  public String toString() {
    return destination.toString();
  }
}
