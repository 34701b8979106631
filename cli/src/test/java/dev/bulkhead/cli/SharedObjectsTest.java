package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.Origin;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedObjectsTest {
  private static KubernetesObject object(String source, String version, String path) {
    String[] parts = path.split("/", -1);
    return new KubernetesObject(
        new ObjectKey(version, parts[0], parts[1], parts[2]),
        Node.Mapping.empty(Location.somewhereIn(source)),
        Origin.of(source, source));
  }

  @Test
  void the_version_of_an_api_does_not_tell_objects_apart_but_its_group_does() {
    assertThat(
            SharedObjects.notes(
                List.of(
                    object("a", "policy/v1beta1", "PodDisruptionBudget/ns/x"),
                    object("b", "policy/v1", "PodDisruptionBudget/ns/x"),
                    object("a", "networking.k8s.io/v1", "Ingress/ns/y"),
                    object("b", "extensions/v1", "Ingress/ns/y"))))
        .containsExactly(
            "PodDisruptionBudget ns/x is in each of a, b; the cluster keeps what is applied last.");
  }

  @Test
  void other_names_namespaces_and_kinds_are_other_objects_and_made_up_names_are_never_the_same() {
    assertThat(
            SharedObjects.notes(
                List.of(
                    object("a", "v1", "Pod/ns/x"),
                    object("b", "v1", "Pod/other/x"),
                    object("b", "v1", "Pod/ns/y"),
                    object("b", "v1", "Secret/ns/x"),
                    object("a", "v1", "Pod/ns/made-*"),
                    object("b", "v1", "Pod/ns/made-*"),
                    object("a", "v1", "Pod//"),
                    object("b", "v1", "Pod//"),
                    object("a", "v1", "Pod/ns/x"))))
        .isEmpty();
  }

  @Test
  void of_many_a_few_are_named_and_the_rest_is_counted() {
    var objects = new ArrayList<KubernetesObject>();
    for (String source : List.of("a", "b", "c")) {
      for (int i = 0; i < 100; i++) {
        objects.add(object(source, "v1", "Pod//p" + i));
      }
    }

    assertThat(SharedObjects.notes(objects))
        .containsExactly(
            "Pod p0, Pod p1, Pod p2 and 97 more are in each of a, b, c; the cluster keeps what is"
                + " applied last.");
  }
}
