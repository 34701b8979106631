package dev.bulkhead.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Node;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {
  private static List<String> names(String text) {
    return objects(text).stream().map(object -> object.text("name").orElse("?")).toList();
  }

  private static List<Node.Mapping> objects(String text) {
    var read = YamlReader.read(text, Placement.of("f"));
    assertThat(read.problems()).isEmpty();
    return Manifests.objects(read.roots().getFirst());
  }

  @Test
  void an_object_stands_for_itself() {
    assertThat(names("{apiVersion: v1, kind: Pod, name: a}")).containsExactly("a");
  }

  @Test
  void lists_are_flattened_however_deep() {
    assertThat(
            names(
                """
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: v1, kind: Pod, name: a}
                - apiVersion: v1
                  kind: List
                  items:
                  - {apiVersion: v1, kind: Pod, name: b}
                  - {name: no object}
                - {apiVersion: v1, kind: Pod, name: c}
                """))
        .containsExactly("a", "b", "c");
  }

  @Test
  void items_of_a_typed_list_get_its_type() {
    var object = objects("{apiVersion: apps/v1, kind: DeploymentList, items: [{name: a}]}");

    assertThat(object.getFirst().text("kind")).contains("Deployment");
    assertThat(object.getFirst().text("apiVersion")).contains("apps/v1");
    assertThat(object.getFirst().at()).hasToString("f:1:53");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{apiVersion: x.io/v1, kind: AllowList, name: a, spec: {items: []}}",
        "{apiVersion: x.io/v1, kind: AllowList, name: a, items: [text]}",
      })
  void a_kind_that_only_sounds_like_a_list_is_an_object(String text) {
    assertThat(names(text)).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 1",
        "{kind: Pod}",
        "{apiVersion: v1}",
        "[1]",
        "x",
        "{apiVersion: 1, kind: Pod}"
      })
  void anything_else_is_no_object(String text) {
    assertThat(objects(text)).isEmpty();
  }
}
