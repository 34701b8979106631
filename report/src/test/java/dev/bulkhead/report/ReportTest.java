package dev.bulkhead.report;

import static dev.bulkhead.report.Sample.FLOATING;
import static dev.bulkhead.report.Sample.MISSING;
import static dev.bulkhead.report.Sample.PROGRAM;
import static dev.bulkhead.report.Sample.broken;
import static dev.bulkhead.report.Sample.claim;
import static dev.bulkhead.report.Sample.kept;
import static dev.bulkhead.report.Sample.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Hook;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Origin;
import dev.bulkhead.model.Platform;
import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {
  private static final Outcome.Policy STRICT =
      new Outcome.Policy(Severity.ERROR, true, true, Ending.ITS_OWN);

  @Test
  void findings_stand_in_the_order_of_source_place_rule_and_platform() {
    var arm = Platform.of("linux", "arm64", "");
    var later = new Claim(FLOATING, Sample.subject("a"), Location.exact("f.yaml", 9, 1));
    var earlier = new Claim(PROGRAM, Sample.subject("a"), Location.exact("f.yaml", 2, 5));
    var otherRule = new Claim(MISSING, Sample.subject("a"), Location.exact("f.yaml", 9, 1));
    var otherPlatform =
        new Claim(FLOATING, Sample.subject("a").withPlatform(arm), later.location());
    var otherSource = new Claim(PROGRAM, from("a-source"), Location.exact("a.yaml", 1, 1));

    var report =
        Report.of(
            "1",
            List.of(Sample.source("chart"), Sample.source("a-source")),
            List.of(),
            List.of(),
            List.of(
                kept(otherSource),
                kept(otherPlatform),
                kept(otherRule),
                kept(later),
                kept(earlier)),
            STRICT);

    assertThat(report.findings())
        .extracting(Finding::claim)
        .containsExactly(earlier, otherRule, later, otherPlatform, otherSource);
  }

  private static Subject from(String source) {
    var subject = Sample.subject("a");
    return new Subject(
        subject.object(),
        Origin.of(source, "a.yaml"),
        subject.container(),
        subject.image(),
        subject.platform(),
        "");
  }

  @Test
  void the_order_of_the_verdicts_does_not_change_the_report() {
    Gen<Verdict> verdicts =
        choices -> {
          Rule rule = Gen.of(PROGRAM, MISSING, FLOATING).draw(choices);
          String name = Gen.of("a", "b").draw(choices);
          int line = Gen.between(0, 3).draw(choices);
          var place = new Location("f.yaml", line, 0, false);
          var claim = new Claim(rule, Sample.subject(name), place);
          return Gen.bool().draw(choices) ? kept(claim) : broken(claim);
        };

    Property.forAll(
        7,
        200,
        verdicts.listOfUpTo(12),
        list -> {
          var shuffled = new ArrayList<>(list);
          Collections.shuffle(shuffled, new Random(list.size()));
          assertThat(Sample.json(Sample.report(shuffled.toArray(Verdict[]::new))))
              .isEqualTo(Sample.json(Sample.report(list.toArray(Verdict[]::new))));
          assertThat(Sample.report(list.toArray(Verdict[]::new)).findings())
              .extracting(Finding::id)
              .doesNotHaveDuplicates();
        });
  }

  @Test
  void the_same_claim_made_twice_has_two_ids_that_stay_when_lines_move() {
    var subject = Sample.subject("a");
    var upper = new Claim(PROGRAM, subject, Location.exact("f.yaml", 2, 1));
    var lower = new Claim(PROGRAM, subject, Location.exact("f.yaml", 7, 1));
    var moved = new Claim(PROGRAM, subject, Location.exact("f.yaml", 70, 1));

    var ids = Sample.report(broken(lower), broken(upper)).findings();

    assertThat(ids)
        .extracting(Finding::id)
        .containsExactly(upper.fingerprint(), upper.fingerprint() + "-2");
    assertThat(Sample.report(broken(moved), broken(upper)).findings())
        .extracting(Finding::id)
        .isEqualTo(ids.stream().map(Finding::id).toList());
  }

  @Test
  void a_violated_error_fails_and_a_warning_only_where_warnings_are_asked_for() {
    var warning = broken(claim(FLOATING));

    assertThat(Sample.report(broken(claim(PROGRAM))).outcome()).isEqualTo(Outcome.VIOLATED);
    assertThat(Sample.report(warning).outcome()).isEqualTo(Outcome.HOLDS);
    assertThat(
            Sample.report(
                    new Outcome.Policy(Severity.WARNING, true, false, Ending.ITS_OWN), warning)
                .outcome())
        .isEqualTo(Outcome.VIOLATED);
  }

  @Test
  void what_is_unproven_fails_only_under_strict() {
    var proven = kept(claim(PROGRAM));

    assertThat(Sample.report(proven, open(claim(MISSING))).outcome()).isEqualTo(Outcome.HOLDS);
    assertThat(Sample.report(STRICT, proven, open(claim(MISSING))).outcome())
        .isEqualTo(Outcome.UNPROVEN);
    assertThat(Sample.report(STRICT, proven).outcome()).isEqualTo(Outcome.HOLDS);
  }

  @Test
  void a_run_that_decided_nothing_by_evidence_is_no_green_build() {
    var byText = kept(claim(FLOATING));

    assertThat(Sample.report(byText, open(claim(MISSING))).outcome())
        .isEqualTo(Outcome.NO_EVIDENCE);
    assertThat(Sample.report(byText).outcome()).isEqualTo(Outcome.HOLDS);
    assertThat(Sample.report().outcome()).isEqualTo(Outcome.HOLDS);
  }

  @Test
  void what_could_not_be_read_makes_the_input_unusable_whatever_the_rest_came_to() {
    var problem =
        ReportedSource.Problem.unreadable(Sample.PLACE, "Line 3 is not YAML.", "Correct the line.");
    var source = new ReportedSource("chart", 1, 1, List.of(), List.of(problem));

    assertThat(outcome(source, kept(claim(PROGRAM)))).isEqualTo(Outcome.UNREADABLE);
    assertThat(outcome(source, broken(claim(PROGRAM)))).isEqualTo(Outcome.UNREADABLE);
  }

  @Test
  void what_the_run_did_not_come_to_leaves_it_unproven_and_does_not_hide_a_violation() {
    var problem =
        ReportedSource.Problem.unread(Sample.PLACE, "The time was over.", "Allow more time.");
    var source = new ReportedSource("chart", 1, 1, List.of(), List.of(problem));

    assertThat(outcome(source, kept(claim(PROGRAM)))).isEqualTo(Outcome.UNREAD);
    assertThat(Outcome.UNREAD.status()).isEqualTo(3);
    assertThat(outcome(source, broken(claim(PROGRAM)))).isEqualTo(Outcome.VIOLATED);
  }

  private static Outcome outcome(ReportedSource source, Verdict verdict) {
    return Report.of(
            "1", List.of(source), List.of(), List.of(), List.of(verdict), Outcome.Policy.DEFAULT)
        .outcome();
  }

  @ParameterizedTest
  @CsvSource({"INTERRUPTED, 130", "TERMINATED, 143", "HUNG_UP, 129"})
  void a_run_that_a_signal_ended_says_so_whatever_it_found(Ending ending, int status) {
    var cutShort = new Outcome.Policy(Severity.ERROR, true, false, ending);

    assertThat(Sample.report(cutShort, broken(claim(PROGRAM))).outcome().status())
        .isEqualTo(status);
  }

  @Test
  void test_hooks_are_counted_apart_and_fail_nothing() {
    var subject = Sample.subject("Pod", "probe", Hook.at(List.of("test")));
    var report =
        Sample.report(kept(claim(PROGRAM)), broken(new Claim(PROGRAM, subject, Sample.PLACE)));

    assertThat(report.outcome()).isEqualTo(Outcome.HOLDS);
    assertThat(report.counts().violated()).isZero();
    assertThat(report.counts().inTests()).isEqualTo(new Counts.InTests(0, 1, 0));
  }
}
