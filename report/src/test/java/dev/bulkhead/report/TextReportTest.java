package dev.bulkhead.report;

import static dev.bulkhead.report.Sample.FLOATING;
import static dev.bulkhead.report.Sample.MISSING;
import static dev.bulkhead.report.Sample.PLACE;
import static dev.bulkhead.report.Sample.PROGRAM;
import static dev.bulkhead.report.Sample.broken;
import static dev.bulkhead.report.Sample.claim;
import static dev.bulkhead.report.Sample.kept;
import static dev.bulkhead.report.Sample.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Hook;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.Origin;
import dev.bulkhead.model.Platform;
import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextReportTest {
  private static final SourceLines COMMAND =
      (source, file, line) -> Optional.of("command: [/manager]");
  private static final Platform ARM = Platform.of("linux", "arm64", "");

  @Test
  void a_violation_tells_place_cause_and_remedy_and_underlines_the_guilty_value() {
    var report = Sample.report(broken(claim(PROGRAM)), kept(claim(MISSING)));

    assertThat(Sample.text(report, COMMAND, TextReport.Options.PLAIN))
        .isEqualTo(
            """
            chart

              DaemonSet sys/capsule
                error command-not-in-image  container manager; linux/amd64
                  There is no /manager in ghcr.io/x/y:v1 for linux/amd64.
                  templates/ds.yaml:3:11
                    3 | command: [/manager]
                      |           ^^^^^^^^
                  remedy: Remove the command.
                  id: %s

            1 proven, 1 violated, 0 unproven
            """
                .formatted(claim(PROGRAM).fingerprint()));
  }

  @Test
  void of_an_object_the_worst_comes_first() {
    var warning = claim(Sample.FLOATING).violated("It moves.", "Pin it.", List.of());
    var unclear = Sample.open(claim(MISSING));

    String text = Sample.text(Sample.report(unclear, warning, broken(claim(PROGRAM))));

    assertThat(text)
        .containsSubsequence(
            "error command-not-in-image", "warning image-tag-floating", "unproven image-missing");
  }

  @Test
  void colours_are_used_only_where_asked_for() {
    var report = Sample.report(broken(claim(PROGRAM)));

    String coloured = Sample.text(report, COMMAND, new TextReport.Options(true, Detail.BRIEF, 100));

    assertThat(coloured).contains("\u001b[1;31merror\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(Sample.text(report, COMMAND, TextReport.Options.PLAIN));
  }

  @Test
  void what_several_platforms_share_is_said_once() {
    var amd = broken(claim(PROGRAM));
    var onArm = new Claim(PROGRAM, Sample.subject("capsule").withPlatform(ARM), PLACE);
    var arm =
        onArm.violated(
            "There is no /manager in ghcr.io/x/y:v1 for linux/arm64.",
            "Remove the command.",
            List.of());

    String text = Sample.text(Sample.report(amd, arm));

    assertThat(text)
        .containsOnlyOnce("There is no /manager")
        .contains("for linux/amd64, linux/arm64.")
        .contains("container manager; linux/amd64, linux/arm64")
        .contains("ids: %s, %s".formatted(amd.claim().fingerprint(), onArm.fingerprint()))
        .contains("0 proven, 2 violated");
  }

  @Test
  void what_several_containers_share_is_said_once_with_all_places() {
    var one = claim(PROGRAM);
    var other =
        new Claim(
            PROGRAM,
            Sample.subject("capsule").withContainer("proxy", "ghcr.io/x/y:v1"),
            Location.exact("templates/ds.yaml", 9, 11));

    assertThat(Sample.text(Sample.report(broken(one), broken(other))))
        .contains("containers manager, proxy; linux/amd64")
        .contains("also at templates/ds.yaml:9:11");
  }

  @Test
  void rules_left_open_by_the_same_lack_are_listed_together_with_how_to_supply_it() {
    assertThat(Sample.text(Sample.report(open(claim(PROGRAM)), open(claim(MISSING)))))
        .contains(
            """
                unproven command-not-in-image, image-missing  container manager; linux/amd64
                  ghcr.io did not answer.
                  templates/ds.yaml:3:11
                  remedy: Try again.
            """);
  }

  @Test
  void what_is_unproven_of_very_many_objects_is_counted_unless_it_is_asked_for() {
    Verdict[] verdicts =
        IntStream.range(0, 105)
            .mapToObj(i -> new Claim(MISSING, Sample.subject("app-" + i), Sample.PLACE))
            .map(Sample::open)
            .toArray(Verdict[]::new);
    var report = Sample.report(verdicts);

    assertThat(Sample.text(report))
        .contains("5 more claims are unproven; --show unproven lists them, too.")
        .endsWith("0 proven, 0 violated, 105 unproven\n");
    assertThat(Sample.text(report, COMMAND, new TextReport.Options(false, Detail.UNPROVEN, 100)))
        .doesNotContain("more claims")
        .contains("DaemonSet sys/app-104");
  }

  @Test
  void what_is_violated_is_always_listed() {
    Verdict[] verdicts =
        IntStream.range(0, 105)
            .mapToObj(i -> broken(new Claim(MISSING, Sample.subject("app-" + i), Sample.PLACE)))
            .toArray(Verdict[]::new);

    assertThat(Sample.text(Sample.report(verdicts)))
        .contains("DaemonSet sys/app-104")
        .doesNotContain("more claims");
  }

  @Test
  void what_is_proven_is_only_counted_unless_it_is_asked_for() {
    var report = Sample.report(kept(claim(PROGRAM)));

    assertThat(Sample.text(report)).isEqualTo("1 proven, 0 violated, 0 unproven\n");
    assertThat(Sample.text(report, COMMAND, new TextReport.Options(false, Detail.PROVEN, 100)))
        .contains("    proven  container manager; linux/amd64\n")
        .contains("rule: command-not-in-image; id: ")
        .contains("/ko-app/manager exists.");
  }

  @Test
  void an_uncertain_place_is_called_so_and_has_no_caret() {
    var near =
        new Claim(
            PROGRAM, Sample.subject("capsule"), new Location("templates/ds.yaml", 3, 11, false));
    SourceLines template = (source, file, line) -> Optional.of("  {{- include \"x.spec\" . }}");

    assertThat(Sample.text(Sample.report(broken(near)), template, TextReport.Options.PLAIN))
        .contains("near templates/ds.yaml:3:11\n")
        .contains("3 | {{- include \"x.spec\" . }}\n")
        .doesNotContain("^");
  }

  @Test
  void a_place_known_only_by_its_file_is_called_so() {
    var somewhere =
        new Claim(PROGRAM, Sample.subject("capsule"), Location.somewhereIn("templates/ds.yaml"));

    assertThat(Sample.text(Sample.report(broken(somewhere))))
        .contains("somewhere in templates/ds.yaml\n");
  }

  @Test
  void hooks_are_marked_and_test_hooks_told_apart() {
    var install = Sample.subject("Job", "crds", Hook.at(List.of("pre-install", "pre-upgrade")));
    var test = Sample.subject("Pod", "probe", Hook.at(List.of("test")));

    assertThat(
            Sample.text(
                Sample.report(
                    broken(new Claim(PROGRAM, install, PLACE)),
                    broken(new Claim(PROGRAM, test, PLACE)))))
        .contains("Job sys/crds  (hook: pre-install,pre-upgrade)")
        .contains("Pod sys/probe  (test hook: test; not counted)")
        .endsWith(
            "0 proven, 1 violated, 0 unproven"
                + " (and in test hooks: 0 proven, 1 violated, 0 unproven)\n");
  }

  @Test
  void a_source_without_workloads_is_said_to_have_none() {
    var empty = new ReportedSource("docs", 1, 0, List.of(), List.of());
    var report =
        Report.of("1", List.of(empty), List.of(), List.of(), List.of(), Outcome.Policy.DEFAULT);

    assertThat(Sample.text(report))
        .isEqualTo(
            """
            There are no workloads in docs (1 object read).
            0 proven, 0 violated, 0 unproven
            """);
  }

  @Test
  void a_problem_of_a_whole_source_does_not_repeat_its_name_and_what_was_not_read_is_unproven() {
    var whole =
        ReportedSource.Problem.unreadable(
            Location.somewhereIn("a.yaml"), "a.yaml is empty.", "Name another file.");
    var late =
        ReportedSource.Problem.unread(
            Location.somewhereIn("b.yaml"), "b.yaml was not read.", "Allow more time.");
    var sources =
        List.of(
            new ReportedSource("a.yaml", 0, 0, List.of(), List.of(whole)),
            new ReportedSource("b.yaml", 0, 0, List.of(), List.of(late)));

    var report = Report.of("1", sources, List.of(), List.of(), List.of(), Outcome.Policy.DEFAULT);

    assertThat(Sample.text(report))
        .isEqualTo(
            """
            a.yaml
              problem
                a.yaml is empty.
                remedy: Name another file.

            b.yaml
              unproven
                b.yaml was not read.
                remedy: Allow more time.

            Part of the input could not be read.
            0 proven, 0 violated, 0 unproven
            """);
  }

  @Test
  void notes_problems_and_defaults_are_told() {
    var source =
        new ReportedSource(
            "chart",
            3,
            1,
            List.of("values.schema.json was passed over."),
            List.of(
                ReportedSource.Problem.unreadable(
                    Location.exact("a.yaml", 3, 1), "This is not YAML.", "Correct it.")));
    var settings =
        List.of(
            new Setting("--platform", "linux/amd64", true),
            new Setting("--kube-version", "1.34", true),
            new Setting("--namespace", "x", false));

    var report =
        Report.of(
            "1",
            List.of(source),
            List.of(),
            settings,
            List.of(kept(claim(PROGRAM))),
            Outcome.Policy.DEFAULT);

    assertThat(Sample.text(report))
        .isEqualTo(
            """
            chart
              note: values.schema.json was passed over.
              problem a.yaml:3:1
                This is not YAML.
                remedy: Correct it.

            Judged with the defaults --platform linux/amd64 and --kube-version 1.34.
            Part of the input could not be read.
            1 proven, 0 violated, 0 unproven
            """);
  }

  @Test
  void a_line_of_a_secret_is_never_shown() {
    var secret =
        new Subject(
            new ObjectKey("v1", "Secret", "", "s"), Origin.of("chart", "s.yaml"), "", "", null, "");
    var report = Sample.report(broken(new Claim(PROGRAM, secret, Location.exact("s.yaml", 1, 1))));

    assertThat(
            Sample.text(
                report,
                (source, file, line) -> Optional.of("password: hunter2"),
                TextReport.Options.PLAIN))
        .doesNotContain("hunter2");
  }

  @Test
  void nothing_from_a_hostile_source_can_steer_a_terminal_or_forge_a_line() {
    Gen<String> hostile = Gen.text("a\u001b\n\r\u0007\u009b\u202e\u2028\u200f\ufeff\u007f", 6);
    Property.forAll(
        11,
        300,
        hostile,
        text -> {
          var subject =
              new Subject(
                  new ObjectKey("v1", "Pod" + text, text, text),
                  new Origin("chart", text, Hook.at(List.of(text))),
                  text,
                  text,
                  Platform.LINUX_AMD64,
                  text);
          var claim = new Claim(PROGRAM, subject, Location.exact("f" + text, 1, 1));
          var report =
              Report.of(
                  "1",
                  List.of(
                      new ReportedSource(
                          text,
                          1,
                          0,
                          List.of(text),
                          List.of(ReportedSource.Problem.unreadable(PLACE, text, text)))),
                  List.of(),
                  List.of(new Setting("--platform", text, true)),
                  List.of(claim.violated(text, text + "x", List.of())),
                  Outcome.Policy.DEFAULT);
          String shown =
              Sample.text(
                  report, (source, file, line) -> Optional.of(text), TextReport.Options.PLAIN);
          assertThat(shown.replace("\n", "")).doesNotContainPattern("[\\p{Cc}\\p{Cf}\u2028]");
          assertThat(shown.lines().filter(line -> line.matches("\\d+ proven.*"))).hasSize(1);
        });
  }

  @Test
  void the_warning_of_a_floating_tag_is_called_a_warning() {
    assertThat(Sample.text(Sample.report(broken(claim(FLOATING)))))
        .contains("warning image-tag-floating");
  }

  @Test
  void many_ids_are_not_listed_to_the_last() {
    var verdicts = new ArrayList<dev.bulkhead.verdict.Verdict>();
    for (int i = 0; i < 9; i++) {
      var subject = Sample.subject("capsule").withContainer("c" + i, "x");
      verdicts.add(broken(new Claim(PROGRAM, subject, PLACE)));
    }

    assertThat(Sample.text(Sample.report(verdicts.toArray(dev.bulkhead.verdict.Verdict[]::new))))
        .contains("containers c0, c1, c2, c3, c4, c5 and 3 more;");
  }
}
