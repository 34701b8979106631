package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.TagLookup;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LagCommandTest {
  @TempDir Path cache;
  private final FakeRooms rooms = new FakeRooms();
  private Session session = new Session(rooms, Path.of("/"));

  @BeforeEach
  void open() {
    session = new Session(rooms, cache).at("2026-09-16T00:00:00Z");
  }

  @Test
  void minors_without_a_tag_are_told_with_the_days_since_their_release() {
    rooms.withTags("v1.36.1", "v1.36.2", "v1.34", "v1.35.0-rc.1", "latest", "v1.20.1");

    assertThat(session.run("lag", "clastix/kubectl")).isEqualTo(1);
    assertThat(session.out())
        .isEqualTo(
            """
            clastix/kubectl, for each minor of Kubernetes that is supported on 2026-09-16 (known as of 2026-09-15):

              1.37  missing  since 2026-08-26, 21 days
              1.36  v1.36.2; 1.36.4 is missing since 2026-08-20, 27 days, and 1 before it
              1.35  missing  since 2025-12-17, 273 days; only v1.35.0-rc.1, a prerelease
              1.34  v1.34

            clastix/kubectl has no tag for Kubernetes 1.37 and 1.35.
            remedy: Publish clastix/kubectl for 1.37 and 1.35.
            """);
    assertThat(session.err()).isEmpty();
  }

  @Test
  void an_image_with_a_tag_for_each_minor_does_not_lag() {
    rooms.withTags("1.37", "1.36", "1.35", "1.34");

    assertThat(session.run("lag", "clastix/kubectl")).isZero();
    assertThat(session.out())
        .endsWith("clastix/kubectl has a tag for every minor of Kubernetes that is supported.\n");
  }

  @Test
  void only_what_is_released_and_supported_on_the_day_counts() {
    rooms.withTags("1.36", "1.35", "1.34");

    assertThat(session.at("2026-08-25T23:59:59Z").run("lag", "x/k8s")).isZero();
    assertThat(session.at("2026-08-26T00:00:00Z").run("lag", "x/k8s")).isEqualTo(1);
    assertThat(session.out()).contains("1.37  missing  since 2026-08-26, 0 days\n");
    assertThat(session.at("2026-08-27T00:00:00Z").run("lag", "x/k8s")).isEqualTo(1);
    assertThat(session.out()).contains(", 1 day\n");
    session.at("2026-10-28T00:00:00Z").run("lag", "x/k8s");
    assertThat(session.out()).doesNotContain("1.34");
  }

  @Test
  void a_form_of_tags_can_be_asked_for() {
    rooms.withTags("1.37.0", "1.36.0", "1.35.0", "1.34", "v1.34.0");

    assertThat(session.run("lag", "x/k8s:{major}.{minor}.{patch}")).isEqualTo(1);
    assertThat(session.out())
        .contains("x/k8s has no tag of the form {major}.{minor}.{patch} for Kubernetes 1.34.");
  }

  @Test
  void a_platform_can_be_asked_for_and_otherwise_images_are_not_looked_at() {
    rooms
        .with(
            (_, platform) ->
                new ImageLookup.PlatformMissing(
                    Digest.sha256("ab".repeat(32)),
                    "registry.example",
                    new TreeSet<>(List.of(Platform.LINUX_AMD64))))
        .withTags("1.37", "1.36", "1.35", "1.34");

    assertThat(session.run("lag", "x/k8s")).isZero();
    assertThat(session.run("lag", "x/k8s", "--platform", "linux/arm64")).isEqualTo(1);
    assertThat(session.out())
        .contains("273 days; 1.35 has no linux/arm64, only linux/amd64\n")
        .contains("for Kubernetes 1.37, 1.36, 1.35 and 1.34.");
  }

  @Test
  void a_registry_that_does_not_tell_is_no_answer() {
    rooms.withTags(new TagLookup.Unavailable("Nobody answered.", "Try again later."));

    assertThat(session.run("lag", "x/k8s")).isEqualTo(3);
    assertThat(session.out()).isEmpty();
    assertThat(session.err()).isEqualTo("bulkhead: Nobody answered.\nremedy: Try again later.\n");
  }

  @Test
  void an_image_that_nobody_tells_of_is_not_known_to_be_missing() {
    rooms
        .with((_, _) -> new ImageLookup.Unavailable("It limits requests (429).", "Log in."))
        .withTags("1.37", "1.36", "1.35", "1.34");

    assertThat(session.run("lag", "x/k8s", "--platform", "linux/arm64")).isEqualTo(3);
    assertThat(session.out())
        .contains("1.37  not known: nobody told of 1.37: It limits requests (429).\n")
        .contains("Whether x/k8s has a tag for Kubernetes 1.37, 1.36, 1.35 and 1.34 is not known.");
  }

  @Test
  void a_list_that_is_not_whole_proves_no_absence() {
    rooms.withTags(
        new TagLookup.Listed(
            List.of("r"), List.of("1.37", "1.36"), List.of("r did not tell all of its tags.")));

    assertThat(session.run("lag", "x/k8s")).isEqualTo(3);
    assertThat(session.out())
        .contains("  1.36  1.36\n  1.35  not known\n", "r did not tell all of its tags.");
  }

  @Test
  void a_repository_that_does_not_exist_lacks_every_minor() {
    rooms.withTags(new TagLookup.NoRepository("docker.io", "404 NAME_UNKNOWN"));

    assertThat(session.run("lag", "x/k8s")).isEqualTo(1);
    assertThat(session.out())
        .contains("1.34  missing", "docker.io says that there is no repository x/k8s (404");
  }

  @Test
  void a_program_gets_the_same_as_json() {
    rooms.withTags("1.37", "1.36", "1.35");

    assertThat(session.run("lag", "x/k8s", "--format", "json")).isEqualTo(1);
    assertThat(session.out())
        .startsWith(
            """
            {
              "schemaVersion" : "1.1",
              "tool" : {
                "name" : "bulkhead",
                "version" : "%s"
              },
              "image" : "docker.io/x/k8s",
              "pattern" : "",
              "platforms" : [ ],
              "day" : "2026-09-16",
              "minorsAsOf" : "2026-09-15",
              "patchesAsOf" : "2026-08-22",
              "notes" : [ ],
              "complete" : "no",
              "minors" : [
                {
                  "minor" : "1.37",
                  "released" : "2026-08-26",
                  "days" : 21,
                  "published" : "yes",
                  "tag" : "1.37",
                  "note" : "",
                  "missingPatches" : [ ]
                },
            """
                .formatted(Version.current()))
        .endsWith(
            """
              "missing" : [
                "1.34"
              ],
              "missingPatches" : [ ],
              "reasons" : [
                "x/k8s has no tag for Kubernetes 1.34."
              ],
              "remedy" : "Publish x/k8s for 1.34.",
              "exitStatus" : 1
            }
            """);
  }

  @Test
  void data_that_is_old_is_told() {
    rooms.withTags("1.37");
    session.at("2027-06-01T00:00:00Z");

    session.run("lag", "x/k8s");
    assertThat(session.err())
        .isEqualTo(
            "The list of Kubernetes versions is 259 days old: newer minors may be missing from it;"
                + " update Bulkhead.\n");
    session.run("lag", "x/k8s", "--format", "json");
    assertThat(session.out()).contains("is 259 days old");
    assertThat(session.err()).isEmpty();
  }

  @Test
  void where_every_known_minor_is_out_of_support_nothing_is_said_to_be_complete() {
    rooms.withTags("1.37", "1.36", "1.35", "1.34");

    assertThat(session.at("2029-01-01T00:00:00Z").run("lag", "x/k8s")).isEqualTo(3);
    assertThat(session.out()).isEmpty();
    assertThat(session.err())
        .contains("Bulkhead knows no minor of Kubernetes that is supported on 2029-01-01.");
  }

  @Test
  void an_interrupted_search_ends_with_the_status_of_the_signal() {
    rooms.withTags("v1.34.0");
    session.stop.request(Stop.Reason.INTERRUPTED);

    assertThat(session.run("lag", "x/k8s")).isEqualTo(130);
  }

  @Test
  void a_patch_without_a_tag_counts_where_that_is_asked_for() {
    rooms.withTags("1.37", "v1.36.3", "1.35.8", "1.34.11");

    assertThat(session.run("lag", "x/k8s")).isZero();
    assertThat(session.out())
        .contains("  1.36  v1.36.3; 1.36.4 is missing since 2026-08-20, 27 days\n");
    assertThat(session.run("lag", "x/k8s", "--patches")).isEqualTo(1);
    assertThat(session.out())
        .endsWith("x/k8s has no tag for Kubernetes 1.36.4.\nremedy: Publish x/k8s for 1.36.4.\n");
  }

  @Test
  void a_patch_that_comes_later_is_not_missed_yet_nor_one_of_tags_that_are_of_no_patch() {
    rooms.withTags("1.36", "v1.35.7", "1.34.10", "1.37");

    assertThat(session.at("2026-08-19T00:00:00Z").run("lag", "x/k8s", "--patches")).isZero();
    assertThat(session.at("2026-08-20T00:00:00Z").run("lag", "x/k8s", "--patches")).isEqualTo(1);
    assertThat(session.out())
        .contains("  1.36  1.36\n", "1.35.8 is missing since 2026-08-20, 0 days\n");
  }

  @Test
  void the_patches_that_come_along_are_of_known_minors_and_fall() {
    var patches = KubernetesPatches.shipped().patches();
    for (int i = 1; i < patches.size(); i++) {
      assertThat(patches.get(i).version()).isLessThan(patches.get(i - 1).version());
    }
    for (KubernetesMinors.Minor minor : KubernetesMinors.shipped().minors()) {
      patches.stream()
          .filter(one -> one.version().equals(minor.version()))
          .forEach(one -> assertThat(one.released()).isEqualTo(minor.released()));
    }
  }
}
