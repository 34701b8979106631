package dev.bulkhead.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PropertyTest {
  @Test
  void a_broken_law_is_reported_with_the_smallest_value_and_its_seed() {
    assertThatThrownBy(
            () ->
                Property.forAll(
                    1, 200, Gen.between(0, 1000), value -> assertThat(value).isLessThan(17)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("[17]")
        .hasMessageContaining("-Dbulkhead.seed=");
  }

  @Test
  void a_list_shrinks_to_what_matters() {
    assertThatThrownBy(
            () ->
                Property.forAll(
                    2,
                    500,
                    Gen.between(0, 99).listOfUpTo(20),
                    list -> assertThat(list).doesNotContain(42)))
        .hasMessageContaining("[[42]]");
  }

  @Test
  void the_same_seed_draws_the_same_values() {
    assertThat(drawn()).isEqualTo(drawn());
  }

  @Test
  void runs_next_to_each_other_make_every_first_choice() {
    var firsts = new TreeSet<Integer>();

    Property.forAll(20260101, 200, Gen.between(0, 7), firsts::add);

    assertThat(firsts).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  private static List<String> drawn() {
    var values = new ArrayList<String>();
    Property.forAll(7, 50, Gen.text("abc", 12), values::add);
    return values;
  }
}
