package dev.bulkhead.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SelectorTest {
  private static Selector selector(String yaml) {
    return Selector.of(Optional.of(Given.mapping(yaml)));
  }

  private static Selector requirement(String yaml) {
    return selector("matchExpressions: [%s]".formatted(yaml));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "{key: team, operator: In, values: [blue, red]}      => YES",
        "{key: team, operator: In, values: [red]}            => NO",
        "{key: other, operator: In, values: [red]}           => NO",
        "{key: team, operator: NotIn, values: [blue]}        => NO",
        "{key: team, operator: NotIn, values: [red]}         => YES",
        "{key: other, operator: NotIn, values: [red]}        => YES",
        "{key: team, operator: Exists}                       => YES",
        "{key: other, operator: Exists}                      => NO",
        "{key: team, operator: DoesNotExist}                 => NO",
        "{key: other, operator: DoesNotExist}                => YES",
      })
  void each_operator_is_met_as_in_kubernetes(String requirement, Truth.Decided truth) {
    assertThat(requirement(requirement).selects(Labels.all("it", Map.of("team", "blue"))))
        .isEqualTo(truth);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "{key: team, operator: NotIn, values: [blue]}        => NO",
        "{key: team, operator: NotIn, values: [red]}         => YES",
        "{key: other, operator: In, values: [red]}           => NO",
        "{key: other, operator: Exists}                      => NO",
        "{key: other, operator: NotIn, values: [x, r]}       => it does not carry the label other=r|x",
        "{key: other, operator: DoesNotExist}                => it does not carry the label other",
      })
  void a_label_that_is_not_shown_may_opt_out_and_is_taken_not_to_opt_in(
      String requirement, String expected) {
    Truth truth = requirement(requirement).selects(Labels.some("it", Map.of("team", "blue")));

    assertThat(truth.doubts().isEmpty() ? truth.toString() : truth.doubts().getFirst())
        .isEqualTo(expected);
  }

  @Test
  void labels_and_requirements_must_all_be_met() {
    var selector =
        selector(
            """
            matchLabels: {team: blue}
            matchExpressions: [{key: skip, operator: DoesNotExist}]
            """);

    assertThat(selector.selects(Labels.all("it", Map.of("team", "blue"))))
        .isEqualTo(Truth.Decided.YES);
    assertThat(selector.selects(Labels.all("it", Map.of("team", "blue", "skip", ""))))
        .isEqualTo(Truth.Decided.NO);
    assertThat(selector.selects(Labels.some("it", Map.of()))).isEqualTo(Truth.Decided.NO);
    assertThat(selector).hasToString("team In [blue], skip DoesNotExist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "matchLabels: {}", "matchExpressions: []", "matchLabels: null"})
  void an_empty_selector_selects_everything(String yaml) {
    assertThat(selector(yaml).isEmpty()).isTrue();
    assertThat(selector(yaml).selects(Labels.some("it", Map.of()))).isEqualTo(Truth.Decided.YES);
    assertThat(Selector.of(Optional.empty())).isEqualTo(Selector.EVERYTHING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{operator: Exists}",
        "{key: a}",
        "{key: a, operator: exists}",
        "{key: a, operator: In}",
        "{key: a, operator: NotIn, values: []}",
        "{key: a, operator: Exists, values: [b]}",
        "{key: a, operator: In, values: [{b: c}]}",
        "text",
        "[]",
      })
  void what_the_api_server_would_refuse_selects_perhaps(String requirement) {
    assertThat(requirement(requirement).isEmpty()).isFalse();
    assertThat(requirement(requirement).selects(Labels.none("it")).doubts())
        .singleElement()
        .asString()
        .startsWith("the selector were well formed: ");
  }
}
