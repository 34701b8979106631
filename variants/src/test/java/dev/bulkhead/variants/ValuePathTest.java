package dev.bulkhead.variants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import org.junit.jupiter.api.Test;

class ValuePathTest {
  private static final Gen<ValuePath> PATHS =
      Gen.text("ab.,=[]\\{} ", 5)
          .where(name -> !name.isEmpty())
          .listOfUpTo(4)
          .where(names -> !names.isEmpty())
          .map(ValuePath::new);

  @Test
  void a_name_is_read_as_it_was_written() {
    Property.forAll(
        7, 2_000, PATHS, path -> assertThat(ValuePath.parse(path.written())).isEqualTo(path));
  }

  @Test
  void a_value_lies_within_itself_and_what_is_above_it() {
    var path = ValuePath.of("a", "b");

    assertThat(path.isWithin(path)).isTrue();
    assertThat(path.isWithin(ValuePath.of("a"))).isTrue();
    assertThat(path.isWithin(ValuePath.ROOT)).isTrue();
    assertThat(path.isWithin(ValuePath.of("a", "b", "c"))).isFalse();
    assertThat(path.isWithin(ValuePath.of("b"))).isFalse();
  }
}
