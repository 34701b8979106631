package dev.bulkhead.variants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CoveringArrayTest {
  private static final Gen<List<Axis>> AXES =
      choices -> {
        var axes = new ArrayList<Axis>();
        for (int size : Gen.between(1, 4).listOfUpTo(9).draw(choices)) {
          axes.add(axis("a" + axes.size(), size));
        }
        return axes;
      };

  private static Axis axis(String path, int size) {
    return new Axis(
        path,
        IntStream.range(0, size).mapToObj(i -> new Choice(path, "v" + i)).toList(),
        List.of());
  }

  @Test
  void every_two_choices_of_different_axes_come_together() {
    Property.forAll(
        1,
        300,
        AXES,
        axes -> {
          List<List<Choice>> rows = CoveringArray.of(axes, Integer.MAX_VALUE);
          for (Axis one : axes) {
            for (Axis other : axes) {
              if (!one.path().equals(other.path())) {
                assertTogether(rows, one, other);
              }
            }
          }
        });
  }

  private static void assertTogether(List<List<Choice>> rows, Axis one, Axis other) {
    for (Choice first : one.choices()) {
      for (Choice second : other.choices()) {
        assertThat(rows).anyMatch(row -> row.contains(first) && row.contains(second));
      }
    }
  }

  @Test
  void no_row_chooses_twice_for_one_axis_and_all_keep_the_order_of_the_axes() {
    Property.forAll(
        2,
        300,
        AXES,
        axes -> {
          List<String> order = axes.stream().map(Axis::path).toList();
          assertThat(CoveringArray.of(axes, Integer.MAX_VALUE))
              .allSatisfy(
                  row -> {
                    List<Integer> places =
                        row.stream().map(choice -> order.indexOf(choice.path())).toList();
                    assertThat(places).isSorted().doesNotHaveDuplicates();
                  });
        });
  }

  @Test
  void many_axes_need_few_rows() {
    List<Axis> axes = IntStream.range(0, 40).mapToObj(i -> axis("a" + i, 1)).toList();

    assertThat(CoveringArray.of(axes, 200)).hasSize(1);

    List<Axis> wide = IntStream.range(0, 20).mapToObj(i -> axis("a" + i, 2)).toList();
    assertThat(CoveringArray.of(wide, 200)).hasSizeLessThanOrEqualTo(20);
  }

  @Test
  void the_rows_can_be_bounded() {
    List<Axis> axes = IntStream.range(0, 10).mapToObj(i -> axis("a" + i, 4)).toList();

    assertThat(CoveringArray.of(axes, 5)).hasSize(5);
    assertThat(CoveringArray.of(List.of(axis("a", 3)), 5)).isEmpty();
  }
}
