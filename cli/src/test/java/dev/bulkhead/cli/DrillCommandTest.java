package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.registry.http.RegistryListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrillCommandTest {
  private static final String BACKEND =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: guard, namespace: guard}
      spec:
        replicas: 1
        selector: {matchLabels: {app: guard}}
        template:
          metadata: {labels: {app: guard}}
          spec: {containers: [{name: main, image: registry.example/guard:1}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: guard, namespace: guard}
      spec: {selector: {app: guard}, ports: [{port: 443}]}
      """;

  @TempDir Path folder;
  private Session session = new Session(new FakeRooms(), Path.of("/"));

  @BeforeEach
  void open() {
    var surroundings = new Session(new FakeRooms(), folder.resolve("cache")).surroundings();
    session =
        new Session(new Composition(surroundings, RegistryListener.NONE), folder.resolve("cache"));
  }

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  private static String hook(String policy, String resources) {
    return """
    ---
    apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingWebhookConfiguration
    metadata: {name: guard}
    webhooks:
      - name: guard.example.com
        failurePolicy: %s
        sideEffects: None
        admissionReviewVersions: [v1]
        clientConfig: {service: {name: guard, namespace: guard}}
        rules:
          - {operations: [UPDATE], apiGroups: [""], apiVersions: [v1], resources: [%s]}
    """
        .formatted(policy, resources);
  }

  private String guard(String policy, String resources) throws IOException {
    return file("guard.yaml", BACKEND + hook(policy, resources));
  }

  private int drill(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "drill";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return session.run(all);
  }

  @Test
  void a_hook_on_nodes_that_fails_keeps_new_nodes_from_joining_for_ever() throws IOException {
    assertThat(drill(guard("Fail", "nodes"), "--down", "all-nodes")).isEqualTo(1);

    assertThat(session.out())
        .contains("never heals  all-nodes")
        .contains("UPDATE nodes of the node IPAM controller by guard.example.com")
        .contains("the loop")
        .contains("because no node takes the pod of guard/guard")
        .contains("↺")
        .contains("kubectl patch validatingwebhookconfiguration guard --type=json")
        .contains("\"path\":\"/webhooks/0/failurePolicy\",\"value\":\"Ignore\"")
        .contains("Let requests of nodes and of the control plane pass guard.example.com")
        .contains("then unaffected: all outages")
        .endsWith("1 outage: 1 never heals\n");
  }

  @Test
  void the_same_hook_that_fails_open_leaves_the_cluster_unaffected() throws IOException {
    assertThat(drill(guard("Ignore", "nodes"))).isZero();

    assertThat(session.out())
        .contains("unaffected  cold start of all nodes")
        .endsWith("5 outages: 5 leave the cluster unaffected\n");
  }

  @Test
  void a_hook_on_what_no_cluster_lives_on_leaves_it_unaffected() throws IOException {
    assertThat(drill(guard("Fail", "services"))).isZero();
  }

  @Test
  void values_of_a_chart_that_do_as_well_are_found_by_rendering() throws IOException {
    file("app/Chart.yaml", "apiVersion: v2\nname: app\nversion: 1.0.0\n");
    file(
        "app/values.yaml",
        """
        hooks:
          services: {failurePolicy: Fail}
          nodes: {failurePolicy: Fail}
        """);
    file(
        "app/templates/all.yaml",
        BACKEND + hook("{{ .Values.hooks.nodes.failurePolicy }}", "nodes"));

    assertThat(drill(folder.resolve("app").toString(), "--down", "all-nodes")).isEqualTo(1);

    assertThat(session.out())
        .contains("the same by values of the chart")
        .contains(
            """
                hooks:
                  nodes:
                    failurePolicy: Ignore
            """)
        .doesNotContain("services:");
  }

  @Test
  void a_backend_that_nodes_of_the_control_plane_take_heals_with_nothing_lost() throws IOException {
    assertThat(drill(guard("Fail", "nodes"))).isEqualTo(1);

    assertThat(session.out())
        .contains("or, with nothing lost, simulated again")
        .contains(
            "Run two pods of Deployment guard/guard on different nodes, and let nodes of the control"
                + " plane take them.")
        .contains("{\"op\":\"add\",\"path\":\"/spec/replicas\",\"value\":2}")
        .contains("\"matchLabels\":{\"app\":\"guard\"}");
  }

  @Test
  void no_reinforcement_helps_where_every_node_is_new() throws IOException {
    drill(guard("Fail", "nodes"), "--provider", "gke");

    assertThat(session.out())
        .contains("never heals  cold start of all nodes")
        .doesNotContain("with nothing lost");
  }

  @Test
  void a_dead_node_is_not_evicted_when_its_pod_is_what_judges_nodes() throws IOException {
    drill(guard("Fail", "nodes"));

    assertThat(session.out())
        .contains("never heals  the node of deployment/guard/guard lost")
        .contains("UPDATE nodes of the node lifecycle controller for worker");
  }

  @Test
  void machines_get_the_whole_story() throws IOException {
    assertThat(drill(guard("Fail", "nodes"), "--down", "all-nodes", "--format", "json"))
        .isEqualTo(1);

    assertThat(session.out())
        .contains("\"judgement\" : \"never-heals\"")
        .contains("\"isLoop\" : true")
        .contains("\"request\" : \"UPDATE nodes\"")
        .contains("\"exitStatus\" : 1");
  }

  @Test
  void the_same_input_gives_the_same_output() throws IOException {
    String guard = guard("Fail", "nodes");
    drill(guard, "--format", "json");
    String first = session.out();
    open();
    drill(guard, "--format", "json");

    assertThat(session.out()).isEqualTo(first);
  }

  @Test
  void what_registers_nothing_is_not_drilled() throws IOException {
    assertThat(drill(file("plain.yaml", BACKEND))).isZero();

    assertThat(session.out())
        .contains("there is nothing to drill")
        .endsWith("Nothing was drilled.\n");
  }

  @Test
  void of_what_could_not_be_read_it_is_not_said_that_it_registers_nothing() throws IOException {
    assertThat(drill(file("broken.yaml", "a: ["))).isEqualTo(2);

    assertThat(session.out()).contains("problem").doesNotContain("nothing to drill");
  }

  @Test
  void who_may_register_webhooks_while_it_runs_is_no_green_build() throws IOException {
    String operator =
        file(
            "operator.yaml",
            BACKEND.replace("spec: {containers", "spec: {serviceAccountName: guard, containers")
                + """
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: guard}
                rules:
                  - apiGroups: [admissionregistration.k8s.io]
                    resources: [validatingwebhookconfigurations]
                    verbs: [create]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: guard}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: guard}
                subjects: [{kind: ServiceAccount, name: guard, namespace: guard}]
                """);

    assertThat(drill(operator)).isEqualTo(3);

    assertThat(session.out())
        .contains("Deployment guard/guard may register webhooks while it runs");
  }

  @Test
  void what_stands_for_selected_namespaces_and_pods_is_said() throws IOException {
    String selecting =
        hook("Fail", "pods")
            .replace("UPDATE", "CREATE")
            .replace(
                "    sideEffects",
                """
                    namespaceSelector: {matchLabels: {team: a}}
                    objectSelector: {matchLabels: {guarded: yes-please}}
                    sideEffects\
                """);
    drill(file("guard.yaml", BACKEND + selecting));

    assertThat(session.out())
        .contains("namespace tenant stands for such: hooks select namespaces with team In [a]")
        .contains("pods of tenant/selected stand for those with the labels guarded=yes-please");
  }

  @Test
  void a_policy_that_no_api_server_takes_is_not_passed() throws IOException {
    assertThat(drill(guard("Perhaps", "services"), "--strict")).isEqualTo(3);

    assertThat(session.out())
        .contains("guard.example.com states the failurePolicy Perhaps, which no API server takes.");
  }

  @Test
  void a_configuration_without_webhooks_is_filled_in_by_somebody() throws IOException {
    String empty = hook("Fail", "nodes").replaceAll("(?s)webhooks:.*", "webhooks: []\n");

    assertThat(drill(file("empty.yaml", empty))).isEqualTo(3);

    assertThat(session.out())
        .contains("ValidatingWebhookConfiguration guard states no webhook")
        .endsWith("Nothing could be drilled.\n");
  }

  @Test
  void a_backend_that_no_source_shows_leaves_it_open_whether_it_comes_back() throws IOException {
    assertThat(drill(file("hook.yaml", hook("Fail", "nodes")), "--strict")).isEqualTo(3);

    assertThat(session.out())
        .contains("which the sources do not show, cannot come back")
        .contains("it depends");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--down|nothing/x|\"nothing/x\" is nothing that can go down.",
        "--down|slow:webhook/x|is nothing that can go down",
        "--down|webhook/none.example.com|There is no webhook/none.example.com",
        "--down|node/worker-9|There is no node/worker-9",
        "--nodes|workers|\"workers\" is no pool of nodes.",
        "--nodes|workers=0|A cluster of 0 nodes cannot be simulated.",
        "--nodes|workers=1,workers=2|The pool \"workers\" is given twice.",
        "--provider|ibm|\"ibm\" is none of its values.",
        "--until|soon|\"soon\" is not a span of time.",
        "--until|1ms|An outage is watched for 30m to 24h, not for 1ms.",
        "--until|29m|An outage is watched for 30m to 24h, not for 29m.",
        "--until|25h|An outage is watched for 30m to 24h, not for 25h."
      })
  void what_cannot_be_meant_is_refused_with_a_remedy(String option, String value, String cause)
      throws IOException {
    assertThat(drill(guard("Fail", "nodes"), option, value)).isEqualTo(2);

    assertThat(session.err()).contains(cause).contains("remedy:");
  }
}
