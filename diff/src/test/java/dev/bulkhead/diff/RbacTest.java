package dev.bulkhead.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RbacTest {
  private static final String NOTHING = "{apiVersion: v1, kind: Event, metadata: {name: e}}";

  private static String role(String rules) {
    return "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r},"
        + " rules: [%s]}\n---\n%s".formatted(rules, NOTHING);
  }

  private static String binding(String role, String subjects) {
    return "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name:"
        + " b}, roleRef: {kind: ClusterRole, name: %s}, subjects: [%s]}\n---\n%s"
            .formatted(role, subjects, NOTHING);
  }

  private static String rule(String groups, String resources, String verbs) {
    return "{apiGroups: [%s], resources: [%s], verbs: [%s]}".formatted(groups, resources, verbs);
  }

  private static List<String> changes(String before, String after) {
    return Upgraded.manifests(role(before), role(after)).told();
  }

  @Test
  void permissions_gained_and_lost_are_told_however_the_rules_are_written() {
    assertThat(
            changes(
                rule("''", "pods, services", "get") + "," + rule("apps", "deployments", "get"),
                rule("''", "services, pods", "get") + "," + rule("batch", "jobs", "get, list")))
        .containsExactly(
            "worth-knowing rbac ClusterRole r: It no longer permits get of deployments.apps.",
            "worth-knowing rbac ClusterRole r: It now permits, too, get, list of jobs.batch.");
    assertThat(
            changes(
                rule("''", "pods, services", "get"),
                rule("''", "pods", "get") + "," + rule("''", "services", "get")))
        .isEmpty();
  }

  @Test
  void a_wildcard_permits_what_was_permitted_before() {
    assertThat(changes(rule("''", "pods", "get"), rule("''", "pods", "'*'")))
        .containsExactly(
            "worth-knowing rbac ClusterRole r: It now permits, too, everything with pods.");
    assertThat(changes(rule("'*'", "'*'", "'*'"), rule("''", "pods", "get")))
        .containsExactly(
            "worth-knowing rbac ClusterRole r: It no longer permits everything with *.*.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | secrets | get
          '' | pods/exec | create
          '' | serviceaccounts/token | create
          rbac.authorization.k8s.io | clusterroles | escalate
          rbac.authorization.k8s.io | clusterrolebindings | create
          '' | users | impersonate
          '*' | '*' | get
          '' | '*' | list
          admissionregistration.k8s.io | mutatingwebhookconfigurations | patch
          """)
  void what_leads_further_can_hurt(String group, String resource, String verb) {
    assertThat(changes("", rule("'" + group + "'", "'" + resource + "'", verb)))
        .singleElement()
        .asString()
        .startsWith("can-hurt rbac ClusterRole r: It now permits, too, what leads further: ");
  }

  @Test
  void what_is_limited_to_one_name_does_not_lead_further() {
    assertThat(
            changes(
                "", "{apiGroups: [''], resources: [secrets], verbs: [get], resourceNames: [tls]}"))
        .containsExactly(
            "worth-knowing rbac ClusterRole r: It now permits, too, get of secrets named tls.");
  }

  @Test
  void paths_beside_objects_count() {
    assertThat(changes("{nonResourceURLs: [/metrics], verbs: [get]}", "")).hasSize(1);
    assertThat(
            changes(
                "{nonResourceURLs: ['/healthz*'], verbs: [get]}",
                "{nonResourceURLs: [/healthz/ping], verbs: [get]}"))
        .containsExactly(
            "worth-knowing rbac ClusterRole r: It no longer permits get of /healthz*.");
  }

  @Test
  void a_role_that_is_new_or_goes_is_told() {
    assertThat(Upgraded.manifests(NOTHING, role(rule("''", "secrets, pods", "get"))).told())
        .containsExactly(
            "can-hurt rbac ClusterRole r: It is new and permits what leads further: get of secrets.",
            "worth-knowing rbac ClusterRole r: It is new and permits get of pods.");
    assertThat(Upgraded.manifests(role(rule("''", "pods", "get")), NOTHING).told())
        .containsExactly("worth-knowing rbac ClusterRole r: The role goes away.");
  }

  @Test
  void too_many_rules_are_not_taken_apart() {
    String many = IntStream.range(0, 200).mapToObj(i -> "r" + i).collect(Collectors.joining(", "));

    assertThat(changes("", rule(many, many, many)))
        .containsExactly(
            "can-hurt rbac ClusterRole r: The role has too many rules to be compared one by one.");
  }

  @Test
  void bindings_tell_who_gets_what() {
    String sa = "{kind: ServiceAccount, name: x, namespace: ns}";

    assertThat(Upgraded.manifests(NOTHING, binding("view", sa)).told())
        .containsExactly(
            "worth-knowing rbac ClusterRoleBinding b: It is new and binds ClusterRole view to"
                + " ServiceAccount ns/x.");
    assertThat(Upgraded.manifests(NOTHING, binding("cluster-admin", sa)).told())
        .singleElement()
        .asString()
        .startsWith("can-hurt");
    assertThat(
            Upgraded.manifests(
                    binding("view", sa),
                    binding("view", "{kind: Group, name: 'system:authenticated'}"))
                .told())
        .containsExactly(
            "can-hurt rbac ClusterRoleBinding b: It now binds ClusterRole view to Group"
                + " system:authenticated, too.",
            "worth-knowing rbac ClusterRoleBinding b: It no longer binds ClusterRole view to"
                + " ServiceAccount ns/x.");
    assertThat(Upgraded.manifests(binding("view", sa), binding("edit", sa)).told())
        .singleElement()
        .asString()
        .startsWith("breaks objects ClusterRoleBinding b: roleRef changes");
  }

  private static final Gen<String> WORD = Gen.of("a", "b", "*");

  private static final Gen<Permission> PERMISSION =
      Gen.oneOf(
          choices ->
              new Permission.OnObjects(
                  WORD.draw(choices),
                  Gen.of("p", "q", "p/s", "q/s", "*/s", "*").draw(choices),
                  WORD.draw(choices),
                  WORD.draw(choices)),
          choices ->
              new Permission.OnRequests(
                  WORD.draw(choices),
                  Gen.of("p", "p/s", "p/*", "*/s", "*", "*/*").draw(choices),
                  WORD.draw(choices)),
          choices ->
              new Permission.OnPaths(
                  Gen.of("/a", "/a/b", "/a/*", "/a*", "*").draw(choices), WORD.draw(choices)));

  @Test
  void every_permission_covers_itself() {
    Property.forAll(1, 500, PERMISSION, each -> assertThat(each.covers(each)).isTrue());
  }

  @Test
  void covering_carries_over() {
    Gen<List<Permission>> three =
        choices ->
            List.of(PERMISSION.draw(choices), PERMISSION.draw(choices), PERMISSION.draw(choices));
    Property.forAll(
        2,
        2_000,
        three.where(one -> one.get(0).covers(one.get(1)) && one.get(1).covers(one.get(2))),
        one -> assertThat(one.get(0).covers(one.get(2))).isTrue());
  }

  @Test
  void what_is_beyond_itself_is_nothing_and_what_is_beyond_another_is_not_covered_by_it() {
    Gen<Permissions> permissions =
        PERMISSION.listOfUpTo(6).map(list -> new Permissions(new LinkedHashSet<>(list)));
    Gen<List<Permissions>> two =
        choices -> List.of(permissions.draw(choices), permissions.draw(choices));
    Property.forAll(
        3,
        1_000,
        two,
        one -> {
          Permissions old = one.get(0);
          Permissions now = one.get(1);
          assertThat(old.beyond(old).isEmpty()).isTrue();
          Permissions beyond = now.beyond(old);
          for (Permission each : now.all()) {
            boolean isCovered = old.all().stream().anyMatch(wide -> wide.covers(each));
            assertThat(beyond.all().contains(each)).isEqualTo(!isCovered);
          }
        });
  }
}
