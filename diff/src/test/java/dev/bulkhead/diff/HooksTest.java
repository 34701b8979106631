package dev.bulkhead.diff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HooksTest {
  private static final String NOTHING = "{apiVersion: v1, kind: Event, metadata: {name: e}}";

  private static String job(String events) {
    return """
    apiVersion: batch/v1
    kind: Job
    metadata: {name: j, annotations: {%s}}
    spec: {template: {spec: {containers: [{name: c, image: "i:1"}]}}}
    ---
    %s
    """
        .formatted(events.isEmpty() ? "" : "helm.sh/hook: '" + events + "'", NOTHING);
  }

  @Test
  void a_job_that_an_upgrade_waits_for_can_hurt() {
    assertThat(Upgraded.manifests(NOTHING, job("pre-install,pre-upgrade")).told())
        .containsExactly(
            "can-hurt hooks Job j: A hook at pre-install,pre-upgrade appears; the upgrade waits for"
                + " it, and fails if it fails.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''          | test        | worth-knowing | A hook at test appears.
          pre-upgrade | ''          | worth-knowing | The hook at pre-upgrade goes away.
          """)
  void other_hooks_that_come_and_go_are_worth_knowing(
      String before, String after, String hurt, String sentence) {
    assertThat(
            Upgraded.manifests(
                    before.isEmpty() ? NOTHING : job(before),
                    after.isEmpty() ? NOTHING : job(after))
                .told())
        .containsExactly("%s hooks Job j: %s".formatted(hurt, sentence));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          post-install | post-install,post-upgrade | can-hurt | It runs at post-install,post-upgrade instead of post-install.
          pre-upgrade  | post-upgrade              | worth-knowing | It runs at post-upgrade instead of pre-upgrade.
          ''           | pre-upgrade               | can-hurt | It becomes a hook at pre-upgrade, so
          pre-upgrade  | ''                        | can-hurt | It was a hook at pre-upgrade and becomes part of the release:
          """)
  void running_at_other_events_is_told(String before, String after, String hurt, String sentence) {
    assertThat(Upgraded.manifests(job(before), job(after)).told())
        .singleElement()
        .asString()
        .startsWith("%s hooks Job j: %s".formatted(hurt, sentence));
  }

  @Test
  void the_order_in_which_events_are_listed_is_none() {
    assertThat(
            Upgraded.manifests(job("pre-install,pre-upgrade"), job("pre-upgrade, pre-install"))
                .told())
        .noneMatch(line -> line.contains(" hooks "));
  }
}
