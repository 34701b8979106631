package dev.bulkhead.drill;

import dev.bulkhead.admission.Backend;
import dev.bulkhead.admission.Backends;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Vital;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether several backends need each other in order to start. */
final class WebhookLoop implements WebhookJudge {
  /** Each backend is held against each other one; no cluster has as many as this. */
  private static final int MOST = 200;

  /** That one backend's hook is called for a pod of another. */
  private record Need(WebhookServer by, WebhookServer of, Hook hook) {
    String words() {
      return "%s (answered by %s) is called for the pods of %s"
          .formatted(hook.name(), by.name(), of.name());
    }
  }

  @Override
  public Stream<Verdict> judge(WebhookCluster cluster) {
    List<WebhookServer> servers =
        WebhookServer.of(cluster).stream()
            .filter(server -> server.failing().findAny().isPresent())
            .limit(MOST)
            .toList();
    List<Need> needs = needs(servers, cluster);
    var told = new HashSet<ObjectKey>();
    return servers.stream().flatMap(server -> judge(server, needs, told).stream());
  }

  /** One verdict for each backend; of a loop, at the first of its members alone. */
  private static Optional<Verdict> judge(
      WebhookServer server, List<Need> needs, Set<ObjectKey> told) {
    Optional<List<Need>> loop = way(server, server, needs, new HashSet<>());
    Hook first =
        loop.map(way -> way.getFirst().hook()).orElse(server.failing().findFirst().orElseThrow());
    var claim =
        WebhookPlaces.claim(WebhookReachRules.DEADLOCK, first, WebhookPlaces.field(first, "rules"));
    if (loop.isEmpty()) {
      return Optional.of(claim.proven("No other backend needs it and is needed by it.", List.of()));
    }
    List<Need> way = loop.get();
    boolean isTold = way.stream().anyMatch(need -> told.contains(need.by().name()));
    way.forEach(need -> told.add(need.by().name()));
    return isTold ? Optional.empty() : Optional.of(deadlock(claim, way));
  }

  private static Verdict deadlock(Claim claim, List<Need> way) {
    List<String> namespaces =
        way.stream().map(need -> need.by().backend().namespace()).distinct().toList();
    return claim.violated(
        "When none of their pods runs, none can be created: %s."
            .formatted(String.join("; ", way.stream().map(Need::words).toList())),
        ("Exempt the other's namespace on one side at least: {key: kubernetes.io/metadata.name,"
                + " operator: NotIn, values: [%s]} in namespaceSelector.matchExpressions.")
            .formatted(String.join(", ", namespaces)),
        way.stream().map(need -> new Fact("needs", need.words())).toList());
  }

  private static List<Need> needs(List<WebhookServer> servers, WebhookCluster cluster) {
    var needs = new ArrayList<Need>();
    for (WebhookServer by : servers) {
      for (WebhookServer of : servers) {
        if (!by.name().equals(of.name())) {
          by.failing()
              .filter(hook -> isCalledFor(of, hook, cluster))
              .findFirst()
              .ifPresent(hook -> needs.add(new Need(by, of, hook)));
        }
      }
    }
    return needs;
  }

  private static boolean isCalledFor(WebhookServer server, Hook hook, WebhookCluster cluster) {
    Backend.Pods backend = server.backend();
    Labels namespace = cluster.namespace(backend.namespace());
    return backend.pods().stream()
        .anyMatch(pod -> isCalledFor(pod, backend.namespace(), namespace, hook, cluster));
  }

  private static boolean isCalledFor(
      PodTemplate pod, String name, Labels namespace, Hook hook, WebhookCluster cluster) {
    Labels labels = Labels.all("the pods of " + pod.owner().key(), Backends.labels(pod));
    return Stream.of(Vital.POD_CREATION, Vital.POD_BINDING, Vital.POD_TOKEN, Vital.POD_STATUS)
        .map(vital -> vital.request(name, namespace, labels, "node-1"))
        .map(request -> cluster.matching().decide(hook, request))
        .anyMatch(decision -> !decision.isSkipped() && decision.doubts().isEmpty());
  }

  /** A way along the needs from one backend to another, if there is one. */
  private static Optional<List<Need>> way(
      WebhookServer from, WebhookServer to, List<Need> needs, Set<ObjectKey> seen) {
    for (Need need : needs) {
      if (!need.by().name().equals(from.name())) {
        continue;
      }
      if (need.of().name().equals(to.name())) {
        return Optional.of(List.of(need));
      }
      if (seen.add(need.of().name())) {
        Optional<List<Need>> rest = way(need.of(), to, needs, seen);
        if (rest.isPresent()) {
          return Optional.of(Stream.concat(Stream.of(need), rest.get().stream()).toList());
        }
      }
    }
    return Optional.empty();
  }
}
