package dev.bulkhead.diff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a: {b: 1}}  | {a: {b: 2}}     | worth-knowing | a.b: The default is 2 instead of 1.
          {a: {b: 1}}  | {a: {}}         | worth-knowing | a.b: The value goes away.
          {a: {}}      | {a: {b.c: 1}}   | worth-knowing | a.b\\.c: A new value of the chart.
          {a: [1]}     | {a: {b: 1}}     | can-hurt      | a: The value is a mapping instead of a list: what was set before does not fit.
          {a: x}       | {a: [x]}        | can-hurt      | a: The value is a list instead of a single value: what was set before does not fit.
          {a: ''}      | {a: [x]}        | worth-knowing | a: The default is [x] instead of "".
          {a: 80}      | {a: '80'}       | worth-knowing | a: The default is 80 instead of 80.
          """)
  void values_are_compared_by_their_defaults(
      String before, String after, String hurt, String told) {
    assertThat(Upgraded.values(before, after).told())
        .containsExactly("%s values Chart app %s".formatted(hurt, told));
  }

  @Test
  void a_value_that_you_set_and_that_goes_can_hurt() {
    assertThat(Upgraded.values("{a: {b: 1}, c: 1}", "{}").given("a.b", "d").told())
        .containsExactly(
            "can-hurt values Chart app a: The value goes away, and you set a.b: it may have no"
                + " effect any more.",
            "worth-knowing values Chart app c: The value goes away.");
  }

  @Test
  void a_value_that_you_set_and_that_seems_to_move_is_told_with_its_new_place() {
    String image = "image: {repository: kubectl, tag: ''}";
    String moved = "worth-knowing values Chart app global: A new value of the chart.";

    assertThat(
            Upgraded.values(
                    "{jobs: {%s}}".formatted(image), "{global: {jobs: {%s}}}".formatted(image))
                .given("jobs.image.tag")
                .told())
        .containsExactly(
            "can-hurt values Chart app jobs: The value goes away, and you set jobs.image.tag: it may"
                + " have no effect any more; global.jobs may take its place.",
            moved);
    assertThat(
            Upgraded.values(
                    "{jobs: {%s}}".formatted(image),
                    "{global: {jobs: {%s}, a: {jobs: {%s}}}}".formatted(image, image))
                .given("jobs.image.tag")
                .told())
        .noneMatch(line -> line.contains("may take its place"));
  }

  @Test
  void a_value_that_is_null_is_there() {
    assertThat(Upgraded.values("{a: null}", "{a: x}").told())
        .containsExactly("worth-knowing values Chart app a: The default is x instead of null.");
    assertThat(Upgraded.values("{a: null}", "{}").given("a").told())
        .singleElement()
        .asString()
        .startsWith("can-hurt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {adminPassword: hunter2}                  | {adminPassword: hunter3}
          {list: [{name: DB_TOKEN, value: hunter2}]} | {list: [{name: DB_TOKEN, value: hunter3}]}
          {args: ['--password=hunter2']}            | {args: ['--password=hunter3']}
          {url: 'https://me:hunter2@r.example/'}    | {url: 'https://me:hunter3@r.example/'}
          {text: "a\\npw: hunter2"}                 | {text: "a\\npw: hunter3"}
          """)
  void what_may_be_secret_is_not_shown(String before, String after) {
    assertThat(Upgraded.values(before, after).told())
        .singleElement()
        .asString()
        .doesNotContain("hunter");
  }

  @Test
  void a_large_default_is_told_by_its_places() {
    String form = "{a: [{long: %s, b: %%d}]}".formatted("x".repeat(200));

    assertThat(Upgraded.values(form.formatted(1), form.formatted(2)).told())
        .containsExactly("worth-knowing values Chart app a: The default changes at [0].b.");
  }

  @Test
  void chart_yaml_tells_versions_and_clusters() {
    assertThat(
            Upgraded.metadata(
                    "{version: 1.0.0, kubeVersion: '>=1.20', dependencies: [{name: x, version: 1}]}",
                    "{version: 1.1.0, appVersion: 2, kubeVersion: '>=1.25', dependencies: [{name: x,"
                        + " version: 2}, {name: z, version: 1}]}")
                .told())
        .containsExactly(
            "can-hurt values Chart app Chart.yaml: The chart is for Kubernetes >=1.25 instead of"
                + " >=1.20.",
            "worth-knowing values Chart app Chart.yaml: appVersion is 2 instead of not stated.",
            "worth-knowing values Chart app Chart.yaml: Subchart x is 2 instead of 1.",
            "worth-knowing values Chart app Chart.yaml: Subchart z 1 is new.",
            "worth-knowing values Chart app Chart.yaml: version is 1.1.0 instead of 1.0.0.");
  }
}
