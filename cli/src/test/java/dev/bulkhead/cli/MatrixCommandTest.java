package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.check.Check;
import dev.bulkhead.check.CheckOptions;
import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixCommandTest {
  private static final Images SILENT =
      (reference, platform) -> new ImageLookup.Unavailable("Nobody told.", "Ask again.");

  @TempDir Path temp;
  private final FakeRooms rooms = new FakeRooms();
  private Session session = new Session(rooms, Path.of("/"));

  @BeforeEach
  void open() {
    session = new Session(rooms, temp.resolve("cache"));
  }

  @Test
  void a_chart_is_judged_on_the_supported_versions_and_the_next() {
    rooms.with(FakeRooms.missing());

    assertThat(session.run("matrix", "chart")).isEqualTo(1);
    assertThat(session.out())
        .startsWith(
            """
            chart on Kubernetes 1.34 to 1.38

            release  1.34  1.35  1.36  1.37  1.38
            chart    no    no    no    no    no

            ok: proven, no: violated, ?: unproven.
            Not released yet: 1.38. What is missing for it does not decide the exit status.

            chart
              Is broken on every version, so not because of the version: registry.example has no registry.example/app:v1.

            violated image-missing
            """)
        .endsWith(
            """
            Judged with the defaults --platform linux/amd64 and --kube-version 1.34,1.35,1.36,1.37,1.38.
            0 proven, 5 violated, 0 unproven
            """);
    assertThat(rooms.options)
        .extracting(options -> options.clusters().toString())
        .containsExactlyInAnyOrder("[v1.34.0]", "[v1.35.0]", "[v1.36.0]", "[v1.37.0]", "[v1.38.0]");
  }

  @Test
  void a_chart_that_does_not_ask_for_the_version_is_rendered_once() {
    session.run("matrix", "chart", "--kube-version", "1.30..1.35");

    assertThat(rooms.requests).hasSize(1);
    assertThat(rooms.options).hasSize(6);
  }

  /** Charts that ask for the version, and refuse some. */
  private static final class Asking extends FakeRooms {
    @Override
    public Rendered read(String source, RenderRequest request, Evidence evidence) {
      var tree =
          SourceTree.of(
              source,
              Map.of(
                  "Chart.yaml",
                  "name: app".getBytes(StandardCharsets.UTF_8),
                  "templates/a.yaml",
                  "a: {{ .Capabilities.KubeVersion.Minor }}".getBytes(StandardCharsets.UTF_8)));
      return super.read(source, request, evidence).of(tree);
    }
  }

  @Test
  void a_chart_that_asks_for_the_version_is_rendered_on_each() {
    var asking = new Asking();

    new Session(asking, temp).run("matrix", "chart", "--kube-version", "1.30,1.33..1.34");

    assertThat(asking.requests)
        .extracting(RenderRequest::kubeVersion)
        .containsExactlyInAnyOrder(
            KubernetesVersion.of(1, 30, 0),
            KubernetesVersion.of(1, 33, 0),
            KubernetesVersion.of(1, 34, 0));
  }

  @Test
  void images_of_all_cells_are_looked_up_as_check_does_and_what_is_not_known_is_unproven() {
    rooms.with(SILENT);

    assertThat(session.run("matrix", "chart", "--kube-version", "1.30..1.31")).isEqualTo(3);
    assertThat(session.out())
        .contains("chart    ?     ?\n", "Nobody told.", "cells: chart on 1.30, 1.31\n")
        .contains("Not one claim that needs outside evidence could be decided.\n");
  }

  @Test
  void a_chart_of_several_that_cannot_be_read_is_a_row_and_the_status_tells() {
    var failing =
        new FakeRooms() {
          @Override
          public Rendered read(String source, RenderRequest request, Evidence evidence) {
            if (source.equals("chart-2")) {
              throw new UserError("It is no chart at all.", "Name another.");
            }
            return super.read(source, request, evidence);
          }
        };
    var both = new Session(failing.with(found()), temp);

    assertThat(both.run("matrix", "chart-1", "chart-2", "--kube-version", "1.30")).isEqualTo(2);
    assertThat(both.out())
        .contains("chart-1  ok\nchart-2  not read\n")
        .contains("chart-2\n  Was not read: It is no chart at all. Name another.\n")
        .contains(
            "Part of the input could not be read.\n1 proven, 0 violated, 0 unproven; 1 release not read\n");
    assertThat(both.run("matrix", "chart-2", "--kube-version", "1.30")).isEqualTo(2);
    assertThat(both.out()).isEmpty();
    assertThat(both.err()).isEqualTo("bulkhead: It is no chart at all.\nremedy: Name another.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "markdown", "json", "html"})
  void a_password_in_the_name_of_a_chart_is_never_told(String format) {
    var failing =
        new FakeRooms() {
          @Override
          public Rendered read(String source, RenderRequest request, Evidence evidence) {
            if (source.startsWith("oci:")) {
              throw new UserError(source + " is not there.", "Look at " + source + ".");
            }
            return super.read(source, request, evidence);
          }
        };
    var both = new Session(failing, temp);

    both.run("matrix", "chart", "oci://user:hunter2@registry.example/app", "--format", format);

    assertThat(both.out()).contains("registry.example/app").doesNotContain("hunter2");
  }

  @Test
  void what_is_no_chart_is_refused() {
    assertThat(session.run("matrix", "pod.yaml", "--kube-version", "1.30")).isEqualTo(2);
    assertThat(session.err()).startsWith("bulkhead: pod.yaml is no chart.\n");
  }

  @Test
  void values_are_used_for_every_release() {
    session.run("matrix", "chart-1", "chart-2", "--set", "a=b", "--kube-version", "1.30");

    assertThat(rooms.requests)
        .hasSize(2)
        .allMatch(request -> request.assignments().equals(List.of("a=b")));
  }

  @Test
  void what_the_time_does_not_suffice_for_is_unproven_and_says_so() {
    session.stop.request(Stop.Reason.TIMEOUT);

    assertThat(session.run("matrix", "chart", "--kube-version", "1.30..1.31")).isEqualTo(3);
    assertThat(session.out())
        .contains("chart    ?     ?\n")
        .contains("  Is unproven: It was not judged to the end: the 2m of --timeout were over.\n")
        .contains("The time was over before every source was read.\n");
  }

  @Test
  void a_signal_ends_the_run_with_what_is_known() {
    session.stop.request(Stop.Reason.INTERRUPTED);

    assertThat(session.run("matrix", "chart", "--kube-version", "1.30")).isEqualTo(130);
    assertThat(session.out()).contains("It was not judged to the end: the run was interrupted.");
  }

  @ParameterizedTest
  @CsvSource({
    "markdown, # chart on Kubernetes 1.30",
    "json, {",
    "html, <!DOCTYPE html>",
    "HTML, <!DOCTYPE html>"
  })
  void a_report_comes_in_the_form_that_is_asked_for_to_where_it_is_wanted(
      String format, String start) throws IOException {
    Path file = temp.resolve("matrix.out");

    session.run(
        "matrix", "chart", "--kube-version", "1.30", "--format", format, "--output", "" + file);

    assertThat(session.out()).isEmpty();
    assertThat(Files.readString(file)).startsWith(start);
  }

  @Test
  void a_command_line_without_sense_is_refused() {
    assertThat(session.run("matrix")).isEqualTo(2);
    assertThat(session.err())
        .startsWith("bulkhead: Nothing to judge.\nremedy: Name a chart, or with --git the path");
    assertThat(session.run("matrix", "chart", "--tags", "v*")).isEqualTo(2);
    assertThat(session.err())
        .startsWith("bulkhead: --tags v* says which tags are meant, and no repository is named.\n");
    assertThat(session.run("matrix", "chart", "--most", "0")).isEqualTo(2);
    assertThat(session.err()).startsWith("bulkhead: --most 0 is not between 1 and 10,000.\n");
    assertThat(session.run("matrix", "chart", "--format", "pdf")).isEqualTo(2);
    assertThat(session.err()).contains("Write text or markdown or json or html.");
    assertThat(session.run("matrix", "chart", "--tags", "", "--git", ".")).isEqualTo(2);
    assertThat(session.err()).startsWith("bulkhead: --tags: An empty pattern means no tag.\n");
  }

  private Path repository(String... tags) throws IOException, GitAPIException {
    Path folder = temp.resolve("repo");
    try (var git = Git.init().setDirectory(folder.toFile()).call()) {
      for (String tag : tags) {
        Path chart = Files.createDirectories(folder.resolve("charts/app"));
        Files.writeString(chart.resolve("Chart.yaml"), "name: app # " + tag);
        git.add().addFilepattern(".").call();
        git.commit()
            .setMessage(tag)
            .setAuthor("t", "t@t")
            .setCommitter("t", "t@t")
            .setSign(false)
            .call();
        git.tag().setName(tag).setAnnotated(false).call();
      }
    }
    return folder;
  }

  private int ofTags(Path folder, String... more) {
    var arguments = new ArrayList<>(List.of("matrix", "charts/app", "--git", "" + folder));
    arguments.addAll(List.of("--kube-version", "1.30..1.31"));
    arguments.addAll(List.of(more));
    return session.run(arguments.toArray(String[]::new));
  }

  @Test
  void tags_are_releases_newest_first() throws IOException, GitAPIException {
    rooms.with(found());
    Path folder = repository("v0.9.0", "v0.10.0", "v0.10.0-rc.1", "other", "x-1");

    assertThat(ofTags(folder, "--tags", "v*")).isZero();
    assertThat(session.out())
        .contains("v0.10.0       ok    ok\nv0.9.0        ok    ok\nv0.10.0-rc.1  ok    ok\n")
        .doesNotContain("other", "x-1");
    assertThat(ofTags(folder, "--tags", "?-1")).isZero();
    assertThat(session.out()).contains("x-1      ok    ok\n");
  }

  private static Images found() {
    return (reference, platform) ->
        new ImageLookup.PlatformMissing(Digest.sha256("ab".repeat(32)), "x", new TreeSet<>());
  }

  @Test
  void of_many_tags_the_newest_are_taken_and_the_rest_is_told()
      throws IOException, GitAPIException {
    Path folder = repository("v1.0.0", "v2.0.0", "v3.0.0");

    ofTags(folder, "--most", "2");

    assertThat(session.out())
        .startsWith("charts/app at 2 tags of %s on Kubernetes 1.30, 1.31\n".formatted(folder))
        .contains("note: Of 3 tags that match *, the newest 2 are shown; --most shows more.\n")
        .doesNotContain("v1.0.0");
  }

  @Test
  void tags_of_the_same_files_are_judged_once() throws IOException, GitAPIException {
    Path folder = repository("v1.0.0");
    try (var git = Git.open(folder.toFile())) {
      git.tag().setName("v1.0.1").setAnnotated(false).call();
    }

    ofTags(folder);

    assertThat(session.out()).contains("v1.0.1", "v1.0.0");
    assertThat(rooms.requests).hasSize(1);
  }

  @Test
  void the_newest_release_alone_decides_the_status_unless_asked_otherwise()
      throws IOException, GitAPIException {
    Path folder = repository("v1.0.0", "v2.0.0");
    var old = new OldBroken();
    session = new Session(old, temp.resolve("cache"));

    assertThat(ofTags(folder)).isZero();
    assertThat(session.out()).contains("v2.0.0   ok    ok\nv1.0.0   no    no\n");
    assertThat(ofTags(folder, "--fail-on", "any")).isEqualTo(1);
    assertThat(ofTags(folder, "--fail-on", "never")).isZero();
    assertThat(ofTags(folder, "--tags", "v1*")).isEqualTo(1);
    assertThat(ofTags(folder, "--tags", "v1*", "--fail-on", "never")).isZero();
  }

  /** Images are there for all but the first release. */
  private static final class OldBroken extends FakeRooms {
    @Override
    public Check.Judgement judge(Inventory inventory, CheckOptions wanted, Images answers) {
      boolean isOld = inventory.objects().getFirst().origin().source().endsWith("@v1.0.0");
      return super.judge(inventory, wanted, isOld ? missing() : found());
    }
  }

  @Test
  void a_version_that_is_not_released_yet_decides_nothing() {
    var next =
        new FakeRooms() {
          @Override
          public Check.Judgement judge(Inventory inventory, CheckOptions wanted, Images answers) {
            boolean isNext = wanted.clusters().getFirst().minor() == 38;
            return super.judge(inventory, wanted, isNext ? missing() : found());
          }
        };

    assertThat(new Session(next, temp).run("matrix", "chart", "--kube-version", "1.37..1.38"))
        .isZero();
  }

  @Test
  void a_tag_without_the_chart_is_a_row_and_no_failure() throws IOException, GitAPIException {
    Path folder = repository("v2.0.0");
    try (var git = Git.open(folder.toFile())) {
      git.rm().addFilepattern("charts/app/Chart.yaml").call();
      git.commit()
          .setMessage("gone")
          .setAuthor("t", "t@t")
          .setCommitter("t", "t@t")
          .setSign(false)
          .call();
      git.tag().setName("v1.0.0").setAnnotated(false).call();
    }
    rooms.with(found());

    assertThat(ofTags(folder)).isZero();
    assertThat(session.out())
        .contains("v2.0.0   ok    ok\nv1.0.0   not read\n")
        .contains("  Was not read: There is no folder charts/app at this tag. ");
    assertThat(ofTags(folder, "--tags", "v1*")).isEqualTo(2);
    assertThat(session.err())
        .isEqualTo(
            """
            bulkhead: There is no folder charts/app at this tag.
            remedy: Name a path from the root of the repository.
            """);
  }

  @Test
  void a_repository_without_such_tags_is_told_what_it_has() throws IOException, GitAPIException {
    Path folder = repository("v1.0.0", "v1.1.0");

    assertThat(ofTags(folder, "--tags", "w*")).isEqualTo(2);
    assertThat(session.err())
        .isEqualTo(
            """
            bulkhead: None of the 2 tags of %s matches "w*".
            remedy: Write a pattern such as 'v1.*'; the newest tag is v1.1.0.
            """
                .formatted(folder));
    assertThat(ofTags(temp)).isEqualTo(2);
    assertThat(session.err())
        .isEqualTo(
            """
            bulkhead: There is no git repository in %s.
            remedy: Name a git repository, bare or with a work tree.
            """
                .formatted(temp));
  }
}
