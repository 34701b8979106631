package dev.bulkhead.variants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Location;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ExplorerTest {
  private static final Choice DAEMON_SET = new Choice("kind", "DaemonSet");
  private static final Choice TLS = new Choice("tls", "false");
  private static final Choice PROXY = new Choice("proxy.enabled", "true");

  private static Axes axes(Choice... choices) {
    return new Axes(
        List.of(choices).stream()
            .map(choice -> new Axis(choice.path(), List.of(choice), List.of()))
            .toList(),
        List.of("ci/ha-values.yaml"),
        false,
        List.of());
  }

  private static Exploration<String> explore(
      int most, Function<Setting, Trial<String>> bench, Choice... choices) {
    return new Explorer<>(axes(choices), most, bench).explore();
  }

  private static Trial<String> judged(String... findings) {
    return new Trial.Judged<>(Set.of(findings));
  }

  @Test
  void what_one_choice_shows_is_found_with_that_choice_alone() {
    var found =
        explore(
            200,
            setting -> setting.choices().contains(DAEMON_SET) ? judged("a", "b") : judged("a"),
            TLS,
            DAEMON_SET,
            PROXY);

    assertThat(found.found()).hasSize(1).containsEntry("b", Setting.of(List.of(DAEMON_SET)));
    assertThat(found.refused()).isEmpty();
    assertThat(found.isCut()).isFalse();
  }

  @Test
  void what_only_two_choices_show_together_is_found_with_both() {
    var found =
        explore(
            200,
            setting -> setting.choices().containsAll(List.of(TLS, PROXY)) ? judged("b") : judged(),
            TLS,
            DAEMON_SET,
            PROXY);

    assertThat(found.found()).containsEntry("b", Setting.of(List.of(TLS, PROXY)));
  }

  @Test
  void what_a_file_shows_is_found_with_the_file_unless_a_choice_shows_it_too() {
    var found =
        explore(
            200,
            setting -> {
              var findings = new HashSet<String>();
              if (!setting.valueFile().isEmpty()) {
                findings.addAll(List.of("file", "both"));
              }
              if (setting.choices().contains(TLS)) {
                findings.add("both");
              }
              return new Trial.Judged<>(findings);
            },
            TLS);

    assertThat(found.found())
        .containsEntry("file", Setting.of("ci/ha-values.yaml"))
        .containsEntry("both", Setting.of(List.of(TLS)));
  }

  @Test
  void choices_that_the_chart_refuses_together_are_told_and_tried_apart() {
    var tried = new ConcurrentLinkedQueue<Setting>();
    var found =
        explore(
            200,
            setting -> {
              tried.add(setting);
              return setting.choices().containsAll(List.of(TLS, PROXY))
                  ? new Trial.Refused<>("Not without TLS.")
                  : setting.choices().containsAll(List.of(TLS, DAEMON_SET))
                      ? judged("x")
                      : judged();
            },
            TLS,
            DAEMON_SET,
            PROXY);

    assertThat(found.refused())
        .containsExactly(
            new Exploration.Refusal(Setting.of(List.of(TLS, PROXY)), "Not without TLS."));
    assertThat(found.found()).containsEntry("x", Setting.of(List.of(TLS, DAEMON_SET)));
    assertThat(tried).contains(Setting.of(List.of(DAEMON_SET, PROXY)));
  }

  @Test
  void what_is_refused_by_itself_is_tried_in_company() {
    var found =
        explore(
            200,
            setting ->
                !setting.choices().contains(DAEMON_SET)
                    ? judged()
                    : setting.choices().contains(PROXY)
                        ? judged("x")
                        : new Trial.Refused<>("Needs the proxy."),
            TLS,
            DAEMON_SET,
            PROXY);

    assertThat(found.found()).containsEntry("x", Setting.of(List.of(DAEMON_SET, PROXY)));
    assertThat(found.refused())
        .containsExactly(
            new Exploration.Refusal(Setting.of(List.of(DAEMON_SET)), "Needs the proxy."));
  }

  @Test
  void a_chart_that_refuses_the_given_values_is_explored_by_its_own_files() {
    var found =
        explore(
            200,
            setting ->
                setting.valueFile().isEmpty()
                    ? new Trial.Refused<>("A provider is required.")
                    : judged("b"),
            TLS);

    assertThat(found.tried()).isEqualTo(1);
    assertThat(found.refused())
        .containsExactly(new Exploration.Refusal(Setting.GIVEN, "A provider is required."));
    assertThat(found.found()).containsEntry("b", Setting.of("ci/ha-values.yaml"));
  }

  @Test
  void the_number_of_settings_can_be_bounded() {
    var found = explore(2, setting -> judged(), TLS, DAEMON_SET, PROXY);

    assertThat(found.tried()).isEqualTo(2);
    assertThat(found.isCut()).isTrue();
  }

  @Test
  void what_is_not_tried_by_itself_for_want_of_room_is_not_tried_at_all() {
    var tried = new ConcurrentLinkedQueue<Setting>();
    explore(
        2,
        setting -> {
          tried.add(setting);
          return judged();
        },
        TLS,
        DAEMON_SET,
        PROXY);

    assertThat(tried)
        .containsExactlyInAnyOrder(
            Setting.GIVEN, Setting.of("ci/ha-values.yaml"), Setting.of(List.of(TLS)));
  }

  @Test
  void what_one_condition_asks_for_is_tried_without_others_that_would_hide_it() {
    var at = Location.exact("templates/agent.yaml", 1, 4);
    var axes =
        new Axes(
            List.of(
                new Axis("kind", List.of(DAEMON_SET), List.of(at)),
                new Axis("proxy.enabled", List.of(PROXY), List.of(at)),
                new Axis("tls", List.of(TLS), List.of())),
            List.of(),
            false,
            List.of());
    var both = Setting.of(List.of(DAEMON_SET, PROXY));

    var found =
        new Explorer<String>(axes, 200, setting -> setting.equals(both) ? judged("x") : judged())
            .explore();

    assertThat(found.found()).containsEntry("x", both);
    assertThat(Explorer.plan(axes, 200)).contains(both);
  }

  @Test
  void a_chart_that_refuses_the_given_values_is_explored_by_each_choice_that_mends_it() {
    var found =
        explore(
            200,
            setting ->
                setting.choices().contains(DAEMON_SET)
                    ? judged("a")
                    : new Trial.Refused<>(
                        setting.choices().contains(TLS) ? "TLS is needed." : "Say which kind."),
            TLS,
            DAEMON_SET,
            PROXY);

    assertThat(found.found()).containsEntry("a", Setting.of(List.of(DAEMON_SET)));
    assertThat(found.tried()).isEqualTo(1);
    assertThat(found.refused())
        .extracting(Exploration.Refusal::reason)
        .containsExactly("Say which kind.", "TLS is needed.");
  }
}
