package dev.bulkhead.diff;

import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LawsTest {
  private static final Gen<String> VALUE =
      Gen.of(
          "1",
          "x",
          "'*'",
          "{}",
          "[]",
          "[a]",
          "[a, b]",
          "{a: 1}",
          "{name: a}",
          "[{name: a, b: 1}]",
          "[{name: a}, {name: b}]",
          "null");

  private static final Gen<String> SPEC =
      VALUE
          .listOfUpTo(4)
          .map(
              values -> {
                var fields = new StringBuilder();
                List<String> names = List.of("selector", "template", "rules", "type");
                for (int i = 0; i < values.size(); i++) {
                  fields
                      .append(i == 0 ? "" : ", ")
                      .append(names.get(i))
                      .append(": ")
                      .append(values.get(i));
                }
                return "{" + fields + "}";
              });

  private static final Gen<String> KIND =
      Gen.of(
          "v1 ConfigMap",
          "v1 PersistentVolumeClaim",
          "apps/v1 Deployment",
          "batch/v1 Job",
          "v1 Service",
          "policy/v1 PodDisruptionBudget",
          "rbac.authorization.k8s.io/v1 ClusterRole",
          "rbac.authorization.k8s.io/v1 ClusterRoleBinding",
          "admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration",
          "apiextensions.k8s.io/v1 CustomResourceDefinition");

  private static final Gen<String> OBJECT =
      choices -> {
        String[] kind = KIND.draw(choices).split(" ", 2);
        return "{apiVersion: %s, kind: %s, metadata: {name: %s}, spec: %s, rules: %s, webhooks: %s}"
            .formatted(
                kind[0],
                kind[1],
                Gen.of("a", "b", "job-1", "job-2").draw(choices),
                SPEC.draw(choices),
                VALUE.draw(choices),
                VALUE.draw(choices));
      };

  private static final Gen<String> MANIFESTS =
      OBJECT.listOfUpTo(5).map(objects -> String.join("\n---\n", objects));

  private static final Gen<List<String>> TWO =
      choices -> List.of(MANIFESTS.draw(choices), MANIFESTS.draw(choices));

  @Test
  void nothing_changes_from_something_to_itself() {
    Property.forAll(
        1, 500, MANIFESTS, one -> assertThat(Upgraded.manifests(one, one).told()).isEmpty());
  }

  @Test
  void what_appears_one_way_goes_away_the_other_way() {
    Property.forAll(
        2,
        500,
        TWO,
        two -> {
          var there = Upgraded.manifests(two.getFirst(), two.getLast()).differences();
          var back = Upgraded.manifests(two.getLast(), two.getFirst()).differences();
          assertThat(subjects(there, change -> change.before() == null))
              .isEqualTo(subjects(back, change -> change.after() == null));
          assertThat(subjects(there, change -> change.after() == null))
              .isEqualTo(subjects(back, change -> change.before() == null));
        });
  }

  /** The objects of which all that is told comes, or goes. */
  private static Set<String> subjects(Differences differences, Predicate<Change> how) {
    var bySubject =
        differences.changes().stream()
            .collect(Collectors.partitioningBy(how, mapping(LawsTest::name, toSet())));
    var all = new TreeSet<>(bySubject.get(true));
    all.removeAll(bySubject.get(false));
    return all;
  }

  private static String name(Change change) {
    return change.subject().toString();
  }
}
