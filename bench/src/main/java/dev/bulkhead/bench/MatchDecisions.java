package dev.bulkhead.bench;

import dev.bulkhead.admission.AdmissionRequest;
import dev.bulkhead.admission.Callbacks;
import dev.bulkhead.admission.Conditions;
import dev.bulkhead.admission.Content;
import dev.bulkhead.admission.Equivalents;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Matching;
import dev.bulkhead.admission.Operation;
import dev.bulkhead.admission.Vital;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Origin;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whether each of 14 hooks, four of which have a condition, is called for each of the requests that
 * keep a cluster alive, in a namespace that the hooks select; by one thread.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 6, time = 2)
public class MatchDecisions {
  private static final KubernetesVersion CLUSTER = KubernetesVersion.of(1, 36, 0);

  private final List<Hook> hooks;
  private final List<AdmissionRequest> requests;
  private final Matching matching;
  private final Conditions condition;
  private final AdmissionRequest whole;

  private int next;

  /** Reads the hooks. */
  public MatchDecisions() {
    Inventory inventory = inventory();
    hooks = Callbacks.of(inventory).hooks();
    requests = Stream.of(Vital.values()).map(MatchDecisions::request).toList();
    matching = new Matching(CLUSTER, Equivalents.of(CLUSTER, inventory));
    condition =
        hooks.stream()
            .filter(hook -> hook.name().startsWith("pod-defaults"))
            .findFirst()
            .orElseThrow()
            .conditions();
    AdmissionRequest pod = request(Vital.POD_CREATION);
    whole =
        new AdmissionRequest(
            Operation.CREATE,
            pod.resource(),
            pod.namespace(),
            pod.name(),
            pod.namespaceLabels(),
            new Content.Whole(Labels.none("pod"), inventory.objects().getFirst().root()),
            new Content.None(),
            pod.user());
  }

  private static Inventory inventory() {
    try (InputStream in = MatchDecisions.class.getResourceAsStream("hooks.yaml")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      var origin = Origin.of("hooks.yaml", "hooks.yaml");
      return Inventory.of(
          YamlReader.read(text, Placement.of("hooks.yaml")).mappings().stream()
              .map(root -> KubernetesObject.of(root, origin))
              .toList());
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static AdmissionRequest request(Vital vital) {
    String place = vital.place().namespace();
    String namespace = place.isEmpty() ? "shop" : place;
    var labels =
        Labels.some(
            "namespace " + namespace,
            place.isEmpty()
                ? Map.of("kubernetes.io/metadata.name", namespace, "tenant.example/tenant", "a")
                : Map.of("kubernetes.io/metadata.name", namespace));
    return vital.request(
        namespace, labels, Labels.some("object", Map.of("app", "shop")), "worker-1");
  }

  /** The next decision of all hooks over all requests; outcomes of conditions may be kept. */
  @Benchmark
  public Object decisions() {
    next = next + 1 == hooks.size() * requests.size() ? 0 : next + 1;
    return matching.decide(hooks.get(next % hooks.size()), requests.get(next / hooks.size()));
  }

  /** A condition that reads an object which is known whole, so that nothing is kept. */
  @Benchmark
  public Object conditionsEvaluatedAnew() {
    return condition.evaluate(whole);
  }
}
