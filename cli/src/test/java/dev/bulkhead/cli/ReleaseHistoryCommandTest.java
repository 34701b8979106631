package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.registry.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository whose manifests are edited after the tag is made. */
class ReleaseHistoryCommandTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final long DAY = 86_400;

  @TempDir Path temp;
  private Path folder = Path.of("");
  private Session session = new Session(new FakeRooms(), Path.of("/"));
  private int commits;

  @BeforeEach
  void open() {
    folder = temp.resolve("keeper");
    session = new Session(new RoomsWithImages(Images.NONE), temp.resolve("cache"));
  }

  /** Commits a manifest that deploys the tag, and tags the commit. */
  private void release(String tag, String deployed) throws IOException, GitAPIException {
    Path deploy = Files.createDirectories(folder.resolve("deploy"));
    Files.writeString(
        deploy.resolve("keeper.yaml"),
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: keeper }
        spec:
          template:
            spec:
              containers:
                - { name: keeper, image: "registry.example/team/keeper:%s" }
        """
            .formatted(deployed));
    commit(tag);
  }

  private void commit(String tag) throws GitAPIException {
    var now = new PersonIdent("t", "t@t", FIRST.plusSeconds(commits++ * DAY), ZoneOffset.UTC);
    try (var git = Git.init().setDirectory(folder.toFile()).call()) {
      git.add().addFilepattern(".").call();
      git.commit().setMessage(tag).setAuthor(now).setCommitter(now).setSign(false).call();
      git.tag().setName(tag).setAnnotated(false).call();
    }
  }

  private int history(String... more) {
    var arguments = new ArrayList<>(List.of("release", "history", "--repo", "" + folder));
    arguments.addAll(List.of(more));
    return session.run(arguments.toArray(String[]::new));
  }

  @Test
  void releases_that_deploy_an_older_one_are_told_and_fail() throws IOException, GitAPIException {
    release("v0.1.0", "v0.1.0");
    release("v0.2.0", "v0.1.0");
    release("v0.3.0", "v0.2.0");
    release("v0.4.0", "v0.4.0");

    assertThat(history()).isEqualTo(1);
    assertThat(session.out())
        .startsWith(
            """
            keeper: what 4 releases deploy

            release  date        deploys  verdict   why
            v0.4.0   2026-01-04  v0.4.0   healthy
            v0.3.0   2026-01-03  v0.2.0   violated  version-drift: 1 behind
            v0.2.0   2026-01-02  v0.1.0   violated  version-drift: 1 behind
            v0.1.0   2026-01-01  v0.1.0   healthy

            error version-drift  deploy/keeper.yaml:8:""")
        .contains("  in: v0.3.0, v0.2.0 (2 releases)\n")
        .endsWith(
            """
            2 of 4 releases deploy another version than their tag, up to 1 release behind.
            2 releases are healthy: the first is v0.1.0, the last v0.4.0.
            The longest run of drift is 2 releases, v0.2.0 to v0.3.0.
            What a moved tag hid cannot be seen in git alone, and there is no record of what the tags were when they were released (release.lock).

            4 releases: 2 healthy, 2 violated, 0 unproven
            """);
  }

  @Test
  void only_the_releases_that_are_shown_decide() throws IOException, GitAPIException {
    release("v0.1.0", "v0.1.0");
    release("v0.2.0", "v0.1.0");
    release("v0.3.0", "v0.3.0");

    assertThat(history("--most", "1")).isZero();
    assertThat(session.out())
        .startsWith("keeper: what 1 release deploys\n")
        .contains("note: Of 3 releases, the newest 1 are shown; --most shows more.");
    assertThat(history("--tags", "v0.1.*")).isZero();
    assertThat(history("--tags", "v0.2*")).isEqualTo(1);
  }

  @Test
  void candidates_are_shown_when_asked_for_or_where_there_is_nothing_else()
      throws IOException, GitAPIException {
    release("v0.1.0-rc.1", "v0.1.0-rc.1");
    assertThat(history()).isZero();
    assertThat(session.out()).contains("v0.1.0-rc.1  2026-01-01");

    release("v0.1.0", "v0.1.0");
    assertThat(history()).isZero();
    assertThat(session.out()).doesNotContain("v0.1.0-rc.1");
    assertThat(history("--prereleases")).isZero();
    assertThat(session.out()).contains("v0.1.0-rc.1");
  }

  @Test
  void a_stream_is_chosen_by_what_stands_before_the_version() throws IOException, GitAPIException {
    release("v0.1.0", "v0.1.0");
    release("agent-0.6.0", "v0.1.0");
    release("agent-0.7.0", "v0.1.0");

    assertThat(history("--stream", "")).isZero();
    assertThat(session.out()).contains("v0.1.0 ").doesNotContain("agent-");
    assertThat(history("--stream", "agnt-")).isEqualTo(2);
    assertThat(session.err())
        .contains("keeper has no stream of releases called \"agnt-\".")
        .contains("remedy: Name one of: \"\" (v0.1.0), \"agent-\" (agent-0.7.0).");
  }

  @Test
  void each_form_is_written_where_it_is_wanted() throws IOException, GitAPIException {
    release("v0.1.0", "v0.1.0");
    Path page = temp.resolve("history.html");

    assertThat(history("--format", "html", "--output", page.toString())).isZero();
    assertThat(page).content().startsWith("<!DOCTYPE html>").contains("keeper: what 1 release");
    assertThat(history("--format", "markdown")).isZero();
    assertThat(session.out()).startsWith("# keeper: what 1 release deploys\n");
    assertThat(history("--format", "json")).isZero();
    assertThat(session.out()).contains("\"tag\" : \"v0.1.0\"");
  }

  @Test
  void what_cannot_be_used_is_refused_with_a_remedy() throws IOException, GitAPIException {
    Files.createDirectories(folder);
    assertThat(history()).isEqualTo(2);
    assertThat(session.err()).contains("There is no git repository in");

    Files.writeString(folder.resolve("a.txt"), "a");
    commit("nightly");
    assertThat(history()).isEqualTo(2);
    assertThat(session.err())
        .contains("No tag of keeper names a version.", "remedy: Fetch the tags");

    release("v0.1.0", "v0.1.0");
    assertThat(history("--tags", "x*")).isEqualTo(2);
    assertThat(session.err())
        .contains(
            "None of the 1 releases of keeper matches \"x*\".", "there are tags such as v0.1.0.");
    assertThat(history("--most", "0")).isEqualTo(2);
    assertThat(session.err()).contains("--most 0 is no number of releases.");
  }

  @Test
  void a_run_that_is_interrupted_says_so_by_its_status() throws IOException, GitAPIException {
    release("v0.1.0", "v0.1.0");
    session.stop.request(Stop.Reason.INTERRUPTED);

    assertThat(history()).isEqualTo(130);
    assertThat(session.out()).contains("The run was interrupted before everything was judged.");
  }
}
