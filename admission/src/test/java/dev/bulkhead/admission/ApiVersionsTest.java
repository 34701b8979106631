package dev.bulkhead.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ApiVersionsTest {
  @Test
  void stable_comes_before_beta_before_alpha_before_what_is_no_version() {
    var order =
        List.of(
            "v10",
            "v2",
            "v1",
            "v11beta2",
            "v10beta3",
            "v3beta1",
            "v12alpha1",
            "v11alpha2",
            "foo1",
            "foo10",
            "v01",
            "v1gamma1");

    assertThat(order.reversed().stream().sorted(ApiVersions.BY_PRIORITY.reversed()).toList())
        .containsExactlyElementsOf(order);
  }

  @Test
  void a_number_that_is_too_large_is_no_version() {
    assertThat(List.of("v99999999999999999999", "v1").stream().max(ApiVersions.BY_PRIORITY))
        .hasValue("v1");
  }
}
