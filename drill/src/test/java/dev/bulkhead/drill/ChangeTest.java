package dev.bulkhead.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.admission.Callbacks;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Origin;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import org.junit.jupiter.api.Test;

/** The commands that carry changes of hooks out. */
final class ChangeTest {
  private static Hook hook(String rules) {
    String yaml =
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingWebhookConfiguration
        metadata: {name: guard}
        webhooks:
          - name: guard.example.org
            clientConfig: {service: {name: hook, namespace: guard}}
            rules:
        """
            + rules.indent(6);
    var inventory =
        Inventory.of(
            YamlReader.read(yaml, Placement.of("test.yaml")).mappings().stream()
                .map(root -> KubernetesObject.of(root, Origin.of("test.yaml", "test.yaml")))
                .toList());
    return Callbacks.of(inventory).hooks().getFirst();
  }

  @Test
  void rules_of_which_nothing_is_left_are_removed_from_the_last_to_the_first() {
    Hook hook =
        hook(
            """
            - {apiGroups: [""], apiVersions: [v1], operations: [UPDATE], resources: [nodes]}
            - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [nodes, pods]}
            - {apiGroups: [""], apiVersions: [v1], operations: [DELETE], resources: [nodes]}
            """);

    assertThat(new Change.LeaveOut(hook, "nodes").patch())
        .endsWith(
            """
            {"op":"add","path":"/webhooks/0/rules/1/resources","value":["pods"]},\
            {"op":"remove","path":"/webhooks/0/rules/2"},\
            {"op":"remove","path":"/webhooks/0/rules/0"}]'""");
  }

  @Test
  void a_patch_fails_where_another_hook_stands_at_that_place() {
    Hook hook =
        hook(
            """
            - {apiGroups: [""], apiVersions: [v1], operations: [UPDATE], resources: [nodes]}
            """);

    assertThat(new Change.FailOpen(hook, 2).patch())
        .contains(
            "'[{\"op\":\"test\",\"path\":\"/webhooks/0/name\",\"value\":\"%s\"},"
                .formatted(hook.name()));
  }
}
