package dev.bulkhead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {
  @Test
  void whatever_is_put_it_holds_what_a_linked_map_would_hold() {
    record Put(int name, int value) {}
    Gen<Put> put =
        choices -> new Put(Gen.between(0, 25).draw(choices), Gen.between(0, 9).draw(choices));
    Property.forAll(
        7,
        2_000,
        put.listOfUpTo(30),
        puts -> {
          var expected = new LinkedHashMap<String, Integer>();
          var fields = new Fields.Builder<Integer>();
          for (Put each : puts) {
            String name = "n" + each.name();
            assertThat(fields.put(name, each.value())).isEqualTo(expected.put(name, each.value()));
          }

          Fields<Integer> built = fields.build();

          assertThat(built).isEqualTo(expected).hasSameHashCodeAs(expected);
          assertThat(List.copyOf(built.entrySet())).isEqualTo(List.copyOf(expected.entrySet()));
          assertThat(new ArrayList<>(built.reversed().keySet()))
              .isEqualTo(new ArrayList<>(expected.reversed().keySet()));
          for (int i = 0; i <= 26; i++) {
            assertThat(built.get("n" + i)).isEqualTo(expected.get("n" + i));
            assertThat(built.containsKey("n" + i)).isEqualTo(expected.containsKey("n" + i));
          }
        });
  }

  @Test
  void they_cannot_be_changed() {
    var builder = new Fields.Builder<Integer>();
    builder.put("a", 1);
    Fields<Integer> fields = builder.build();

    assertThatThrownBy(() -> fields.put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> fields.remove("a")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> fields.entrySet().iterator().next().setValue(3))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(fields).containsExactlyEntriesOf(java.util.Map.of("a", 1));
  }
}
