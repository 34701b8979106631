package dev.bulkhead.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.admission.Provider;
import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of every outage on every cluster. */
final class SimulationLawsTest {
  private static final Gen<Topology> TOPOLOGIES =
      choices -> {
        int servers = Gen.of(3, 1, 0).draw(choices);
        int workers = Gen.between(3, 9).draw(choices);
        var agent = Gen.of(Topology.Agent.values()).draw(choices);
        return new Topology(
            List.of(
                new Pool(Pool.CONTROL_PLANE, servers, List.of()),
                new Pool("workers", workers, List.of()),
                new Pool("infra", workers % 3, List.of(new Taint("infra", "true", "NoSchedule")))),
            Given.NEWEST,
            Provider.VANILLA,
            Gen.bool().draw(choices),
            agent);
      };

  /** A hook: what it matches, and how it fails. */
  private record Sketch(
      String operation, String resource, String policy, int seconds, boolean exempt) {
    String manifest(int number) {
      return """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingWebhookConfiguration
      metadata: {name: hook-%d}
      webhooks:
        - name: hook-%d.example.com
          failurePolicy: %s
          timeoutSeconds: %d
          sideEffects: None
          admissionReviewVersions: [v1]
          clientConfig: {service: {name: guard, namespace: guard}}
          namespaceSelector: %s
          rules: [{apiGroups: ["*"], apiVersions: ["*"], operations: ["%s"], resources: ["%s"]}]
      """
          .formatted(
              number,
              number,
              policy,
              seconds,
              exempt
                  ? "{matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn,"
                      + " values: [guard, kube-system]}]}"
                  : "{}",
              operation,
              resource);
    }
  }

  private static final Gen<Sketch> HOOKS =
      choices ->
          new Sketch(
              Gen.of("CREATE", "UPDATE", "DELETE", "*").draw(choices),
              Gen.of(
                      "pods",
                      "nodes",
                      "namespaces",
                      "leases",
                      "endpointslices",
                      "pods/status",
                      "nodes/status",
                      "pods/binding",
                      "pods/*",
                      "*",
                      "*/*")
                  .draw(choices),
              Gen.of("Fail", "Ignore").draw(choices),
              Gen.of(10, 3, 30).draw(choices),
              Gen.bool().draw(choices));

  /** A cluster with hooks, and one outage of it. */
  private record Plan(Topology topology, int replicas, List<Sketch> hooks, Scenario scenario) {
    Given given(List<Sketch> some) {
      Given given = Given.cluster().on(topology).guarded(replicas);
      for (Sketch sketch : some) {
        given = given.with(sketch.manifest(hooks.indexOf(sketch)));
      }
      return given;
    }

    Drilled run(List<Sketch> some) {
      return given(some).drill().run(scenario);
    }
  }

  private static final Gen<Scenario> SCENARIOS =
      choices -> {
        Target target =
            Gen.<Target>of(
                    Given.GUARD,
                    new Target.NodeOf(Given.GUARD),
                    new Target.AllNodes(),
                    new Target.ApiServer(),
                    new Target.Node("worker-1"))
                .draw(choices);
        return new Scenario("it", List.of(target), Gen.of(Event.values()).draw(choices), true);
      };

  private static final Gen<Plan> PLANS =
      choices ->
          new Plan(
              TOPOLOGIES.draw(choices),
              Gen.between(1, 3).draw(choices),
              HOOKS.listOfUpTo(3).draw(choices).stream().distinct().toList(),
              SCENARIOS.draw(choices));

  @Test
  void without_hooks_all_is_well_in_the_end() {
    Property.forAll(
        20_261_121,
        40,
        PLANS,
        plan ->
            assertThat(plan.given(List.of()).run(plan.scenario()).harms())
                .extracting(Harm::toString)
                .isEmpty());
  }

  @Test
  void the_same_outage_always_ends_the_same() {
    Property.forAll(
        20_261_122,
        20,
        PLANS,
        plan -> assertThat(plan.run(plan.hooks())).isEqualTo(plan.run(plan.hooks())));
  }

  @Test
  void a_hook_less_makes_nothing_worse() {
    Property.forAll(
        20_261_123,
        40,
        PLANS.where(plan -> !plan.hooks().isEmpty()),
        plan -> {
          var fewer = new ArrayList<>(plan.hooks());
          fewer.removeLast();
          assertThat(plan.run(fewer).judgement().badness())
              .isLessThanOrEqualTo(plan.run(plan.hooks()).judgement().badness());
        });
  }
}
