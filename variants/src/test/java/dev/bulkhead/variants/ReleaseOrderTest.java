package dev.bulkhead.variants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseOrderTest {
  private static List<String> sorted(String... names) {
    return List.of(names).stream().sorted(ReleaseOrder.NEWEST_FIRST).toList();
  }

  @Test
  void newer_releases_come_first_then_prereleases_then_what_is_no_version() {
    assertThat(sorted("nightly", "v0.9.0", "v0.10.0-rc.1", "v0.10.0", "latest", "0.9.10", "v0.2.0"))
        .containsExactly(
            "v0.10.0", "0.9.10", "v0.9.0", "v0.2.0", "v0.10.0-rc.1", "latest", "nightly");
  }

  @Test
  void a_version_may_follow_a_name() {
    assertThat(sorted("app-chart-1.9.0", "app-chart-1.10.0", "app-chart-1.10.0-rc.1"))
        .containsExactly("app-chart-1.10.0", "app-chart-1.9.0", "app-chart-1.10.0-rc.1");
    assertThat(sorted("cmd/ctl/v1.2.0", "cmd/ctl/v1.12.0"))
        .containsExactly("cmd/ctl/v1.12.0", "cmd/ctl/v1.2.0");
  }

  @ParameterizedTest
  @CsvSource({
    "v1.2.3, v1.2.3",
    "app-1.2.3, 1.2.3",
    "app-v1.2.3-rc.1, v1.2.3-rc.1",
    "charts/app_2.0, 2.0",
    "2fa-1.0.0, 1.0.0",
    "v1, v1"
  })
  void a_name_states_a_version(String name, String version) {
    assertThat(ReleaseOrder.version(name)).map(TagVersion::tag).contains(version);
  }

  @ParameterizedTest
  @CsvSource({"latest", "app-x1.2", "release"})
  void other_names_state_none(String name) {
    assertThat(ReleaseOrder.version(name)).isEmpty();
  }

  @Test
  void the_order_is_total() {
    Gen<String> names =
        choices ->
            Gen.of("", "v", "app-", "a/b-v").draw(choices)
                + Gen.of("1", "1.2", "1.2.3", "1.10.0", "x").draw(choices)
                + Gen.of("", "-rc.1", "-rc.2", "+b").draw(choices);
    Comparator<String> order = ReleaseOrder.NEWEST_FIRST;
    Gen<List<String>> triples =
        choices -> List.of(names.draw(choices), names.draw(choices), names.draw(choices));

    Property.forAll(
        7,
        2_000,
        triples,
        three -> {
          String a = three.get(0);
          String b = three.get(1);
          String c = three.get(2);
          assertThat(order.compare(a, b)).isEqualTo(-order.compare(b, a));
          assertThat(order.compare(a, b) == 0).isEqualTo(a.equals(b));
          if (order.compare(a, b) < 0 && order.compare(b, c) < 0) {
            assertThat(order.compare(a, c)).isNegative();
          }
        });
  }
}
