package dev.bulkhead.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.verdict.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRepositoryTest {
  @TempDir private Path temp;
  private GitFixture git = new GitFixture(Path.of(""));

  @BeforeEach
  void makeRepository() throws IOException {
    git = GitFixture.init(temp.resolve("repo"));
  }

  private GitFolder folder(String tag, String path) {
    return folder(git.folder(), tag, path);
  }

  private static GitFolder folder(Path repository, String tag, String path) {
    try (var opened = GitRepository.open(repository)) {
      return opened.folder(tag, path);
    }
  }

  private static String text(Path repository, String tag, String folder, String path)
      throws IOException {
    try (var opened = GitRepository.open(repository)) {
      return new String(opened.folder(tag, folder).tree().read(path), StandardCharsets.UTF_8);
    }
  }

  private static Set<String> tags(Path repository) {
    try (var opened = GitRepository.open(repository)) {
      return new TreeSet<>(opened.tags());
    }
  }

  @Test
  void a_folder_is_read_as_it_was_at_each_tag_whatever_is_checked_out() throws IOException {
    git.write("charts/app/Chart.yaml", "one").write("other/file", "x").release("v1");
    git.write("charts/app/Chart.yaml", "two")
        .write("charts/app/templates/a.yaml", "")
        .release("v2");
    git.write("charts/app/Chart.yaml", "never committed");

    assertThat(folder("v1", "charts/app").tree().paths()).containsExactly("Chart.yaml");
    assertThat(folder("v2", "charts/app").tree().paths())
        .containsExactly("Chart.yaml", "templates/a.yaml");
    assertThat(text(git.folder(), "v1", "charts/app", "Chart.yaml")).isEqualTo("one");
    assertThat(text(git.folder(), "v2", "./charts/app/", "Chart.yaml")).isEqualTo("two");
    assertThat(folder("v1", ".").tree().paths())
        .containsExactly("charts/app/Chart.yaml", "other/file");
    assertThat(folder("v1", "charts/app").tree().name()).isEqualTo("charts/app@v1");
  }

  @Test
  void folders_with_the_same_files_have_the_same_id() throws IOException {
    git.write("chart/Chart.yaml", "one").release("v1");
    git.write("other", "changed").release("v2");
    git.write("chart/Chart.yaml", "two").release("v3");

    assertThat(folder("v1", "chart").id()).isEqualTo(folder("v2", "chart").id());
    assertThat(folder("v1", "chart").id()).isNotEqualTo(folder("v3", "chart").id());
  }

  @Test
  void bare_packed_annotated_and_linked_repositories_are_read_alike() throws IOException {
    git.write("chart/Chart.yaml", "text").release("v1");
    git.git("tag", "-a", "-m", "annotated", "v1-a");
    git.git("tag", "-a", "-m", "of a tag", "v1-b", "v1-a");
    git.git("worktree", "add", "-q", "--detach", temp.resolve("linked").toString());
    git.git("gc", "-q");
    git.git("pack-refs", "--all");
    git.git("clone", "-q", "--bare", ".", temp.resolve("bare.git").toString());
    git.git("clone", "-q", "--shared", ".", temp.resolve("shared").toString());

    for (String kind : Set.of("repo", "linked", "bare.git", "shared")) {
      Path repository = temp.resolve(kind);
      assertThat(tags(repository)).as(kind).containsExactly("v1", "v1-a", "v1-b");
      for (String tag : tags(repository)) {
        assertThat(text(repository, tag, "chart", "Chart.yaml")).as(kind).isEqualTo("text");
      }
    }
  }

  @Test
  void a_link_within_the_commit_is_followed_and_any_other_is_told() throws IOException {
    git.write("chart/real/a", "a").write("shared/b", "b").write("shared/deep/c", "c");
    git.link("chart/to-a", "real/a").link("chart/to-real", "real").link("chart/up", "../shared");
    git.link("chart/through", "up/deep/../b").link("chart/round", ".").link("hop", "chart/real");
    git.link("chart/hops", "../hop/a");
    git.link("chart/out", "../../etc/passwd").link("chart/absolute", "/etc/passwd");
    git.link("chart/nowhere", "missing").link("chart/self", "self").release("v1");

    var folder = folder("v1", "chart");

    assertThat(folder.tree().paths())
        .containsExactly("hops", "real/a", "through", "to-a", "to-real/a", "up/b", "up/deep/c");
    assertThat(text(git.folder(), "v1", "chart", "through")).isEqualTo("b");
    assertThat(folder.notes())
        .containsExactlyInAnyOrder(
            "The link chart@v1/out leads out of the repository and was not followed.",
            "The link chart@v1/absolute leads out of the repository and was not followed.",
            "The link chart@v1/nowhere leads nowhere and was not read.",
            "The link chart@v1/self leads nowhere and was not read.");
    assertThat(folder("v1", "hop").tree().paths()).containsExactly("a");
  }

  @Test
  void a_submodule_is_told() throws IOException {
    git.write("chart/Chart.yaml", "x").release("v1");
    String commit = git.git("rev-parse", "HEAD");
    git.git("update-index", "--add", "--cacheinfo", "160000," + commit + ",chart/sub");
    git.git("commit", "-q", "-m", "submodule");
    git.git("tag", "v2");

    assertThat(folder("v2", "chart").notes())
        .containsExactly("The submodule chart@v2/sub was not read.");
    assertThatThrownBy(() -> folder("v2", "chart/sub"))
        .isInstanceOf(UserError.class)
        .hasMessage("There is no folder chart/sub at this tag.");
  }

  @Test
  void what_is_not_there_is_told_in_a_sentence() throws IOException {
    git.write("chart/Chart.yaml", "x").release("v1");
    git.git("tag", "blob", git.git("rev-parse", "HEAD:chart/Chart.yaml"));
    Path empty = Files.createDirectory(temp.resolve("empty"));

    assertThatThrownBy(() -> folder("v1", "charts/none"))
        .isInstanceOf(UserError.class)
        .hasMessage("There is no folder charts/none at this tag.");
    assertThatThrownBy(() -> folder("v1", "../repo"))
        .isInstanceOf(UserError.class)
        .hasMessage("There is no folder ../repo at this tag.");
    assertThatThrownBy(() -> folder("v1", "chart/Chart.yaml"))
        .isInstanceOf(UserError.class)
        .hasMessage("chart/Chart.yaml@v1 is a file and no folder.");
    assertThatThrownBy(() -> folder("v9", "chart"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("There is no tag v9 in ");
    assertThatThrownBy(() -> folder("blob", "chart"))
        .isInstanceOf(UserError.class)
        .hasMessage("chart@blob cannot be read: it is no commit.");
    assertThatThrownBy(() -> GitRepository.open(empty))
        .isInstanceOf(UserError.class)
        .hasMessage("There is no git repository in %s.".formatted(empty));
    var tree = folder("v1", "chart").tree();
    assertThatThrownBy(() -> tree.read("none")).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void an_object_that_is_missing_or_damaged_is_told_and_nothing_else_is_lost() throws IOException {
    git.write("chart/a", "aaa").write("chart/b", "bbb").release("v1");
    String lost = git.git("rev-parse", "HEAD:chart/a");
    Path object =
        git.folder().resolve(".git/objects/" + lost.substring(0, 2) + "/" + lost.substring(2));
    Files.delete(object);

    try (var repository = GitRepository.open(git.folder())) {
      var tree = repository.folder("v1", "chart").tree();
      assertThatThrownBy(() -> tree.read("a"))
          .isInstanceOf(IOException.class)
          .hasMessage("the object %s is not in the repository", lost);
      assertThat(tree.read("b")).asString(StandardCharsets.UTF_8).isEqualTo("bbb");
    }
    Files.writeString(object, "no object");
    try (var repository = GitRepository.open(git.folder())) {
      var tree = repository.folder("v1", "chart").tree();
      assertThatThrownBy(() -> tree.read("a")).isInstanceOf(IOException.class);
    }
  }

  private SourceTree limited(String path, TreeLimits limits) throws IOException {
    var repository = new FileRepositoryBuilder().setWorkTree(git.folder().toFile()).build();
    try (var commits = new RevWalk(repository)) {
      var root = commits.parseTree(ObjectId.fromString(git.git("rev-parse", "v1")));
      return GitTree.open(new GitLevels(repository), root, path, path + "@v1", limits).tree();
    }
  }

  @Test
  void a_file_that_is_too_large_is_refused_when_it_is_read() throws IOException {
    git.write("chart/small", "1234567890").write("chart/large", "12345678901").release("v1");
    var tree = limited("chart", new TreeLimits(10, 5, 10, 100));

    assertThat(tree.read("small")).hasSize(10);
    assertThatThrownBy(() -> tree.read("large")).isInstanceOf(BoundedRead.TooLarge.class);
  }

  @Test
  void a_folder_that_holds_too_much_is_refused_however_little_the_repository_holds()
      throws IOException {
    git.write("bomb/0/a", "x").write("bomb/0/b", "x").release("v0");
    String tree = git.git("rev-parse", "HEAD:bomb/0");
    // Each tree holds the one before ten times.
    for (int level = 0; level < 4; level++) {
      for (int copy = 0; copy < 10; copy++) {
        git.git("read-tree", "--prefix=t/%d/".formatted(copy), tree);
      }
      git.git("rm", "-rq", "--cached", "--ignore-unmatch", "bomb");
      tree = git.git("rev-parse", git.git("write-tree") + ":t");
      git.git("read-tree", "--empty");
    }
    git.git("read-tree", "--prefix=bomb/", tree);
    git.git("commit", "-q", "-m", "bomb");
    git.git("tag", "v1");

    assertThatThrownBy(() -> folder("v1", "bomb"))
        .isInstanceOf(UserError.class)
        .hasMessage("The folder bomb@v1 holds more than 20000 files.");
  }

  @Test
  void a_folder_that_lies_too_deep_is_told() throws IOException {
    git.write("chart/1/2/3/4/file", "x").write("chart/a", "x").release("v1");

    assertThat(limited("chart", new TreeLimits(100, 2, 10, 100)).paths()).containsExactly("a");
  }

  @Test
  void nothing_that_a_configuration_asks_for_is_run_and_nothing_is_written() throws IOException {
    git.write(".gitattributes", "* filter=evil diff=evil\n").write("chart/a", "a").release("v1");
    Path mark = temp.resolve("mark");
    String touch = "touch " + mark;
    for (String key :
        Set.of(
            "filter.evil.smudge",
            "filter.evil.process",
            "core.fsmonitor",
            "core.sshCommand",
            "core.pager",
            "diff.evil.textconv",
            "alias.tag",
            "credential.helper")) {
      git.git("config", key, key.startsWith("alias") ? "!" + touch : touch);
    }
    git.git("config", "core.hooksPath", temp.resolve("hooks").toString());
    git.git("config", "core.worktree", temp.resolve("elsewhere").toString());
    git.git("config", "include.path", "/dev/zero");
    Path hook = temp.resolve("hooks/post-checkout");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\n" + touch + "\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    Set<String> before = files();

    assertThat(text(git.folder(), "v1", "chart", "a")).isEqualTo("a");
    assertThat(tags(git.folder())).containsExactly("v1");
    assertThat(mark).doesNotExist();
    assertThat(files()).isEqualTo(before);
  }

  private Set<String> files() throws IOException {
    try (var files = Files.walk(git.folder())) {
      return files.map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void a_configuration_that_is_not_valid_is_told_without_quoting_it() throws IOException {
    git.write("chart/a", "a").release("v1");
    Files.writeString(git.folder().resolve(".git/config"), "[core\nsecret=hunter2");

    assertThatThrownBy(() -> GitRepository.open(git.folder()))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "The git repository %s cannot be read: its configuration is not valid."
                .formatted(git.folder()));
  }

  @Test
  void a_name_that_no_file_has_is_left_out() throws IOException {
    git.write("chart/a", "a").release("v0");
    String blob = git.git("rev-parse", "HEAD:chart/a");
    Path listing = temp.resolve("listing");
    // git itself refuses to make such a tree from its index, but not from its bytes.
    byte[] id = HexFormat.of().parseHex(blob);
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes("100644 ..\0".getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(id);
    bytes.writeBytes("100644 fine\0".getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(id);
    Files.write(listing, bytes.toByteArray());
    String tree = git.git("hash-object", "-t", "tree", "-w", "--literally", listing.toString());
    git.git("tag", "v1", git.git("commit-tree", "-m", "odd", tree));

    var folder = folder("v1", ".");

    assertThat(folder.tree().paths()).containsExactly("fine");
    assertThat(folder.notes()).containsExactly("The entry .@v1/.. has a name that no file has.");
  }
}
