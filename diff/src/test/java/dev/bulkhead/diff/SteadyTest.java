package dev.bulkhead.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteadyTest {
  private static Inventory render(String name, String value) {
    return Upgraded.objects(
        "templates/a.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: %s}
        data: {made: "%s", list: [a, "%s"], same: x}
        """
            .formatted(name, value, value));
  }

  private static KubernetesObject only(Inventory inventory) {
    return inventory.objects().getFirst();
  }

  @Test
  void what_differs_between_two_renders_is_made_anew() {
    var steady = only(Steady.of(render("a", "1"), render("a", "2")));

    assertThat(steady.root().text("data", "made")).contains(Steady.ANEW);
    assertThat(steady.root().items("data", "list").getLast().text()).contains(Steady.ANEW);
    assertThat(steady.root().text("data", "same")).contains("x");
  }

  @Test
  void a_name_that_is_made_anew_is_written_as_a_generated_one() {
    assertThat(only(Steady.of(render("job-x1", "1"), render("job-y2", "1"))).key().name())
        .isEqualTo("job-*");
  }

  @Test
  void two_renders_of_each_side_tell_of_no_change() {
    var before = Steady.of(render("job-a", "1"), render("job-b", "2"));
    var after = Steady.of(render("job-c", "3"), render("job-d", "4"));
    var nothing = List.<Side.ChartText>of();

    assertThat(
            Diff.of(new Side(before, "x", nothing), new Side(after, "x", nothing))
                .differences(ImageFacts.none(), List.of())
                .changes())
        .isEmpty();
  }

  @Test
  void an_object_without_a_twin_stays_as_it_is() {
    assertThat(only(Steady.of(render("a", "1"), Inventory.empty())).root().text("data", "made"))
        .contains("1");
  }
}
