package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.check.Rules;
import dev.bulkhead.verdict.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @TempDir Path cache;
  private Session session = new Session(new FakeRooms(), Path.of("/"));

  @BeforeEach
  void open() {
    session = new Session(new FakeRooms().with(FakeRooms.missing()), cache);
  }

  @Test
  void help_teaches_with_examples_and_exit_statuses() {
    assertThat(session.run("check", "--help")).isZero();
    assertThat(session.out())
        .contains("Examples:", "helm template . | bulkhead check -", "Exit status:", "--platform");
    assertThat(session.run("--help")).isZero();
    assertThat(session.out()).contains("check", "explain", "cache");
    assertThat(session.out().lines()).allMatch(line -> line.length() <= 96);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-f",
        "--set",
        "--name",
        "-n",
        "--kube-version",
        "--api-versions",
        "--platform",
        "--images",
        "--offline",
        "--registry-config",
        "--registry-mirror",
        "--mirror-only",
        "--plain-http",
        "--ca-file",
        "--timeout",
        "--only-given-values",
        "--format",
        "--output",
        "--show",
        "--fail-on",
        "--strict",
        "--debug"
      })
  void every_option_that_was_promised_is_there(String option) {
    session.run("check", "--help");

    assertThat(session.out()).containsPattern("(?m)^ +(-h, )?" + option + "[=, \n]");
  }

  @Test
  void the_version_is_told() {
    assertThat(session.run("--version")).isZero();
    assertThat(session.out()).startsWith("bulkhead 0.1.0").contains("Java 25");
  }

  @Test
  void an_unknown_option_is_answered_with_what_may_have_been_meant() {
    assertThat(session.run("check", "a.yaml", "--platfrom", "linux/arm64")).isEqualTo(2);
    assertThat(session.err())
        .contains("--platfrom", "Did you mean --platform", "Try `bulkhead check --help`.");
  }

  @Test
  void an_unknown_command_is_answered_with_what_may_have_been_meant() {
    assertThat(session.run("chekc", "a.yaml")).isEqualTo(2);
    assertThat(session.err()).contains("chekc", "Did you mean", "check");
  }

  @Test
  void a_missing_source_or_command_is_told() {
    assertThat(session.run("check")).isEqualTo(2);
    assertThat(session.err()).contains("Nothing to check: name a chart");
    assertThat(session.run()).isEqualTo(2);
    assertThat(session.err()).contains("A command is missing.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--platform=linux",
        "--kube-version=new",
        "--timeout=soon",
        "--timeout=0s",
        "--timeout=",
        "--registry-mirror=docker.io",
        "--format=xml",
        "--show=all"
      })
  void a_value_that_cannot_be_read_is_told_and_ends_with_2(String option) {
    assertThat(session.run("check", "a.yaml", option)).isEqualTo(2);
    assertThat(session.err()).startsWith("bulkhead: ").contains("--help").doesNotContain("\tat ");
  }

  @Test
  void a_rule_is_explained_with_reason_and_example() {
    assertThat(session.run("explain", "image-missing")).isZero();
    assertThat(session.out())
        .startsWith("image-missing (error)\n")
        .contains(Rules.IMAGE_MISSING.why(), "Bad:", "Good:");
  }

  @Test
  void every_rule_can_be_explained() {
    for (Rule rule : Rules.all()) {
      assertThat(session.run("explain", rule.id())).isZero();
      assertThat(session.out()).contains(rule.violatedWhen());
    }
  }

  @Test
  void an_unknown_rule_is_answered_with_what_may_have_been_meant() {
    assertThat(session.run("explain", "image-mising")).isEqualTo(2);
    assertThat(session.err())
        .contains("There is no rule \"image-mising\".", "Try `bulkhead explain image-missing`");
    assertThat(session.run("explain", "zzzzzzzzzzzz")).isEqualTo(2);
    assertThat(session.err()).contains("Choose one of these: ");
  }

  @Test
  void a_finding_of_the_last_run_is_explained_by_what_it_rests_on() {
    session.run("check", "app.yaml");
    Matcher id = Pattern.compile("id: ([0-9a-f]{12})").matcher(session.out());
    assertThat(id.find()).isTrue();

    assertThat(session.run("explain", "--finding", id.group(1))).isZero();
    assertThat(session.out())
        .contains("image-missing: violated (error)")
        .contains("object:    Pod  (v1)")
        .contains("place:     app.yaml:1:1")
        .contains("answer: 404")
        .contains(Rules.IMAGE_MISSING.why());
  }

  @Test
  void a_finding_that_is_not_there_is_told() throws IOException {
    assertThat(session.run("explain", "--finding", "000000000000")).isEqualTo(2);
    assertThat(session.err()).contains("No report is kept yet.");

    session.run("check", "app.yaml");
    assertThat(session.run("explain", "--finding", "000000000000")).isEqualTo(2);
    assertThat(session.err()).contains("made no finding of the id");

    Files.writeString(cache.resolve("bulkhead/last-report.json"), "{\"verdicts\": [{\"id\": ");
    assertThat(session.run("explain", "--finding", "000000000000")).isEqualTo(2);
    assertThat(session.err()).contains("cannot be read");
  }

  @Test
  void what_is_kept_of_a_run_is_for_its_user_alone() throws IOException {
    session.run("check", "app.yaml");

    assertThat(Files.getPosixFilePermissions(cache.resolve("bulkhead"))).hasSize(3);
  }

  @Test
  void a_cache_that_cannot_be_written_fails_nothing() throws IOException {
    Files.writeString(cache.resolve("bulkhead"), "a file where a directory should be");

    assertThat(session.run("check", "app.yaml")).isEqualTo(1);
    assertThat(session.err()).isEmpty();
  }

  @Test
  void the_cache_can_be_asked_and_emptied() {
    assertThat(session.run("cache", "info")).isZero();
    assertThat(session.out()).isEqualTo("The cache is empty.\n");
    assertThat(session.run("cache", "clear")).isZero();
    assertThat(session.run("cache")).isEqualTo(2);
  }
}
