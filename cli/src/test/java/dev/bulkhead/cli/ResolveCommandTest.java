package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.FileSystem;
import dev.bulkhead.registry.Image;
import dev.bulkhead.registry.ImageConfig;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.TagLookup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolveCommandTest {
  private static final Digest DIGEST = Digest.sha256("ab".repeat(32));

  @TempDir Path cache;
  private final FakeRooms rooms = new FakeRooms().with(ResolveCommandTest::found);
  private Session session = new Session(rooms, Path.of("/"));

  @BeforeEach
  void open() {
    session = new Session(rooms, cache);
  }

  /** There for amd64 alone, if the tag says so, and for every platform otherwise. */
  private static ImageLookup found(ImageReference reference, Platform platform) {
    if (reference.effectiveTag().contains("amd64") && !platform.equals(Platform.LINUX_AMD64)) {
      return new ImageLookup.PlatformMissing(
          DIGEST, "registry.example", new TreeSet<>(List.of(Platform.LINUX_AMD64)));
    }
    var config =
        new ImageConfig(
            List.of("/kubectl"), List.of(), new LinkedHashMap<>(), "", "", new LinkedHashMap<>());
    return new ImageLookup.Found(
        new Image(
            reference,
            DIGEST,
            DIGEST,
            platform,
            "registry.example",
            config,
            path -> new FileSystem.Finding.Absent(List.of())));
  }

  private int resolve(String image, String... options) {
    var line = new ArrayList<>(List.of("resolve", image, "--kube-version", "1.34"));
    line.addAll(List.of(options));
    return session.run(line.toArray(String[]::new));
  }

  @Test
  void the_reference_alone_is_the_answer_and_the_reason_stands_beside_it() {
    rooms.withTags("latest", "v1.33.4", "v1.34.1", "v1.34.10", "v1.35.0");

    assertThat(resolve("clastix/kubectl")).isZero();
    assertThat(session.out()).isEqualTo("clastix/kubectl:v1.34.10\n");
    assertThat(session.err())
        .isEqualTo(
            "v1.34.10 is the newest tag of clastix/kubectl for Kubernetes 1.34, and has linux/amd64.\n");
  }

  @Test
  void a_minor_that_is_not_published_is_replaced_by_the_nearest_within_the_skew() {
    rooms.withTags("v1.32", "v1.33", "v1.35");

    assertThat(resolve("clastix/kubectl")).isZero();
    assertThat(session.out()).isEqualTo("clastix/kubectl:v1.33\n");
    assertThat(session.err())
        .isEqualTo(
            "clastix/kubectl has no tag for Kubernetes 1.34; v1.33, one minor older, is of the"
                + " nearest minor that has one, and --skew 1 allows it.\n");
  }

  @Test
  void where_nothing_fits_the_nearest_are_told_and_standard_output_stays_empty() {
    rooms.withTags("v1.31", "v1.32", "v1.38");

    assertThat(resolve("clastix/kubectl")).isEqualTo(1);
    assertThat(session.out()).isEmpty();
    assertThat(session.err())
        .isEqualTo(
            """
            bulkhead: clastix/kubectl has no tag for Kubernetes 1.34, nor for 1.33 or 1.35, which --skew 1 would allow.
            The nearest that exist are v1.32, v1.31, v1.38.
            remedy: Publish a tag for 1.34; or, if a wider skew is safe here, allow it with --skew 2.
            """);
    assertThat(resolve("clastix/kubectl", "--skew", "2")).isZero();
    assertThat(session.out()).isEqualTo("clastix/kubectl:v1.32\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --skew=0 | v1.33        | and --skew 0 allows no other minor.
          --skew=3 | v1.30        | nor for any from 1.31 to 1.37, which --skew 3 would allow.
          --skew=1 | v1.30        | The nearest that exists is v1.30.
          --skew=1 | latest       | None of its 1 tag is a version of Kubernetes: latest.
          --skew=1 | a b c d e f  | None of its 6 tags is a version of Kubernetes: a, b, c, d, e, ….
          """)
  void what_there_is_instead_is_told(String option, String tags, String told) {
    rooms.withTags(tags.split(" "));

    assertThat(resolve("clastix/kubectl", option)).isEqualTo(1);
    assertThat(session.err()).contains(told).contains("\nremedy: ");
  }

  @Test
  void a_repository_without_tags_is_told() {
    rooms.withTags();

    assertThat(resolve("clastix/kubectl")).isEqualTo(1);
    assertThat(session.err()).contains("It has no tags at all.", "Check the image's name");
  }

  @Test
  void a_form_of_tags_can_be_asked_for() {
    rooms.withTags("1.34.2", "1.34.1-debian-12-r9", "1.34.1-debian-12-r10", "1.33.0");

    assertThat(resolve("bitnami/kubectl:{major}.{minor}.{patch}-debian-12-r*")).isZero();
    assertThat(session.out()).isEqualTo("bitnami/kubectl:1.34.1-debian-12-r10\n");
    assertThat(resolve("bitnami/kubectl:v{major}.{minor}")).isEqualTo(1);
    assertThat(session.err())
        .contains(
            "has no tag of the form v{major}.{minor} for", "None of its 4 tags is of that form");
  }

  @Test
  void an_image_that_lacks_a_platform_is_passed_over_and_told() {
    rooms.withTags("v1.34.2-amd64", "v1.34.1", "v1.33.0");

    assertThat(resolve("x/k8s", "--platform", "linux/amd64,linux/arm64")).isZero();
    assertThat(session.out()).isEqualTo("x/k8s:v1.34.1\n");
    assertThat(session.err())
        .isEqualTo(
            """
            v1.34.1 is the newest tag of x/k8s for Kubernetes 1.34, and has linux/amd64 and linux/arm64.
            v1.34.2-amd64 was passed over: it has no linux/arm64, only linux/amd64.
            """);
  }

  @Test
  void where_all_lack_a_platform_nothing_fits() {
    rooms.withTags(
        "v1.34.1-amd64",
        "v1.34.2-amd64",
        "v1.34.3-amd64",
        "v1.34.4-amd64",
        "v1.34.5-amd64",
        "v1.33.6-amd64");

    assertThat(resolve("x/k8s", "--platform", "linux/arm64")).isEqualTo(1);
    assertThat(session.err())
        .contains(
            "has no tag that can be used for Kubernetes 1.34", "v1.34.5-amd64 was passed over")
        .contains("So were 1 more.", "remedy: Publish x/k8s with all platforms (linux/arm64)")
        .doesNotContain("nearest");
  }

  @Test
  void a_prerelease_is_taken_only_where_there_is_no_release_and_said_to_be_one() {
    rooms.withTags("v1.34.0-rc.1", "v1.34.0-rc.0");

    assertThat(resolve("x/k8s")).isZero();
    assertThat(session.out()).isEqualTo("x/k8s:v1.34.0-rc.1\n");
    assertThat(session.err()).contains("v1.34.0-rc.1 is a prerelease.");
    rooms.withTags("v1.34.0-rc.1", "v1.33.1");
    assertThat(resolve("x/k8s")).isZero();
    assertThat(session.out()).isEqualTo("x/k8s:v1.33.1\n");
  }

  @Test
  void a_registry_that_does_not_tell_is_no_answer() {
    rooms.withTags(new TagLookup.Unavailable("Nobody answered.", "Try again later."));

    assertThat(resolve("x/k8s")).isEqualTo(3);
    assertThat(session.out()).isEmpty();
    assertThat(session.err()).isEqualTo("bulkhead: Nobody answered.\nremedy: Try again later.\n");
  }

  @Test
  void a_repository_that_does_not_exist_has_nothing_that_fits() {
    rooms.withTags(new TagLookup.NoRepository("docker.io", "404 NAME_UNKNOWN"));

    assertThat(resolve("clastix/kubektl")).isEqualTo(1);
    assertThat(session.err())
        .isEqualTo(
            """
            bulkhead: docker.io says that there is no repository clastix/kubektl (404 NAME_UNKNOWN).
            remedy: Check the image's name.
            """);
  }

  @Test
  void an_image_that_nobody_tells_of_is_not_replaced_by_an_older_one() {
    rooms
        .with((_, _) -> new ImageLookup.Unavailable("It limits requests (429).", "Log in."))
        .withTags("v1.34.2", "v1.34.1", "v1.33.0");

    assertThat(resolve("x/k8s")).isEqualTo(3);
    assertThat(session.out()).isEmpty();
    assertThat(session.err())
        .isEqualTo(
            """
            bulkhead: v1.34.2 is the first to take, but nobody told whether it can be used.
            It limits requests (429).
            remedy: Log in.
            """);
  }

  @Test
  void a_list_that_is_not_whole_proves_no_absence() {
    rooms.withTags(
        new TagLookup.Listed(
            List.of("r"), List.of("v1.31"), List.of("r did not tell all of its tags.")));

    assertThat(resolve("x/k8s")).isEqualTo(3);
    assertThat(session.err()).contains("There may be other tags: r did not tell all of its tags.");
    rooms.withTags(new TagLookup.Listed(List.of("r"), List.of("v1.34"), List.of("It broke off.")));
    assertThat(resolve("x/k8s")).isZero();
    assertThat(session.err()).contains("There may be other tags: It broke off.");
  }

  @Test
  void a_program_gets_the_same_as_json_whatever_the_answer() {
    rooms.withTags("v1.34.2-amd64", "v1.34.1");

    assertThat(resolve("x/k8s", "--platform", "linux/arm64", "--format", "json")).isZero();
    assertThat(session.err()).isEmpty();
    assertThat(session.out())
        .isEqualTo(
            """
            {
              "schemaVersion" : "1.0",
              "tool" : {
                "name" : "bulkhead",
                "version" : "%s"
              },
              "image" : "docker.io/x/k8s",
              "pattern" : "",
              "kubeVersion" : "1.34",
              "skew" : 1,
              "platforms" : [
                "linux/arm64"
              ],
              "found" : "yes",
              "reference" : "x/k8s:v1.34.1",
              "tag" : "v1.34.1",
              "digest" : "%s",
              "reasons" : [
                "v1.34.1 is the newest tag of x/k8s for Kubernetes 1.34, and has linux/arm64.",
                "v1.34.2-amd64 was passed over: it has no linux/arm64, only linux/amd64."
              ],
              "remedy" : "",
              "passedOver" : [
                {
                  "tag" : "v1.34.2-amd64",
                  "why" : "has no linux/arm64, only linux/amd64"
                }
              ],
              "nearest" : [ ],
              "exitStatus" : 0
            }
            """
                .formatted(Version.current(), DIGEST));
    rooms.withTags("v1.30");
    assertThat(resolve("x/k8s", "--format", "json")).isEqualTo(1);
    assertThat(session.out()).contains("\"found\" : \"no\"", "\"v1.30\"", "\"exitStatus\" : 1");
    rooms.withTags(new TagLookup.Unavailable("Nobody answered.", "Try again later."));
    assertThat(resolve("x/k8s", "--format", "json")).isEqualTo(3);
    assertThat(session.out()).contains("\"found\" : \"unknown\"", "\"Try again later.\"");
  }

  @Test
  void without_a_version_the_newest_minor_counts_and_old_data_is_told() {
    rooms.withTags("v1.37.0", "v1.34.0");

    assertThat(session.run("resolve", "x/k8s")).isZero();
    assertThat(session.out()).isEqualTo("x/k8s:v1.37.0\n");
    session.at("2027-12-01T00:00:00Z");
    session.run("resolve", "x/k8s");
    assertThat(session.err()).contains("days old: state --kube-version");
    assertThat(resolve("x/k8s")).isZero();
    assertThat(session.err()).doesNotContain("days old");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x/k8s:v1.32           | does not say where the minor version stands | Write v{major}.{minor} for
          x/k8s:                | does not say where the minor version stands | no pattern
          x/k8s:{version}       | There is no {version} to fill               | {patch}
          x/k8s@sha256:abc      | it holds an @                               | Name the image alone
          me:hunter2@r.example/x| it holds an @                               | Name the image alone
          X/y z                 | white space                                 | Write it as in
          https://r.example/x   | has no scheme                               | Write it as in
          a//b                  | names no image                              | Write it as in
          """)
  void what_names_no_image_and_form_is_told_with_a_remedy(
      String image, String cause, String remedy) {
    assertThat(resolve(image)).isEqualTo(2);
    assertThat(session.err())
        .startsWith("bulkhead: IMAGE[:PATTERN]: ")
        .contains(cause, remedy)
        .doesNotContain("hunter2");
    assertThat(session.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --skew=x             | "x" is no number of minors
          --skew=-1            | "-1" is no number of minors
          --skew=21            | from 0 to 20
          --platform=linux     | "linux" is not a platform
          --format=text        | Write value or json.
          --kube-version=1.99  | from 1.19 to 1.38
          --kube-version=1.30..1.34 | is not a version of Kubernetes
          """)
  void an_option_that_cannot_be_read_is_told(String option, String cause) {
    assertThat(session.run("resolve", "x/k8s", option)).isEqualTo(2);
    assertThat(session.err()).contains(cause, "Try `bulkhead resolve --help`.");
  }

  @Test
  void an_image_must_be_named() {
    assertThat(session.run("resolve")).isEqualTo(2);
    assertThat(session.err()).contains("No image is named.\nremedy: Name one");
  }

  @Test
  void an_interrupted_search_ends_with_the_status_of_the_signal() {
    rooms.withTags("v1.34.0");
    session.stop.request(Stop.Reason.TERMINATED);

    assertThat(resolve("x/k8s")).isEqualTo(143);
    assertThat(session.err()).contains("were not looked up: the run was interrupted.");
  }

  @Test
  void a_search_whose_time_is_over_says_so() {
    session.stop.request(Stop.Reason.TIMEOUT);

    assertThat(resolve("x/k8s", "--timeout", "7s")).isEqualTo(3);
    assertThat(session.err())
        .contains("were not looked up: the 7s of --timeout were over.", "Allow more time");
  }

  @Test
  void help_teaches_with_examples_and_exit_statuses() {
    for (String command : List.of("resolve", "lag")) {
      assertThat(session.run(command, "--help")).isZero();
      assertThat(session.out())
          .contains("Examples:", "Exit status:", "--registry-mirror", "'bitnami/kubectl:{major}");
      assertThat(session.out().lines()).allMatch(line -> line.length() <= 96);
    }
  }

  @Test
  void nothing_in_a_tag_or_reason_steers_the_terminal() {
    rooms.withTags(new TagLookup.Unavailable("Bad \u001b[2J word.", "Try \u0007."));

    resolve("x/k8s");

    assertThat(session.err()).contains("Bad \\x1b[2J word.").doesNotContain("\u001b");
  }
}
