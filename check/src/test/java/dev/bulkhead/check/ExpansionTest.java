package dev.bulkhead.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {
  private static String expand(String text) {
    return switch (Expansion.expand(new Value.Known(text), ExpansionTest::lookUp)) {
      case Value.Known(String known) -> known;
      case Value.Unknown(String why) -> "? " + why;
    };
  }

  private static Value lookUp(String name) {
    return switch (name) {
      case "A" -> new Value.Known("a");
      case "D" -> new Value.Known("$(A)");
      case "E" -> new Value.Known("");
      case "S" -> new Value.Unknown("secret");
      default -> new Value.Known("$(" + name + ")");
    };
  }

  @ParameterizedTest
  @CsvSource({
    "$(A),a",
    "x$(A)$(A)y,xaay",
    "$$(A),$(A)",
    "$$$(A),$a",
    "$$$$(A),$$(A)",
    "$(NONE),$(NONE)",
    "$A,$A",
    "$,$",
    "$$,$",
    "$(A,$(A",
    "$(D),$(A)",
    "x$(E)y,xy",
    "$(),$()",
    "$(S),? secret",
  })
  void a_reference_is_expanded_as_the_kubelet_does(String text, String expected) {
    assertThat(expand(text)).isEqualTo(expected);
  }

  @Test
  void text_without_a_dollar_sign_stays_as_it_is() {
    Property.forAll(
        11, 500, Gen.text("ab()/- ", 20), text -> assertThat(expand(text)).isEqualTo(text));
  }
}
