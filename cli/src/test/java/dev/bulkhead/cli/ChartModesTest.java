package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.check.Rules;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Origin;
import dev.bulkhead.render.Excerpts;
import dev.bulkhead.render.Manifests;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceProblem;
import dev.bulkhead.render.ValueFile;
import dev.bulkhead.render.YamlReader;
import dev.bulkhead.variants.Axes;
import dev.bulkhead.variants.Axis;
import dev.bulkhead.variants.Choice;
import dev.bulkhead.variants.Setting;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.UserError;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ChartModesTest {
  private static final RenderRequest GIVEN =
      new RenderRequest(
          List.of(), List.of(), "", "default", KubernetesVersion.of(1, 37, 0), List.of());

  private static Axes axes(String... paths) {
    return new Axes(
        List.of(paths).stream()
            .map(path -> new Axis(path, List.of(new Choice(path, "true")), List.of()))
            .toList(),
        List.of("ci/ha-values.yaml"),
        false,
        List.of());
  }

  private static Rendered jobs(String... names) {
    var objects =
        List.of(names).stream()
            .map(
                name ->
                    YamlReader.read(
                            "apiVersion: batch/v1\nkind: Job\nmetadata: {name: %s}".formatted(name),
                            Placement.of("job.yaml"))
                        .roots()
                        .getFirst())
            .flatMap(root -> Manifests.objects(root).stream())
            .map(root -> KubernetesObject.of(root, Origin.of("chart", "job.yaml")))
            .toList();
    return new Rendered(Inventory.of(objects), List.of(), List.of(), Excerpts.NONE);
  }

  /** Every Job whose name does not begin with "good" lacks its image. */
  private static List<Verdict> judge(Rendered rendered) {
    return rendered.inventory().objects().stream()
        .map(object -> new Claim(Rules.IMAGE_MISSING, Subject.of(object), object.root().at()))
        .map(
            claim ->
                claim.subject().object().name().startsWith("good")
                    ? claim.proven("It is there.", List.of())
                    : claim.violated("It is not there.", "Push it.", List.of()))
        .toList();
  }

  private static ChartModes.Found explore(Function<RenderRequest, Rendered> render, Axes axes) {
    return new ChartModes(
            axes, 200, ChartModesTest::request, render, ChartModesTest::judge, () -> false)
        .explore(judge(render.apply(GIVEN)));
  }

  private static RenderRequest request(Setting setting) {
    return GIVEN.over(
        setting.valueFile().isEmpty()
            ? List.of()
            : List.of(ValueFile.of(setting.valueFile(), new byte[0])),
        setting.choices().stream().map(Choice::toString).toList());
  }

  private static boolean has(RenderRequest request, String assignment) {
    return request.assignments().contains(assignment);
  }

  @Test
  void what_one_value_shows_is_told_once_with_that_value() {
    var found =
        explore(
            request -> has(request, "a=true") ? jobs("good", "broken") : jobs("good"),
            axes("a", "b"));

    assertThat(found.verdicts())
        .singleElement()
        .satisfies(verdict -> assertThat(verdict.claim().subject().mode()).isEqualTo("a=true"));
    assertThat(found.notes())
        .containsExactly(
            "Modes tried beside the given values: 4, over 2 values that decide what is rendered.");
  }

  @Test
  void what_the_given_values_show_is_not_told_again() {
    assertThat(explore(request -> jobs("broken"), axes("a", "b")).verdicts()).isEmpty();
  }

  @Test
  void names_made_up_at_random_are_not_taken_for_modes() {
    var renders = new AtomicInteger();

    var found = explore(request -> jobs("broken-" + renders.incrementAndGet()), axes("a", "b"));

    assertThat(found.verdicts()).isEmpty();
  }

  @Test
  void an_image_of_a_file_for_continuous_integration_is_a_warning_at_most() {
    var found =
        explore(
            request -> request.valueFiles().isEmpty() ? jobs("good") : jobs("stand-in"), axes());

    assertThat(found.verdicts())
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(((Verdict.Violated) verdict).severity()).isEqualTo(Severity.WARNING);
              assertThat(verdict.claim().subject().mode()).isEqualTo("-f ci/ha-values.yaml");
            });
  }

  @Test
  void what_the_chart_refuses_is_noted_with_its_reason() {
    var found =
        explore(
            request -> {
              if (has(request, "a=true")) {
                throw new UserError("A needs B.", "Set B.");
              }
              return jobs("good");
            },
            axes("a"));

    assertThat(found.verdicts()).isEmpty();
    assertThat(found.notes()).contains("With a=true, not tried: A needs B.");
  }

  @Test
  void what_cannot_be_read_of_a_mode_is_noted_and_the_rest_is_judged() {
    var problem = new SourceProblem(Location.exact("t.yaml", 1, 1), "It is no YAML.", "Mend it.");

    var found =
        explore(
            request ->
                has(request, "a=true")
                    ? new Rendered(
                        jobs("broken").inventory(), List.of(problem), List.of(), Excerpts.NONE)
                    : jobs("good"),
            axes("a", "b"));

    assertThat(found.verdicts()).hasSize(1);
    assertThat(found.notes()).contains("With a=true: t.yaml:1:1: It is no YAML.");
  }

  @Test
  void a_run_that_is_ended_says_how_far_it_came() {
    var found =
        new ChartModes(
                axes("a"),
                200,
                ChartModesTest::request,
                request -> jobs("broken"),
                ChartModesTest::judge,
                () -> true)
            .explore(List.of());

    assertThat(found.verdicts()).isEmpty();
    assertThat(found.notes())
        .containsExactly(
            "The chart's modes were not explored to the end, because the run was ended.");
  }

  @Test
  void of_a_chart_that_refuses_the_given_values_what_it_accepts_is_tried() {
    var found =
        new ChartModes(
                axes("a", "b"),
                200,
                ChartModesTest::request,
                request -> {
                  if (has(request, "a=true")) {
                    return jobs("broken");
                  }
                  throw new UserError("A is required.", "Set it.");
                },
                ChartModesTest::judge,
                () -> false)
            .explore(List.of());

    assertThat(found.notes())
        .containsExactly(
            "The chart refuses the given values; 1 other setting that it accepts was tried instead."
                + " Give what it asks for with -f or --set.");
    assertThat(found.verdicts())
        .singleElement()
        .satisfies(verdict -> assertThat(verdict.claim().subject().mode()).isEqualTo("a=true"));
  }

  @Test
  void what_was_found_until_the_run_ended_is_not_lost() {
    var modes =
        new ChartModes(
            axes("a", "b"),
            200,
            ChartModesTest::request,
            request ->
                has(request, "a=true")
                    ? jobs("broken", "broken-" + request.hashCode())
                    : jobs("bad"),
            ChartModesTest::judge,
            () -> false);
    modes.explore(judge(jobs("bad")));

    var found = modes.soFar(judge(jobs("bad")));

    assertThat(found.verdicts())
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.claim().subject().object().name()).isEqualTo("broken");
              assertThat(verdict.claim().subject().mode()).isEqualTo("a=true");
            });
    assertThat(found.notes())
        .containsExactly(
            "The chart's modes were not explored to the end, because the run was ended.");
  }

  @Test
  void a_chart_that_refuses_a_setting_now_and_then_loses_no_other_finding() {
    var renders = new AtomicInteger();

    var found =
        explore(
            request -> {
              if (has(request, "a=true")
                  && request.assignments().size() == 1
                  && renders.incrementAndGet() > 1) {
                throw new UserError("Not today.", "Try again.");
              }
              return has(request, "a=true")
                  ? jobs("good", "broken")
                  : has(request, "b=true") ? jobs("bad") : jobs("good");
            },
            axes("a", "b"));

    assertThat(found.verdicts())
        .singleElement()
        .satisfies(verdict -> assertThat(verdict.claim().subject().mode()).isEqualTo("b=true"));
  }
}
