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
import org.junit.jupiter.params.provider.CsvSource;
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

    assertThat(session.out()).containsPattern("(?m)^ +(-[ho], )?" + option + "[=, \n]");
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
        .isEqualTo(
            """
            bulkhead: There is no option "--platfrom".
            remedy: Write --platform, if that is meant.
            Try `bulkhead check --help`.
            """);
  }

  @Test
  void an_unknown_command_is_answered_with_what_may_have_been_meant() {
    assertThat(session.run("chekc", "a.yaml")).isEqualTo(2);
    assertThat(session.err())
        .contains("There is no command \"chekc\".", "Write check, if that is meant.");
  }

  @Test
  void a_missing_source_or_command_is_told() {
    assertThat(session.run("check")).isEqualTo(2);
    assertThat(session.err()).contains("Nothing to check.\nremedy: Name a chart");
    assertThat(session.run()).isEqualTo(2);
    assertThat(session.err()).contains("A command is missing.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --platform=linux               | "linux" is not a platform           | such as linux/amd64
          --platform=foo/bar             | "foo/bar" is not a platform         | windows/amd64
          --platform=linux/amd64,linux/x | "linux/x" is not a platform         | linux/arm64
          --kube-version=new             | "new" is not a version              | v1.32.1-eks-abc
          --kube-version=0.1             | from 1.19 to 1.38                   | newest known is 1.37
          --kube-version=1.99            | from 1.19 to 1.38                   | newest known is 1.37
          --kube-version=2.0             | from 1.19 to 1.38                   | newest known is 1.37
          --kube-version=1.16            | from 1.19 to 1.38                   | Use 1.19 or later.
          --timeout=soon                 | "soon" is not a span of time        | 90s, 2m or 1h30m
          --timeout=0s                   | "0s"                                | 90s, 2m or 1h30m
          --timeout=                     | "" is not a span of time            | 90s, 2m or 1h30m
          --registry-mirror=docker.io    | "docker.io" does not say            | FROM=TO
          --registry-mirror=a=https://b  | "https://b" in the mirror           | without a scheme
          --registry-mirror==b           | in the mirror "=b"                  | FROM=TO
          --plain-http=http://host/x     | "http://host/x" is an address       | follows the host: host.
          --plain-http=a b               | "a b" is not a registry's host      | localhost:5000
          --plain-http=host/path         | is not a registry's host            | localhost:5000
          --plain-http=                  | "" is not a registry's host         | localhost:5000
          -n=                            | No namespace can have the name ""   | a-z, 0-9 and -
          -n=Team_A                      | the name "Team_A"                   | a-z, 0-9 and -
          -n=a.b                         | the name "a.b"                      | a-z, 0-9 and -
          --name=                        | No release can have the name ""     | at most 53
          --name=App                     | No release can have the name "App"  | at most 53
          --api-versions=a/v1,foo        | "foo" is not the group and version  | monitoring.coreos.com/v1
          --format=xml                   | "xml" is none of its values         | text or json
          --show=all                     | "all" is none of its values         | proven
          --fail-on=notice               | "notice" is none of its values      | error or warning
          """)
  void a_value_that_cannot_be_read_is_told_with_a_remedy(
      String option, String cause, String remedy) {
    String name = option.replaceFirst("=.*", "");

    assertThat(session.run("check", "a.yaml", option)).isEqualTo(2);
    assertThat(session.err().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("bulkhead: " + name + ": ").contains(cause),
            line -> assertThat(line).startsWith("remedy: ").contains(remedy),
            line -> assertThat(line).isEqualTo("Try `bulkhead check --help`."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--platform=linux/arm/v7,windows/amd64",
        "--kube-version=1.38",
        "--kube-version=1.19",
        "--kube-version=v1.32.1-eks-abc",
        "--plain-http=registry",
        "--plain-http=localhost:5000",
        "--plain-http=127.0.0.1:5000",
        "--registry-mirror=docker.io=mirror:5000/hub",
        "-n=team-a",
        "--format=JSON",
        "--show=Proven"
      })
  void what_is_valid_is_taken(String option) {
    assertThat(session.run("check", "a.yaml", option)).isEqualTo(1);
    assertThat(session.err()).isEmpty();
  }

  @Test
  void a_later_year_has_later_versions_of_kubernetes() {
    assertThat(session.run("check", "a.yaml", "--kube-version", "1.41")).isEqualTo(2);
    session.at("2027-10-01T00:00:00Z");
    assertThat(session.run("check", "a.yaml", "--kube-version", "1.41")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          check a.yaml --platform            | --platform lacks its value (OS/ARCH).
          check a.yaml --offline=yes         | --offline does not take "yes".
          check a.yaml --timeout 1s --timeout 2s | --timeout is given more than once.
          explain                            | Nothing to explain.
          explain a b                        | "b" is one argument too many.
          explain a --finding b              | Only one of these can be explained at once.
          explain --finding a --finding b    | Only one of these can be explained at once.
          cache                              | A command is missing.
          cache inof                         | There is no command "inof".
          """)
  void a_misused_command_line_is_told_in_our_words(String line, String cause) {
    assertThat(session.run(line.split(" "))).isEqualTo(2);
    assertThat(session.err()).startsWith("bulkhead: " + cause + "\n");
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

  @ParameterizedTest
  @ValueSource(strings = {"check", "variants"})
  void a_number_of_settings_that_is_none_is_answered(String command) {
    assertThat(session.run(command, "chart", "--max-variants", "-1")).isEqualTo(2);
    assertThat(session.err()).contains("--max-variants -1 is not between 1 and 100,000.");
  }
}
