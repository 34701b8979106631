package dev.bulkhead.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.testkit.git.RepositoryFixture;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitStateTest {
  @TempDir private Path temp;

  private RepositoryFixture git() {
    return RepositoryFixture.init(temp.resolve("repo"));
  }

  private static <T> T of(RepositoryFixture git, Function<GitRepository, T> question) {
    try (var repository = GitRepository.open(git.folder())) {
      return question.apply(repository);
    }
  }

  private static Ancestry ancestry(RepositoryFixture git, String earlier, String later) {
    try (var repository = GitRepository.open(git.folder())) {
      return repository.ancestry(earlier, later);
    }
  }

  private static SortedSet<String> dirty(RepositoryFixture git, List<String> paths) {
    try (var repository = GitRepository.open(git.folder())) {
      return repository.dirty(paths);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://github.com/org/repo.git, https://github.com/org/repo.git",
    "https://user:secret@host.example/org/repo, https://host.example/org/repo",
    "https://p@ss@host.example/a@b, https://host.example/a@b",
    "git@github.com:org/repo.git, github.com:org/repo.git",
    "ssh://git@host.example:22/org/repo, ssh://host.example:22/org/repo",
    "/some/where/a@b, /some/where/a@b"
  })
  void the_origin_is_named_without_a_user(String configured, String expected) {
    try (var git = git()) {
      git.remote("other", "https://other.example").remote("origin", configured);
      assertThat(of(git, GitRepository::originUrl)).contains(expected);
    }
  }

  @Test
  void the_only_remote_stands_for_the_origin() {
    try (var git = git()) {
      assertThat(of(git, GitRepository::originUrl)).isEmpty();
      git.remote("upstream", "https://host.example/a");
      assertThat(of(git, GitRepository::originUrl)).contains("https://host.example/a");
      git.remote("fork", "https://host.example/b");
      assertThat(of(git, GitRepository::originUrl)).isEmpty();
    }
  }

  @Test
  void the_branch_is_that_which_is_checked_out() throws IOException {
    try (var git = git()) {
      git.write("a", "").commit("first");
      assertThat(of(git, GitRepository::branch)).contains("main");
      Files.writeString(git.store().resolve("HEAD"), git.commit() + "\n");
      assertThat(of(git, GitRepository::branch)).isEmpty();
    }
  }

  @Test
  void a_commit_comes_before_another_or_not_or_nobody_can_tell() {
    try (var git = git()) {
      git.write("a", "1").commit("one");
      String one = git.commit();
      git.write("a", "2").commit("two");
      String two = git.commit();

      assertThat(ancestry(git, one, two)).isEqualTo(Ancestry.ANCESTOR);
      assertThat(ancestry(git, two, two)).isEqualTo(Ancestry.ANCESTOR);
      assertThat(ancestry(git, two, one)).isEqualTo(Ancestry.NONE);
      assertThat(ancestry(git, "0".repeat(40), one)).isEqualTo(Ancestry.UNKNOWN);
      assertThat(ancestry(git, "v1", one)).isEqualTo(Ancestry.UNKNOWN);
      assertThat(of(git, GitRepository::isShallow)).isFalse();
      git.makeShallow();
      assertThat(of(git, GitRepository::isShallow)).isTrue();
      assertThat(ancestry(git, one, two)).isEqualTo(Ancestry.UNKNOWN);
    }
  }

  @Test
  void what_differs_from_the_commit_is_dirty() throws IOException {
    try (var git = git()) {
      git.write("same", "x\n").write("changed", "x").write("gone", "x").write("staged", "x");
      git.write("returns", "x\ny\n").write("link", "x").commit("first");
      git.onDisk("changed", "y").onDisk("new", "x").removeOnDisk("gone");
      git.onDisk("returns", "x\r\ny\r\n").removeOnDisk("link");
      Files.createSymbolicLink(git.folder().resolve("link"), Path.of("changed"));
      git.write("staged", "y").stage().onDisk("staged", "x");
      var paths = List.of("same", "changed", "gone", "staged", "returns", "link", "new");

      assertThat(dirty(git, paths)).containsExactly("changed", "gone", "link", "new", "staged");
    }
  }

  @Test
  void without_a_commit_everything_is_dirty_and_without_a_work_tree_nobody_can_tell() {
    try (var git = git()) {
      git.write("a", "");
      assertThat(dirty(git, List.of("a"))).containsExactly("a");
      try (var bare = GitRepository.open(git.store())) {
        assertThatThrownBy(() -> bare.dirty(List.of("a")))
            .isInstanceOf(UserError.class)
            .hasMessage("%s has no work tree.", git.store());
      }
    }
  }
}
