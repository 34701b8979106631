package dev.bulkhead.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodTemplateTest {
  private static final Map<String, Object> POD_SPEC =
      Map.of("containers", List.of(Map.of("name", "main", "image", "nginx")));

  private static List<PodTemplate> templates(
      String apiVersion, String kind, Map<String, Object> more) {
    var fields = new LinkedHashMap<String, Object>(more);
    fields.put("apiVersion", apiVersion);
    fields.put("kind", kind);
    return PodTemplate.of(Trees.object(fields));
  }

  /** The mapping with {@code value} at a path like {@code a.b.c}. */
  private static Map<String, Object> at(String path, Object value) {
    int dot = path.indexOf('.');
    return dot < 0
        ? Map.of(path, value)
        : Map.of(path.substring(0, dot), at(path.substring(dot + 1), value));
  }

  @ParameterizedTest
  @CsvSource({
    "v1,Pod,spec",
    "apps/v1,Deployment,spec.template.spec",
    "extensions/v1beta1,Deployment,spec.template.spec",
    "apps/v1,DaemonSet,spec.template.spec",
    "apps/v1,StatefulSet,spec.template.spec",
    "apps/v1,ReplicaSet,spec.template.spec",
    "v1,ReplicationController,spec.template.spec",
    "batch/v1,Job,spec.template.spec",
    "batch/v1,CronJob,spec.jobTemplate.spec.template.spec",
    "v1,PodTemplate,template.spec",
  })
  void every_workload_has_its_template(String apiVersion, String kind, String path) {
    var templates = templates(apiVersion, kind, at(path, POD_SPEC));

    assertThat(templates).hasSize(1);
    assertThat(templates.getFirst().path()).isEqualTo(path);
    assertThat(templates.getFirst().byShape()).isFalse();
    assertThat(templates.getFirst().containers())
        .extracting(Container::name)
        .containsExactly("main");
  }

  @ParameterizedTest
  @CsvSource({
    "apps.kruise.io/v1,CloneSet,spec.template.spec",
    "apps.openshift.io/v1,DeploymentConfig,spec.template.spec",
    "keda.sh/v1alpha1,ScaledJob,spec.jobTargetRef.template.spec",
    "serving.knative.dev/v1,Service,spec.template.spec",
    "example.com/v1,Deployment,spec.template.spec",
  })
  void a_custom_resources_template_is_known_by_its_shape(
      String apiVersion, String kind, String path) {
    var templates = templates(apiVersion, kind, at(path, POD_SPEC));

    assertThat(templates).hasSize(1);
    assertThat(templates.getFirst().path()).isEqualTo(path);
    assertThat(templates.getFirst().byShape()).isTrue();
  }

  @Test
  void a_custom_resource_may_have_several_templates() {
    var tasks = List.of(at("template.spec", POD_SPEC), at("template.spec", POD_SPEC));

    var templates = templates("batch.volcano.sh/v1alpha1", "Job", at("spec.tasks", tasks));

    assertThat(templates)
        .extracting(PodTemplate::path)
        .containsExactly("spec.tasks[0].template.spec", "spec.tasks[1].template.spec");
  }

  @ParameterizedTest
  @CsvSource({
    "apiextensions.k8s.io/v1,CustomResourceDefinition",
    "apps/v1,ControllerRevision",
    "v1,ConfigMap",
    "policy/v1,PodDisruptionBudget",
  })
  void what_only_contains_a_template_runs_nothing(String apiVersion, String kind) {
    assertThat(templates(apiVersion, kind, at("spec.template.spec", POD_SPEC))).isEmpty();
  }

  @Test
  void containers_without_an_image_are_no_pod_of_a_custom_resource() {
    var patch = Map.<String, Object>of("containers", List.of(Map.of("name", "x")));

    assertThat(templates("monitoring.coreos.com/v1", "Prometheus", at("spec", patch))).isEmpty();
  }

  @Test
  void a_workload_without_a_pod_has_no_template() {
    assertThat(templates("apps/v1", "Deployment", Map.of())).isEmpty();
    assertThat(templates("apps/v1", "Deployment", at("spec.template", "text"))).isEmpty();
    assertThat(templates("v1", "Pod", at("spec", List.of()))).isEmpty();
  }

  @Test
  void containers_have_their_roles() {
    Map<String, Object> spec =
        Map.of(
            "initContainers",
            List.of(
                Map.of("name", "init", "image", "i"),
                Map.of("name", "side", "image", "s", "restartPolicy", "Always"),
                "no container"),
            "containers",
            List.of(Map.of("name", "main", "image", "m", "volumeMounts", List.of(Map.of(), "x"))),
            "ephemeralContainers",
            List.of(Map.of("name", "debug", "image", "d")));

    var containers = templates("v1", "Pod", at("spec", spec)).getFirst().containers();

    assertThat(containers).extracting(Container::name).containsExactly("init", "side", "main");
    assertThat(containers)
        .extracting(Container::role)
        .containsExactly(Container.Role.INIT, Container.Role.SIDECAR, Container.Role.MAIN);
    assertThat(containers.getLast().volumeMounts()).hasSize(1);
  }

  @Test
  void a_very_deep_custom_resource_comes_to_an_end() {
    String path = "a.".repeat(150) + "spec";

    assertThat(templates("example.com/v1", "Deep", at(path, POD_SPEC))).isEmpty();
  }
}
