package dev.bulkhead.variants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.model.Hook;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.Origin;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixTest {
  private static final Cell OK = Cell.of(List.of(), List.of());
  private static final Cell OPEN =
      Cell.of(List.of(), List.of(Reason.of("dark", "Nobody told.", "Ask again.")));

  private static ClusterVersion version(String text) {
    return ClusterVersion.plain(KubernetesVersion.parse(text).orElseThrow(), true);
  }

  private static Verdict.Violated violated(String object, String message) {
    return violated(object, message, Severity.ERROR, Hook.NONE);
  }

  private static Verdict.Violated violated(
      String object, String message, Severity severity, Hook hook) {
    return new Verdict.Violated(claim(object, hook), severity, message, "Mend it.", List.of());
  }

  private static Claim claim(String object, Hook hook) {
    var subject =
        new Subject(
            new ObjectKey("v1", "Pod", "", object),
            new Origin("c", "t.yaml", hook),
            "",
            "",
            null,
            "");
    return new Claim(
        VariantRules.TAG_FOLLOWS_CLUSTER_VERSION, subject, Location.exact("t.yaml", 1, 1));
  }

  private static Cell broken(String... objects) {
    return Cell.of(
        Stream.of(objects).map(one -> (Verdict) violated(one, one + " breaks.")).toList(),
        List.of());
  }

  private static Release.Judged release(String name, Cell... cells) {
    return new Release.Judged(name, "app", "1.0.0", false, Arrays.asList(cells), List.of());
  }

  /** Versions from 1.30 on, as many as the first release has cells. */
  private static Matrix matrix(Release.Judged... releases) {
    var versions = new ArrayList<ClusterVersion>();
    for (int i = 0; i < releases[0].cells().size(); i++) {
      versions.add(version("1." + (30 + i)));
    }
    return new Matrix(versions, List.of(releases), List.of());
  }

  private static Course course(Cell... cells) {
    var release = release("v1", cells);
    return matrix(release).course(release);
  }

  @Test
  void an_error_violates_a_cell_whatever_else_is_known() {
    var open = claim("a", Hook.NONE).unproven("Nobody told.", "Ask.", List.of());

    assertThat(Cell.of(List.of(open, violated("b", "It breaks.")), List.of()))
        .returns(Cell.State.VIOLATED, Cell::state)
        .returns(2, Cell::claims)
        .extracting(Cell::reasons)
        .asInstanceOf(InstanceOfAssertFactories.list(Reason.class))
        .singleElement()
        .returns("It breaks.", Reason::message)
        .returns("tag-follows-cluster-version", Reason::rule)
        .returns(List.of("Pod b"), Reason::subjects);
    assertThat(Cell.of(List.of(open), List.of()).state()).isEqualTo(Cell.State.UNPROVEN);
  }

  @Test
  void warnings_and_test_hooks_break_nothing() {
    var warning = violated("a", "It may break.", Severity.WARNING, Hook.NONE);
    var test = violated("b", "It breaks.", Severity.ERROR, Hook.at(List.of("test")));

    assertThat(Cell.of(List.of(warning, test), List.of()))
        .isEqualTo(new Cell(Cell.State.PROVEN, 1, List.of()));
  }

  @Test
  void what_was_not_read_leaves_a_cell_unproven() {
    assertThat(OPEN.state()).isEqualTo(Cell.State.UNPROVEN);
    assertThatThrownBy(() -> new Cell(Cell.State.UNPROVEN, 1, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void verdicts_that_say_the_same_are_one_reason() {
    var cell = Cell.of(List.of(violated("a", "No image."), violated("b", "No image.")), List.of());

    assertThat(cell.reasons()).singleElement().returns(List.of("Pod a", "Pod b"), Reason::subjects);
  }

  @Test
  void a_release_that_holds_says_so() {
    assertThat(course(OK, OK).inWords()).isEqualTo("Holds on every version.");
    assertThat(course(OK).inWords()).isEqualTo("Holds on 1.30.");
    assertThat(course(OK, OPEN, OK, OK, OK).inWords())
        .isEqualTo("Holds on 1.30, 1.32 to 1.34; otherwise it is unproven.");
    assertThat(course(OPEN, OPEN).inWords())
        .isEqualTo(
            "Is unproven on every version: nothing is violated, but not all could be decided.");
    assertThat(course(OK, OK).firstBroken()).isEmpty();
    assertThat(course(OK, OK, OPEN).lastProven()).contains("1.31");
  }

  @Test
  void what_was_not_judged_says_why() {
    Cell late = Cell.unjudged(Reason.of("late", "The time was over.", "Allow more."));

    assertThat(course(late, late).inWords()).isEqualTo("Is unproven: The time was over.");
  }

  @Test
  void the_first_version_that_breaks_a_release_is_told_with_the_last_that_does_not() {
    var course = course(OK, OK, broken("a"), broken("a", "b"));

    assertThat(course.inWords())
        .isEqualTo("Breaks at 1.32: a breaks. The last version on which it holds is 1.31.");
    assertThat(course.firstBroken()).contains("1.32");
    assertThat(course.lastProven()).contains("1.31");
    assertThat(course(OK, OPEN, broken("a")).inWords())
        .isEqualTo("Breaks at 1.32: a breaks. On 1.31 it is unproven.");
    assertThat(course(OK, broken("a", "b", "c")).inWords())
        .startsWith("Breaks at 1.31: a breaks. (And 2 more.)");
  }

  @Test
  void a_release_that_recovers_is_not_said_to_be_over() {
    assertThat(course(OK, broken("a"), OK, OK).inWords())
        .isEqualTo("Breaks at 1.31: a breaks. It holds on 1.30, and again on 1.32, 1.33.");
  }

  @Test
  void what_only_older_versions_break_is_no_break() {
    var course = course(broken("a"), broken("a"), OK, OK);

    assertThat(course.inWords()).isEqualTo("Is broken on 1.30, 1.31: a breaks.");
    assertThat(course.firstBroken()).isEmpty();
    assertThat(course.lastProven()).contains("1.33");
  }

  @Test
  void what_is_the_same_on_every_version_is_not_because_of_the_version() {
    var course = course(broken("a"), broken("a"), broken("b", "a"));

    assertThat(course.inWords())
        .isEqualTo(
            "Is broken on every version, so not because of the version: a breaks."
                + " Breaks at 1.32: b breaks.");
    assertThat(course.firstBroken()).contains("1.32");
    assertThat(course.lastProven()).isEmpty();
    assertThat(course(broken("a"), broken("b")).inWords())
        .as("another reason on each")
        .isEqualTo("Is broken on 1.30, 1.31: a breaks.");
  }

  @Test
  void a_single_version_tells_nothing_of_others() {
    assertThat(course(broken("a")).inWords()).isEqualTo("Is broken on 1.30: a breaks.");
  }

  @Test
  void a_reason_is_told_once_with_all_its_cells_violations_first() {
    Cell first = Cell.of(List.of(violated("a", "Gone, and this is 1.31.")), List.of());
    Cell next = Cell.of(List.of(violated("a", "Gone, and this is 1.32.")), List.of());
    var matrix =
        matrix(
            release("v3", OPEN, OPEN, OPEN),
            release("v2", OK, first, next),
            release("v1", OPEN, first, next));

    assertThat(matrix.reasons())
        .extracting(told -> told.reason().message())
        .containsExactly("Gone, and this is 1.31.", "Nobody told.");
    assertThat(matrix.reasons().getFirst().cells().toString()).isEqualTo("{v2=[1, 2], v1=[1, 2]}");
    assertThat(matrix.reasons().getFirst().words()).hasSize(2);
    assertThat(matrix.reasons().getLast().cells().toString()).isEqualTo("{v3=[0, 1, 2], v1=[0]}");
  }

  @Test
  void the_same_words_of_different_objects_are_one_reason() {
    Cell one = Cell.of(List.of(violated("a", "No image.")), List.of());
    Cell other = Cell.of(List.of(violated("b", "No image.")), List.of());

    assertThat(matrix(release("v2", one), release("v1", other)).reasons())
        .singleElement()
        .satisfies(told -> assertThat(told.reason().subjects()).containsExactly("Pod a", "Pod b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "1.30,1.31,1.32 : 0,1,2 : 1.30 to 1.32",
        "1.30,1.31,1.32 : 0,1 : 1.30, 1.31",
        "1.30,1.31,1.32,1.33 : 0,2,3 : 1.30, 1.32, 1.33",
        "1.21,1.22,1.23,1.37 : 0,1,2,3 : 1.21 to 1.23, 1.37",
        "1.33.4-eks-ab,v1.34.2,1.35 : 0,1,2 : 1.33.4-eks-ab to 1.35"
      })
  void neighbours_among_versions_are_told_as_a_range(
      String versions, String positions, String words) {
    var matrix =
        new Matrix(
            Stream.of(versions.split(",", -1)).map(MatrixTest::version).toList(),
            List.of(),
            List.of());

    assertThat(matrix.names(Stream.of(positions.split(",", -1)).map(Integer::valueOf).toList()))
        .isEqualTo(words);
  }

  @Test
  void only_versions_that_are_released_make_a_release_broken() {
    var release = release("v1", OK, broken("a"));
    var next = new ClusterVersion(KubernetesVersion.of(1, 31, 0), "", false);

    assertThat(matrix(release).isBroken(release)).isTrue();
    assertThat(
            new Matrix(List.of(version("1.30"), next), List.of(release), List.of())
                .isBroken(release))
        .isFalse();
  }

  @Test
  void a_release_has_a_cell_for_each_version() {
    assertThatThrownBy(() -> new Matrix(List.of(), List.of(release("v1", OK)), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("v1 has 1 cells for 0 versions.");
  }
}
