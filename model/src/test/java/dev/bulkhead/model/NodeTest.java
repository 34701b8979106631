package dev.bulkhead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeTest {
  private static final Location AT = Location.exact("f", 3, 5);

  private final Node tree =
      Trees.node(
          Map.of(
              "a", Map.of("b", Map.of("c", "text"), "n", 42, "t", true),
              "list", List.of("x", Map.of("y", 1), List.of())));

  @Test
  void paths_lead_to_what_stands_there_and_to_nothing_otherwise() {
    assertThat(tree.text("a", "b", "c")).contains("text");
    assertThat(tree.mapping("a", "b")).isPresent();
    assertThat(tree.scalar("a", "n").flatMap(Node.Scalar::integer)).contains(42L);
    assertThat(tree.scalar("a", "t")).hasValueSatisfying(t -> assertThat(t.isTrue()).isTrue());
    assertThat(tree.items("list")).hasSize(3);
    assertThat(((Node.Sequence) tree.get("list").orElseThrow()).mappings()).hasSize(1);
    assertThat(tree.find("a", "x", "y")).isEmpty();
    assertThat(tree.find("a", "b", "c", "d")).isEmpty();
    assertThat(tree.mapping("list")).isEmpty();
    assertThat(tree.items("a")).isEmpty();
    assertThat(tree.text("a")).isEmpty();
    assertThat(tree.find()).contains(tree);
  }

  @Test
  void an_explicit_null_counts_as_absent() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("a", null);
    var withNull = (Node.Mapping) Trees.node(fields);

    assertThat(withNull.find("a")).isEmpty();
    assertThat(withNull.text("a")).isEmpty();
    assertThat(withNull.texts()).isEmpty();
    assertThat(withNull.get("a")).isPresent();
    assertThat(withNull.find("a", "b")).isEmpty();
  }

  @Test
  void a_number_too_large_for_a_long_is_no_integer() {
    var large = new Node.Scalar("18446744073709551615", Node.Scalar.Type.INTEGER, AT);

    assertThat(large.integer()).isEmpty();
    assertThat(new Node.Scalar("1", Node.Scalar.Type.STRING, AT).integer()).isEmpty();
  }

  @Test
  void a_names_place_falls_back_to_the_value_and_then_to_the_mapping() {
    var fields = new LinkedHashMap<String, Node>();
    var value = Location.exact("f", 4, 8);
    var key = Location.exact("f", 4, 3);
    fields.put("a", new Node.Scalar("x", Node.Scalar.Type.STRING, value));
    fields.put("b", new Node.Scalar("x", Node.Scalar.Type.STRING, value));
    var keys = new LinkedHashMap<>(Map.of("a", key));

    var mapping = new Node.Mapping(fields, keys, AT);

    assertThat(mapping.keyAt("a")).isEqualTo(key);
    assertThat(mapping.keyAt("b")).isEqualTo(value);
    assertThat(mapping.keyAt("c")).isEqualTo(AT);
  }

  @Test
  void a_tree_cannot_be_changed() {
    var fields = new LinkedHashMap<String, Node>();
    var mapping = new Node.Mapping(fields, AT);

    fields.put("a", mapping);

    assertThat(mapping.fields()).isEmpty();
    assertThatThrownBy(() -> mapping.fields().put("a", mapping))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void a_place_is_written_as_far_as_it_is_known() {
    assertThat(Location.exact("f", 3, 5)).hasToString("f:3:5");
    assertThat(new Location("f", 3, 0, true)).hasToString("f:3");
    assertThat(Location.somewhereIn("f")).hasToString("f");
    assertThatThrownBy(() -> new Location("f", 0, 1, true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
