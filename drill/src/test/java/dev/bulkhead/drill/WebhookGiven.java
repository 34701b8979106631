package dev.bulkhead.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Origin;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import java.util.stream.Stream;

/** Manifests of webhooks as tests write them, and what is said of them. */
final class WebhookGiven {
  /** Two spread, budgeted pods in namespace guard behind service hook: nothing to say of them. */
  static final String SOUND =
      """
      {apiVersion: v1, kind: Service, metadata: {name: hook, namespace: guard}, spec: {selector: {app: guard}, ports: [{port: 443, targetPort: 9443}]}}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: guard, namespace: guard}
      spec:
        replicas: 2
        template:
          metadata: {labels: {app: guard}}
          spec:
            priorityClassName: system-cluster-critical
            nodeSelector: {infra: "true"}
            topologySpreadConstraints:
              - {maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: guard}}}
            containers:
              - name: manager
                ports: [{containerPort: 9443}]
                readinessProbe: {httpGet: {port: 8081}}
                resources: {requests: {memory: 64Mi}}
      ---
      {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: guard, namespace: guard}, spec: {maxUnavailable: 1, selector: {matchLabels: {app: guard}}}}
      ---
      """;

  private static final String CERTIFICATE =
      "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCi0tLS0tRU5EIENFUlRJRklDQVRFLS0tLS0K";

  private final List<Verdict> verdicts;

  private WebhookGiven(List<Verdict> verdicts) {
    this.verdicts = verdicts;
  }

  /** Everything that is said of manifests, on a cluster of 1.36. */
  static WebhookGiven of(String yaml) {
    var origin = Origin.of("test.yaml", "test.yaml");
    var inventory =
        Inventory.of(
            YamlReader.read(yaml, Placement.of("test.yaml")).mappings().stream()
                .map(root -> KubernetesObject.of(root, origin))
                .toList());
    return new WebhookGiven(WebhookCheck.judge(inventory, KubernetesVersion.of(1, 36, 0)));
  }

  /** A validating hook with a certificate, answered by service hook of namespace guard. */
  static String hook(String fields) {
    return configuration("ValidatingWebhookConfiguration", "guard", "guard", fields);
  }

  /** One hook of any kind, configuration and namespace. */
  static String configuration(String kind, String name, String namespace, String fields) {
    return """
    apiVersion: admissionregistration.k8s.io/v1
    kind: %s
    metadata: {name: %s}
    webhooks:
      - name: %s.example
        clientConfig: {caBundle: %s, service: {name: hook, namespace: %s}}
        %s
    ---
    """
        .formatted(kind, name, name, CERTIFICATE, namespace, fields);
  }

  /** Rules of a hook, in one line. */
  static String rule(String operations, String group, String resources) {
    return "rules: [{operations: [%s], apiGroups: [\"%s\"], apiVersions: [\"*\"], resources: [%s]}]"
        .formatted(operations, group, resources);
  }

  /** A namespaceSelector of one expression. */
  static String namespaces(String expression) {
    return "\n    namespaceSelector: {matchExpressions: [{%s}]}".formatted(expression);
  }

  /** An exemption of namespaces by name. */
  static String exempting(String names) {
    return namespaces(
        "key: kubernetes.io/metadata.name, operator: NotIn, values: [%s]".formatted(names));
  }

  List<Verdict> of(Rule rule) {
    return verdicts.stream().filter(one -> one.claim().rule().equals(rule)).toList();
  }

  List<Verdict> verdicts() {
    return verdicts;
  }

  /** The only violation of a rule. */
  Verdict.Violated violation(Rule rule) {
    List<Verdict.Violated> found =
        of(rule).stream()
            .filter(Verdict.Violated.class::isInstance)
            .map(Verdict.Violated.class::cast)
            .toList();
    assertThat(found).as(rule.id() + " of " + verdicts).hasSize(1);
    return found.getFirst();
  }

  void violates(Rule rule, Severity severity, String... words) {
    var violation = violation(rule);
    assertThat(violation.severity()).isEqualTo(severity);
    assertThat(violation.message()).contains(words);
    assertThat(violation.remedy()).matches("[A-Z].*\\.");
  }

  /** That the claim is made, and holds. */
  void proves(Rule rule) {
    assertThat(of(rule)).as(rule.id()).isNotEmpty().allMatch(Verdict.Proven.class::isInstance);
  }

  void leavesOpen(Rule rule, String... words) {
    assertThat(of(rule))
        .filteredOn(Verdict.Unproven.class::isInstance)
        .singleElement()
        .satisfies(one -> assertThat(one.message()).contains(words));
    assertThat(of(rule)).noneMatch(Verdict.Violated.class::isInstance);
  }

  void saysNothingOf(Rule rule) {
    assertThat(of(rule)).isEmpty();
  }

  /** What is not proven, as {@code severity rule}. */
  List<String> findings() {
    return verdicts.stream()
        .flatMap(
            verdict ->
                switch (verdict) {
                  case Verdict.Proven _ -> Stream.<String>of();
                  case Verdict.Unproven _ -> Stream.of("unproven " + verdict.claim().rule().id());
                  case Verdict.Violated one ->
                      Stream.of(one.severity() + " " + one.claim().rule().id());
                })
        .sorted()
        .toList();
  }
}
