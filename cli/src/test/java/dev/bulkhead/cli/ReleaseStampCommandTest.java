package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.registry.http.RegistryListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseStampCommandTest {
  private static final String OLD = "sha256:" + "ab".repeat(32);
  private static final String NEW = "sha256:" + "cd".repeat(32);

  @TempDir Path temp;
  private Path repository = Path.of("");
  private Session session = new Session(new FakeRooms(), Path.of("/"));

  @BeforeEach
  void open() {
    repository = temp.resolve("keeper");
    Path cache = temp.resolve("cache");
    var composition =
        new Composition(new Session(new FakeRooms(), cache).surroundings(), RegistryListener.NONE);
    session = new Session(composition, cache);
  }

  private ReleaseStampCommandTest with(String path, String text) throws IOException {
    Path file = repository.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  private void release(String... tags) throws GitAPIException {
    try (var git = Git.init().setDirectory(repository.toFile()).call()) {
      git.add().addFilepattern(".").call();
      git.commit()
          .setMessage("m")
          .setAuthor("t", "t@t")
          .setCommitter("t", "t@t")
          .setSign(false)
          .call();
      for (String tag : tags) {
        git.tag().setName(tag).setAnnotated(false).call();
      }
    }
  }

  private int stamp(String... arguments) {
    var all = new ArrayList<>(List.of("release", "stamp", "--repo", repository.toString()));
    all.addAll(List.of(arguments));
    return session.run(all.toArray(String[]::new));
  }

  private String text(String path) throws IOException {
    return Files.readString(repository.resolve(path));
  }

  private static String deployment(String image) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: keeper }
    spec:
      template:
        spec:
          containers:
            - name: keeper
              image: %s # ours
            - { name: proxy, image: "registry.example/proxy:v0.30.0" }
    """
        .formatted(image);
  }

  private void descheduled() throws IOException, GitAPIException {
    with("deploy/keeper.yaml", deployment("registry.example/keeper:v0.29.0"));
    with("VERSION", "0.29.0\n");
    with("README.md", "kubectl apply -k github.com/org/keeper//deploy?ref=v0.29.0\r\n");
    release("v0.29.0");
  }

  @Test
  void every_place_is_stamped_and_what_follows_is_told() throws Exception {
    descheduled();

    assertThat(stamp("v0.30.0")).isZero();

    assertThat(session.out())
        .isEqualTo(
            """
            Stamped with v0.30.0: 3 places of 3 files.
              README.md:1:52           v0.29.0 -> v0.30.0
              VERSION:1:1              0.29.0 -> 0.30.0
              deploy/keeper.yaml:9:42  v0.29.0 -> v0.30.0

            What follows, in this order:
              bulkhead release verify --worktree --as v0.30.0 --promise
                  Proves that all agree while it can still be mended; images may come later, as promised in release.lock.
              git add README.md VERSION deploy/keeper.yaml release.lock && git commit -m "Release v0.30.0"
                  A tag names a commit, so that what was stamped has to be in one first.
              git tag -a v0.30.0 -m v0.30.0
                  The tag comes before the image, which can then be built from what the tag names.
              git push --atomic origin HEAD v0.30.0
                  Both or neither: a tag of a commit that no branch holds is soon lost.
              (build and push registry.example/keeper:v0.30.0 from the tag)
                  Whoever deploys the tag asks for exactly this; built from the tag, it names its commit.
              bulkhead release verify --tag v0.30.0 --record
                  Redeems the promise, and writes down what was released, so that no later change hides.
              git add release.lock && git commit -m "Record v0.30.0"
                  The record is found by whoever verifies later, and by the next release.
            """);
    assertThat(text("VERSION")).isEqualTo("0.30.0\n");
    assertThat(text("README.md"))
        .isEqualTo("kubectl apply -k github.com/org/keeper//deploy?ref=v0.30.0\r\n");
    assertThat(text("deploy/keeper.yaml")).isEqualTo(deployment("registry.example/keeper:v0.30.0"));
  }

  @Test
  void stamping_again_changes_nothing_and_says_so() throws Exception {
    descheduled();
    stamp("v0.30.0");

    assertThat(stamp("v0.30.0")).isZero();
    assertThat(session.out())
        .startsWith("All 3 places state v0.30.0.\n\nWhat follows")
        .contains("git add README.md VERSION deploy/keeper.yaml release.lock && git commit");
    assertThat(stamp("v0.30.0", "--check")).isZero();
    assertThat(session.out()).isEmpty();
    assertThat(session.err()).isEqualTo("All 3 places state v0.30.0.\n");
  }

  @Test
  void the_tag_is_spelled_as_the_tags_before() throws Exception {
    descheduled();

    stamp("0.30.0");

    assertThat(session.out()).contains("git tag -a v0.30.0 -m v0.30.0");
  }

  @Test
  void check_ends_with_1_and_the_difference_and_writes_nothing() throws Exception {
    descheduled();

    assertThat(stamp("v0.30.0", "--check")).isEqualTo(1);

    assertThat(session.out())
        .startsWith(
            "diff --git a/README.md b/README.md\n--- a/README.md\n+++ b/README.md\n@@ -1 +1 @@\n")
        .contains("\n+          image: registry.example/keeper:v0.30.0 # ours\n");
    assertThat(session.err())
        .isEqualTo(
            """
            bulkhead: Not stamped with v0.30.0: 3 places of 3 files.
            remedy: Run `bulkhead release stamp v0.30.0`, and commit what it writes.
            """);
    assertThat(text("VERSION")).isEqualTo("0.29.0\n");
  }

  @Test
  void the_difference_is_one_that_git_applies_to_the_same_end() throws Exception {
    descheduled();

    assertThat(stamp("v0.30.0", "--diff")).isZero();
    assertThat(session.err()).isEqualTo("Would be stamped with v0.30.0: 3 places of 3 files.\n");
    byte[] patch = session.out().getBytes(StandardCharsets.UTF_8);
    try (var git = Git.open(repository.toFile())) {
      git.apply().setPatch(new java.io.ByteArrayInputStream(patch)).call();
    }
    assertThat(stamp("v0.30.0", "--check")).isZero();
  }

  @Test
  void a_file_with_changes_that_are_not_committed_is_not_written_to_unless_told() throws Exception {
    descheduled();
    with("VERSION", "0.29.0\n\n");

    assertThat(stamp("v0.30.0")).isEqualTo(2);
    assertThat(session.err())
        .isEqualTo(
            """
            bulkhead: VERSION has changes that are not committed, and would be written to.
            remedy: Commit or stash them first, or write all the same with --dirty.
            """);
    assertThat(text("deploy/keeper.yaml")).contains("v0.29.0");

    assertThat(stamp("v0.30.0", "--dirty")).isZero();
    assertThat(text("VERSION")).isEqualTo("0.30.0\n\n");
  }

  @Test
  void changes_in_files_that_are_not_written_to_do_not_matter() throws Exception {
    descheduled();
    with("notes.txt", "mine");

    assertThat(stamp("v0.30.0")).isZero();
  }

  @Test
  void a_digest_has_to_be_given_and_until_then_nothing_at_all_is_written() throws Exception {
    with("deploy/keeper.yaml", deployment("registry.example/keeper:v0.29.0@" + OLD));
    with("VERSION", "0.29.0\n");
    release("v0.29.0");

    assertThat(stamp("v0.30.0")).isEqualTo(2);
    assertThat(session.err())
        .contains("bulkhead: deploy/keeper.yaml:9:50: The digest " + OLD)
        .contains("remedy: Give the new one with --digest registry.example/keeper=sha256:…")
        .endsWith("Nothing was written.\n");
    assertThat(text("VERSION")).isEqualTo("0.29.0\n");

    assertThat(stamp("v0.30.0", "--digest", "registry.example/keeper=" + NEW)).isZero();
    assertThat(text("deploy/keeper.yaml"))
        .isEqualTo(deployment("registry.example/keeper:v0.30.0@" + NEW));
  }

  @Test
  void a_digest_that_is_none_or_of_no_image_here_is_refused() throws Exception {
    descheduled();

    assertThat(stamp("v0.30.0", "--digest", "registry.example/keeper=abc")).isEqualTo(2);
    assertThat(session.err()).contains("--digest: No digest stands behind");
    assertThat(stamp("v0.30.0", "--digest", "registry.example/keeper:v1=" + NEW)).isEqualTo(2);
    assertThat(session.err()).contains("is no name of an image without a tag");
    assertThat(stamp("v0.30.0", "--digest", "registry.example/keepr=" + NEW)).isEqualTo(2);
    assertThat(session.err())
        .contains(
            "--digest is given for registry.example/keepr, which the repository does not ask for.",
            "remedy: Name one of registry.example/keeper.");
  }

  private void withChart(String version) throws IOException {
    with(
        "charts/keeper/Chart.yaml",
        "name: keeper\nversion: %s\nappVersion: v0.29.0\n".formatted(version));
    with(
        "charts/keeper/values.yaml",
        "image:\n  repository: registry.example/keeper\n  tag: v0.29.0\n");
  }

  @Test
  void a_chart_of_the_same_series_is_stamped_with_the_code() throws Exception {
    withChart("0.29.0");
    release("v0.29.0");

    assertThat(stamp("v0.30.0")).isZero();
    assertThat(text("charts/keeper/Chart.yaml"))
        .isEqualTo("name: keeper\nversion: 0.30.0\nappVersion: v0.30.0\n");
    assertThat(text("charts/keeper/values.yaml")).contains("tag: v0.30.0");
  }

  @Test
  void the_version_of_a_chart_with_a_series_of_its_own_is_left_unless_it_is_given()
      throws Exception {
    withChart("3.4.1");
    release("v0.29.0");

    assertThat(stamp("v0.30.0")).isZero();
    assertThat(text("charts/keeper/Chart.yaml"))
        .isEqualTo("name: keeper\nversion: 3.4.1\nappVersion: v0.30.0\n");
    assertThat(session.err())
        .isEqualTo(
            "note: The chart keeper (3.4.1) has a series of its own; --chart-version gives it a version, too.\n");

    assertThat(stamp("v0.30.0", "--chart-version", "3.5.0", "--dirty")).isZero();
    assertThat(text("charts/keeper/Chart.yaml")).contains("version: 3.5.0");
  }

  @Test
  void a_chart_with_tags_of_its_own_is_stamped_by_its_own_tag() throws Exception {
    descheduled();
    withChart("3.4.1");
    release("keeper-chart-3.4.0", "keeper-chart-3.4.1");

    assertThat(stamp("v0.30.0")).isZero();
    assertThat(text("charts/keeper/Chart.yaml")).contains("version: 3.4.1\nappVersion: v0.29.0");
    assertThat(stamp("keeper-chart-3.5.0")).isZero();
    assertThat(session.out()).contains("git tag -a keeper-chart-3.5.0");
    assertThat(text("charts/keeper/Chart.yaml"))
        .isEqualTo("name: keeper\nversion: 3.5.0\nappVersion: v0.29.0\n");
    assertThat(text("VERSION")).isEqualTo("0.30.0\n");
  }

  @Test
  void a_document_that_tells_of_several_versions_is_left() throws Exception {
    descheduled();
    with(
        "docs/versions.md",
        "use registry.example/keeper:v0.28.0 or registry.example/keeper:v0.29.0\n");
    release();

    assertThat(stamp("v0.30.0")).isZero();
    assertThat(text("docs/versions.md")).doesNotContain("v0.30.0");
    assertThat(session.err())
        .isEqualTo(
            "note: docs/versions.md names 2 versions (v0.28.0 and others), so it was left as it is.\n");
  }

  @Test
  void what_is_filled_in_at_publishing_or_tests_or_records_is_left() throws Exception {
    descheduled();
    withChart("0.0.0");
    with("charts/keeper/Chart.yaml", "name: keeper\nversion: 0.0.0\nappVersion: 0.0.0\n");
    with("test/keeper.yaml", deployment("registry.example/keeper:v0.29.0"));
    with("CHANGELOG.md", "registry.example/keeper:v0.29.0\n");
    release();

    assertThat(stamp("v0.30.0")).isZero();
    assertThat(text("charts/keeper/Chart.yaml")).contains("version: 0.0.0\nappVersion: 0.0.0");
    assertThat(text("test/keeper.yaml")).contains("keeper:v0.29.0");
    assertThat(text("CHANGELOG.md")).contains("v0.29.0");
  }

  @Test
  void a_floating_tag_of_what_is_deployed_comes_to_name_the_release() throws Exception {
    with("deploy/keeper.yaml", deployment("registry.example/keeper:latest"));
    release("v0.29.0");

    assertThat(stamp("v0.30.0")).isZero();
    assertThat(text("deploy/keeper.yaml")).isEqualTo(deployment("registry.example/keeper:v0.30.0"));
  }

  @Test
  void a_place_that_the_project_names_itself_is_stamped_too() throws Exception {
    descheduled();
    with("install.sh", "version=v0.29.0 # and no other\n");
    with(
        ".bulkhead.yaml",
        "release: { carriers: [ { path: install.sh, pattern: 'version=(\\S+)' } ] }\n");
    release();

    assertThat(stamp("v0.30.0")).isZero();
    assertThat(text("install.sh")).isEqualTo("version=v0.30.0 # and no other\n");
  }

  @Test
  void a_link_stays_a_link_and_what_it_leads_to_is_replaced_once() throws Exception {
    descheduled();
    Files.createSymbolicLink(repository.resolve("latest.yaml"), Path.of("deploy/keeper.yaml"));
    Path outside =
        Files.writeString(temp.resolve("o.yaml"), deployment("registry.example/keeper:v0.29.0"));
    Files.createSymbolicLink(repository.resolve("outside.yaml"), outside);
    release();

    assertThat(stamp("v0.30.0")).isZero();
    assertThat(session.out()).startsWith("Stamped with v0.30.0: 3 places of 3 files.\n");
    assertThat(repository.resolve("latest.yaml")).isSymbolicLink();
    assertThat(text("latest.yaml")).contains("v0.30.0");
    assertThat(outside).content().contains("v0.29.0");
    assertThat(session.err())
        .contains("note: The link outside.yaml leads out of the repository and was not followed.");
  }

  @Test
  void nothing_is_left_beside_the_files() throws Exception {
    descheduled();
    stamp("v0.30.0");

    try (Stream<Path> files = Files.walk(repository)) {
      assertThat(files.map(Path::toString)).noneMatch(file -> file.endsWith(".part"));
    }
  }

  @Test
  void where_nothing_states_a_version_that_is_said() throws Exception {
    with("a.txt", "");
    release("v0.29.0");

    assertThat(stamp("v0.30.0")).isEqualTo(2);
    assertThat(session.err())
        .isEqualTo(
            """
            bulkhead: No place of the repository states a version of the project that could be stamped.
            remedy: Look at "bulkhead release carriers", and name the project's images in .bulkhead.yaml.
            """);
  }

  @Test
  void a_command_line_that_makes_no_sense_is_refused_with_a_remedy() throws Exception {
    descheduled();

    assertThat(stamp()).isEqualTo(2);
    assertThat(session.err()).contains("No version is named.");
    assertThat(stamp("next")).isEqualTo(2);
    assertThat(session.err()).contains("VERSION: \"next\" is no version, and no tag with one.");
    assertThat(stamp("v0.30.0", "--check", "--diff")).isEqualTo(2);
    assertThat(session.err()).contains("remedy: Leave out --diff.");
    assertThat(session.run("release", "stamp", "v1.0.0", "--repo", temp.resolve("none").toString()))
        .isEqualTo(2);
    assertThat(session.err()).contains("There is no git repository in");
  }

  @Test
  void help_teaches_with_examples_and_exit_statuses() {
    assertThat(session.run("release", "stamp", "--help")).isZero();
    assertThat(session.out())
        .contains("Examples:", "Exit status:", "--check", "--digest=REPO=sha256:…", "--dirty");
    assertThat(session.out().lines()).allMatch(line -> line.length() <= 96);
  }
}
