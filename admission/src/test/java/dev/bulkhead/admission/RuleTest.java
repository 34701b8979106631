package dev.bulkhead.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RuleTest {
  private static Rule rule(String yaml) {
    return Rule.of(Given.mapping(yaml));
  }

  private static Resource core(String path) {
    return path.startsWith("nodes") || path.startsWith("namespaces")
        ? Resource.ofCluster("", "v1", path, "Any")
        : Resource.inNamespaces("", "v1", path, "Any");
  }

  @ParameterizedTest
  @CsvSource({
    // pattern,        resource,          covered
    "nodes,            nodes,             true",
    "nodes,            nodes/status,      false",
    "nodes/status,     nodes/status,      true",
    "nodes/status,     nodes,             false",
    "pods/*,           pods,              true",
    "pods/*,           pods/status,       true",
    "pods/*,           pods/eviction,     true",
    "pods/*,           services/status,   false",
    "'*',              pods,              true",
    "'*',              pods/status,       false",
    "'*/*',            pods,              true",
    "'*/*',            pods/status,       true",
    "'*/scale',        deployments/scale, true",
    "'*/scale',        deployments,       false",
    "'*/scale',        pods/status,       false",
    "pod,              pods,              false",
    "pods,             pod,               false",
    "podss,            pods,              false",
    "pods/stat,        pods/status,       false",
    "'p*',             pods,              false",
    "pods/,            pods,              true",
    "'',               pods,              false",
  })
  void a_pattern_covers_a_resource_or_its_subresources(
      String pattern, String resource, boolean covered) {
    var rule =
        rule(
            "{operations: ['*'], apiGroups: [''], apiVersions: [v1], resources: ['%s']}"
                .formatted(pattern));

    assertThat(rule.covers(Operation.UPDATE, core(resource))).isEqualTo(covered);
  }

  @ParameterizedTest
  @CsvSource({
    "CREATE, '',   v1,      true",
    "'*',    '',   v1,      true",
    "CREATE, '*',  '*',     true",
    "UPDATE, '',   v1,      false",
    "create, '',   v1,      false",
    "CREATE, apps, v1,      false",
    "CREATE, '',   v1beta1, false",
  })
  void operation_group_and_version_must_all_be_covered(
      String operation, String group, String version, boolean covered) {
    var rule =
        rule(
            "{operations: [X, '%s'], apiGroups: [x, '%s'], apiVersions: [x, '%s'], resources: [pods]}"
                .formatted(operation, group, version));

    assertThat(rule.covers(Operation.CREATE, core("pods"))).isEqualTo(covered);
  }

  @ParameterizedTest
  @CsvSource({
    "'*',        pods,               true",
    "'*',        nodes,              true",
    "Namespaced, pods,               true",
    "Namespaced, nodes,              false",
    "Namespaced, namespaces,         false",
    "Namespaced, namespaces/status,  false",
    "Cluster,    pods,               false",
    "Cluster,    nodes,              true",
    "Cluster,    namespaces,         true",
  })
  void a_namespace_is_an_object_of_the_cluster(String scope, String resource, boolean covered) {
    var rule =
        rule(
            "{operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*/*'], scope: '%s'}"
                .formatted(scope));

    assertThat(rule.covers(Operation.UPDATE, core(resource))).isEqualTo(covered);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{operations: 1, resources: {a: b}}", "{resources: [[], {}]}"})
  void a_malformed_rule_covers_nothing(String yaml) {
    assertThat(rule(yaml).covers(Operation.CREATE, core("pods"))).isFalse();
  }

  @Test
  void a_wildcard_takes_all_groups_and_resources() {
    assertThat(rule("{apiGroups: ['*'], resources: ['*/*']}").isWildcard()).isTrue();
    assertThat(rule("{apiGroups: ['*'], resources: ['*']}").isWildcard()).isTrue();
    assertThat(rule("{apiGroups: [''], resources: ['*']}").isWildcard()).isFalse();
    assertThat(rule("{apiGroups: ['*'], resources: ['pods']}").isWildcard()).isFalse();
  }
}
