package dev.bulkhead.variants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReductionTest {
  private static final List<Integer> ITEMS = IntStream.range(0, 24).boxed().toList();

  @Test
  void what_is_left_still_shows_it_and_nothing_of_it_can_be_dropped() {
    record Needs(List<List<Integer>> ways) {}
    Gen<Needs> needs =
        choices -> new Needs(Gen.between(0, 23).listOfUpTo(4).listOfUpTo(3).draw(choices));
    Property.forAll(
        3,
        2_000,
        needs,
        drawn -> {
          // It shows in any of several ways, so that what shows it is not always unique.
          Predicate<List<Integer>> shows =
              part ->
                  drawn.ways().stream().anyMatch(part::containsAll) || part.size() == ITEMS.size();

          List<Integer> left = Reduction.smallest(ITEMS, shows);

          assertThat(shows.test(left)).isTrue();
          assertThat(left).isSorted();
          for (Integer item : left) {
            var without = new TreeSet<>(left);
            without.remove(item);
            assertThat(shows.test(List.copyOf(without))).isFalse();
          }
        });
  }

  @Test
  void what_shows_without_any_item_needs_none() {
    assertThat(Reduction.smallest(ITEMS, part -> true)).isEmpty();
  }

  @Test
  void one_item_among_many_is_found_in_few_tries() {
    var tries = new AtomicInteger();

    List<Integer> left =
        Reduction.smallest(
            ITEMS,
            part -> {
              tries.incrementAndGet();
              return part.contains(17);
            });

    assertThat(left).containsExactly(17);
    assertThat(tries).hasValueLessThan(15);
  }
}
