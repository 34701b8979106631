package dev.bulkhead.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.testkit.git.RepositoryFixture;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitSnapshotTest {
  @TempDir private Path temp;

  private RepositoryFixture git() {
    return RepositoryFixture.init(temp.resolve("repo"));
  }

  private static String text(GitSnapshot snapshot, String path) throws IOException {
    return new String(snapshot.files().read(path), StandardCharsets.UTF_8);
  }

  @Test
  void all_files_of_a_tag_are_read_with_its_commit_and_time() throws IOException {
    try (var git = git()) {
      git.write("a", "one").write("deep/er/b", "same").release("v1");
      String first = git.commit();
      git.write("a", "two").commit("two").annotatedTag("v2");

      try (var repository = GitRepository.open(git.folder())) {
        var one = repository.snapshot("v1");
        var two = repository.snapshot("v2");

        assertThat(one.tag()).isEqualTo("v1");
        assertThat(one.isWorktree()).isFalse();
        assertThat(one.commit()).isEqualTo(first);
        assertThat(one.time()).isEqualTo(Instant.parse("2024-01-01T12:00:00Z"));
        assertThat(two.commit()).isEqualTo(git.commit());
        assertThat(one.files().paths()).containsExactly("a", "deep/er/b");
        assertThat(text(one, "a")).isEqualTo("one");
        assertThat(text(two, "a")).isEqualTo("two");
        assertThat(one.contentId("deep/er/b")).isEqualTo(two.contentId("deep/er/b"));
        assertThat(one.contentId("a")).isNotEqualTo(two.contentId("a"));
        assertThat(one.notes()).isEmpty();
      }
    }
  }

  @Test
  void folders_of_others_are_not_looked_into_unless_they_are_asked_for() {
    try (var git = git()) {
      git.write("vendor/x/a", "").write("web/node_modules/b", "").write(".github/c", "");
      git.write("vendored", "").write(".gitignore", "").release("v1");

      try (var repository = GitRepository.open(git.folder())) {
        assertThat(repository.snapshot("v1").files().paths())
            .containsExactly(".gitignore", "vendored");
        assertThat(repository.worktree().files().paths()).containsExactly(".gitignore", "vendored");
        assertThat(repository.snapshot("v1", folder -> !folder.equals("web")).files().paths())
            .containsExactly(".github/c", ".gitignore", "vendor/x/a", "vendored");
      }
    }
  }

  @Test
  void a_file_is_listed_where_it_lies_and_read_through_links() throws IOException {
    try (var git = git()) {
      git.write("real/a", "text").link("file", "real/a").link("folder", "real");
      Files.writeString(temp.resolve("secret"), "secret");
      git.link("out", "../secret").link("gone", "nothing").release("v1");

      try (var repository = GitRepository.open(git.folder())) {
        for (var snapshot : new GitSnapshot[] {repository.snapshot("v1"), repository.worktree()}) {
          assertThat(snapshot.files().paths()).containsExactly("real/a");
          assertThat(text(snapshot, "file")).isEqualTo("text");
          assertThat(text(snapshot, "folder/a")).isEqualTo("text");
          assertThat(snapshot.contentId("folder/a")).isEqualTo(git.blob("real/a"));
          assertThat(snapshot.notes())
              .containsExactly(
                  "The link gone leads nowhere and was not read.",
                  "The link out leads out of the repository and was not followed.");
          for (String path : new String[] {"out", "gone", "real", "none"}) {
            assertThatThrownBy(() -> snapshot.files().read(path))
                .as(path)
                .isInstanceOf(NoSuchFileException.class);
          }
        }
      }
    }
  }

  @Test
  void what_a_partial_clone_lacks_costs_nothing_else() throws IOException {
    try (var git = git()) {
      git.write("a", "aaa").write("b", "bbb").write("c/d", "ddd").link("e", "c/d").release("v1");
      git.lose(git.blob("a")).lose(git.tree("c")).lose(git.blob("e"));

      try (var repository = GitRepository.open(git.folder())) {
        var snapshot = repository.snapshot("v1");

        assertThat(text(snapshot, "b")).isEqualTo("bbb");
        assertThatThrownBy(() -> snapshot.files().read("a"))
            .isInstanceOf(IOException.class)
            .hasMessage("the object %s is not in the repository", git.blob("a"));
        assertThatThrownBy(() -> snapshot.files().read("c/d"))
            .isInstanceOf(IOException.class)
            .hasMessage("the object %s is not in the repository", git.tree("c"));
        assertThat(snapshot.notes())
            .containsExactly(
                "The folder c cannot be listed (the object %s is not in the repository) and was not read."
                    .formatted(git.tree("c")),
                "The link e cannot be followed (the object %s is not in the repository)."
                    .formatted(git.blob("e")));
      }
    }
  }

  @Test
  void a_damaged_object_is_told_when_it_is_read() throws IOException {
    try (var git = git()) {
      git.write("a", "aaa").write("b", "bbb").write("c/d", "ddd").release("v1");
      git.damage(git.blob("a")).damage(git.tree("c"));

      try (var repository = GitRepository.open(git.folder())) {
        var snapshot = repository.snapshot("v1");

        assertThat(text(snapshot, "b")).isEqualTo("bbb");
        assertThatThrownBy(() -> snapshot.files().read("a"))
            .isInstanceOf(IOException.class)
            .hasMessage("an object is damaged");
        assertThat(snapshot.notes())
            .containsExactly(
                "The folder c cannot be listed (an object is damaged) and was not read.");
      }
    }
  }

  @Test
  void a_submodule_is_told() {
    try (var git = git()) {
      git.write("a", "").commit("first").submodule("sub").release("v1");

      try (var repository = GitRepository.open(git.folder())) {
        assertThat(repository.snapshot("v1").notes())
            .containsExactly("The submodule sub was not read.");
      }
    }
  }

  @Test
  void a_file_that_is_too_large_is_refused_when_it_is_read() {
    try (var git = git()) {
      git.write("large", new byte[(64 << 20) + 1]).write("small", "").release("v1");

      try (var repository = GitRepository.open(git.folder())) {
        for (var snapshot : new GitSnapshot[] {repository.snapshot("v1"), repository.worktree()}) {
          assertThat(snapshot.files().paths()).containsExactly("large", "small");
          assertThatThrownBy(() -> snapshot.files().read("large"))
              .isInstanceOf(IOException.class)
              .hasMessage("it is larger than 64 MiB");
        }
      }
    }
  }

  @Test
  void the_work_tree_is_what_lies_on_disk_without_what_is_ignored() throws IOException {
    try (var git = git()) {
      git.write(".gitignore", "*.log\n/out/\n").write("kept", "committed").write("gone", "");
      git.write("out/tracked", "").write("folder/file", "").release("v1");
      git.onDisk("kept", "changed\r\n").onDisk("new/file", "new").onDisk("x.log", "ignored");
      git.onDisk("out/new", "ignored").removeOnDisk("gone").removeOnDisk("folder");
      git.onDisk("folder", "now a file");

      try (var repository = GitRepository.open(git.folder())) {
        var worktree = repository.worktree();

        assertThat(worktree.isWorktree()).isTrue();
        assertThat(worktree.commit()).isEqualTo(git.commit());
        assertThat(worktree.files().paths())
            .containsExactly(".gitignore", "folder", "kept", "new/file", "out/tracked");
        assertThat(text(worktree, "kept")).isEqualTo("changed\r\n");
        assertThat(worktree.contentId(".gitignore")).isEqualTo(git.blob(".gitignore"));
        assertThat(worktree.contentId("kept")).isNotEqualTo(git.blob("kept"));
        assertThatThrownBy(() -> worktree.files().read(".git/config"))
            .isInstanceOf(NoSuchFileException.class);
      }
    }
  }

  @Test
  void a_repository_without_work_tree_or_commit_is_told() {
    try (var git = git()) {
      try (var repository = GitRepository.open(git.folder())) {
        assertThatThrownBy(repository::worktree)
            .isInstanceOf(UserError.class)
            .hasMessage("%s has no commit yet.", git.folder());
      }
      git.write("a", "").release("v1");
      try (var bare = GitRepository.open(git.store())) {
        assertThat(bare.snapshot("v1").files().paths()).containsExactly("a");
        assertThatThrownBy(bare::worktree)
            .isInstanceOfSatisfying(
                UserError.class,
                error ->
                    assertThat(error.getMessage() + " " + error.remedy())
                        .isEqualTo(
                            "%s has no work tree. Name a repository with one, or name a tag with --tag."
                                .formatted(git.store())));
      }
    }
  }

  @Test
  void a_tag_that_is_not_there_is_answered_with_those_like_it() {
    try (var git = git()) {
      git.write("a", "").release("v1.30.0").tag("v1.31.0").tag("chart-0.1.0");

      try (var repository = GitRepository.open(git.folder())) {
        assertThatThrownBy(() -> repository.snapshot("1.30.0"))
            .isInstanceOfSatisfying(
                UserError.class,
                error ->
                    assertThat(error.getMessage() + " " + error.remedy())
                        .isEqualTo(
                            "There is no tag 1.30.0 in %s. Name one that is, such as v1.30.0, v1.31.0."
                                .formatted(git.folder())));
      }
    }
  }

  @Test
  void a_repository_without_tags_and_a_shallow_one_are_told() {
    try (var git = git()) {
      git.write("a", "").commit("first");
      try (var repository = GitRepository.open(git.folder())) {
        assertThatThrownBy(() -> repository.snapshot("v1"))
            .hasMessage("There is no tag v1 in %s: it has no tags.", git.folder());
        assertThat(repository.releaseTags().tags()).isEmpty();
      }
      git.tag("v1").makeShallow();
      try (var repository = GitRepository.open(git.folder())) {
        assertThatThrownBy(() -> repository.snapshot("v2"))
            .isInstanceOfSatisfying(
                UserError.class,
                error ->
                    assertThat(error.getMessage() + " " + error.remedy())
                        .isEqualTo(
                            ("There is no tag v2 in %s, which is a shallow clone."
                                    + " Fetch the tags with \"git fetch --tags --unshallow\".")
                                .formatted(git.folder())));
      }
    }
  }

  @Test
  void tags_are_listed_with_their_commits_and_those_of_no_commit_are_told() {
    try (var git = git()) {
      git.write("a", "").release("v1");
      String first = git.commit();
      git.write("a", "2").commit("second").annotatedTag("v2").tagOfFile("blob", "a");
      String second = git.commit();
      git.write("a", "3").release("v3").lose(git.commit()).makeShallow();

      try (var repository = GitRepository.open(git.folder())) {
        var tags = repository.releaseTags();

        assertThat(tags.tags()).extracting(GitTag::name).containsExactly("v1", "v2");
        assertThat(tags.tags()).extracting(GitTag::commit).containsExactly(first, second);
        assertThat(tags.tags())
            .extracting(GitTag::time)
            .containsExactly(
                Instant.parse("2024-01-01T12:00:00Z"), Instant.parse("2024-01-02T12:00:00Z"));
        assertThat(tags.tags().getFirst().ids()).containsExactly(first);
        assertThat(tags.tags().getLast().ids()).hasSize(2).contains(second);
        assertThat(tags.notes())
            .containsExactly(
                "2 tags name no commit that the repository holds and were left out: blob, v3.",
                "%s is a shallow clone, which may lack tags and commits.".formatted(git.folder()));
      }
    }
  }

  @Test
  void a_folder_of_a_repository_is_answered_with_its_root() {
    try (var git = git()) {
      git.write("deep/er/a", "");

      assertThatThrownBy(() -> GitRepository.open(git.folder().resolve("deep/er")))
          .isInstanceOfSatisfying(
              UserError.class,
              error ->
                  assertThat(error.remedy())
                      .isEqualTo(
                          "Name the repository that it is part of: %s.".formatted(git.folder())));
    }
  }
}
