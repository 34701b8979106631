package dev.bulkhead.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TruthTest {
  private static final Gen<Truth> TRUTHS =
      Gen.of(
          Truth.Decided.NO,
          Truth.Decided.YES,
          Truth.maybe("a"),
          Truth.maybe("b"),
          new Truth.Maybe(List.of("a", "c")));

  private record Three(Truth one, Truth two, Truth three) {}

  private static final Gen<Three> THREE =
      TRUTHS.flatMap(one -> TRUTHS.flatMap(two -> TRUTHS.map(three -> new Three(one, two, three))));

  /** How it is decided; which doubts come first is of no account. */
  private static String kind(Truth truth) {
    return switch (truth) {
      case Truth.Decided decided -> decided.name();
      case Truth.Maybe(var doubts) -> "if " + doubts.stream().sorted().toList();
    };
  }

  @Test
  void and_takes_the_least_and_or_the_greatest() {
    assertThat(Truth.Decided.NO.and(Truth.maybe("a"))).isEqualTo(Truth.Decided.NO);
    assertThat(Truth.maybe("a").and(Truth.Decided.NO)).isEqualTo(Truth.Decided.NO);
    assertThat(Truth.Decided.YES.and(Truth.maybe("a"))).isEqualTo(Truth.maybe("a"));
    assertThat(Truth.Decided.YES.or(Truth.maybe("a"))).isEqualTo(Truth.Decided.YES);
    assertThat(Truth.maybe("a").or(Truth.Decided.YES)).isEqualTo(Truth.Decided.YES);
    assertThat(Truth.Decided.NO.or(Truth.maybe("a"))).isEqualTo(Truth.maybe("a"));
  }

  @Test
  void doubts_are_told_once() {
    assertThat(Truth.maybe("a").and(new Truth.Maybe(List.of("b", "a"))).doubts())
        .containsExactly("a", "b");
  }

  @Test
  void order_and_grouping_do_not_matter() {
    Property.forAll(
        1,
        500,
        THREE,
        drawn -> {
          Truth a = drawn.one();
          Truth b = drawn.two();
          Truth c = drawn.three();
          assertThat(kind(a.and(b))).isEqualTo(kind(b.and(a)));
          assertThat(kind(a.or(b))).isEqualTo(kind(b.or(a)));
          assertThat(kind(a.and(b).and(c))).isEqualTo(kind(a.and(b.and(c))));
          assertThat(kind(a.or(b).or(c))).isEqualTo(kind(a.or(b.or(c))));
          assertThat(kind(a.and(a))).isEqualTo(kind(a));
          assertThat(kind(a.or(a))).isEqualTo(kind(a));
        });
  }

  @Test
  void only_what_is_undecided_has_doubts() {
    Property.forAll(
        2,
        500,
        THREE,
        drawn -> {
          Truth both = drawn.one().and(drawn.two());
          assertThat(both.doubts().isEmpty()).isEqualTo(both.isYes() || both.isNo());
        });
  }
}
