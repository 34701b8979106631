package dev.bulkhead.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformChoiceTest {
  @ParameterizedTest
  @CsvSource({
    "linux/amd64, linux/amd64, true",
    "linux/amd64, linux/386, true",
    "linux/386, linux/amd64, false",
    "linux/amd64, linux/amd64/v2, false",
    "linux/amd64/v3, linux/amd64/v2, true",
    "linux/arm64, linux/arm64/v8, true",
    "linux/arm64, linux/arm/v7, true",
    "linux/arm/v7, linux/arm64, false",
    "linux/arm/v7, linux/arm/v6, true",
    "linux/arm/v6, linux/arm/v7, false",
    "linux/amd64, linux/arm64, false",
    "linux/amd64, windows/amd64, false",
  })
  void a_node_takes_what_containerd_would_take(String node, String image, boolean takes) {
    assertThat(of(node).runs(of(image))).isEqualTo(takes);
  }

  @Test
  void the_nearest_is_preferred_and_the_other_processor_comes_last() {
    Platform node = of("linux/arm64");

    var best =
        List.of(of("linux/arm/v6"), of("linux/arm64"), of("linux/arm/v7")).stream()
            .sorted(Comparator.comparingInt(node::preference).reversed())
            .toList();

    assertThat(best).containsExactly(of("linux/arm64"), of("linux/arm/v7"), of("linux/arm/v6"));
  }

  private static Platform of(String text) {
    return Platform.parse(text).orElseThrow();
  }
}
