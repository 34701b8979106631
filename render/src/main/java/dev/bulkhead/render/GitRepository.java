package dev.bulkhead.render;

import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * A git repository whose trees are read as they are stored: nothing is checked out, nothing is
 * written, and what its configuration asks to be run (hooks, filters, helpers) is not.
 */
public final class GitRepository implements AutoCloseable {
  private static final String NAME_ANOTHER = "Name a git repository, bare or with a work tree.";

  /**
   * Folders of others, and of what runs where the repository is kept: nothing is released there.
   */
  private static final Set<String> OF_OTHERS = Set.of("vendor", "node_modules");

  private final Repository repository;
  private final String name;
  private final GitLevels levels;
  private final GitTagNames tags;
  private final GitState state;

  private GitRepository(Repository repository, String name) {
    this.repository = repository;
    this.name = name;
    this.levels = new GitLevels(repository);
    this.tags = new GitTagNames(repository, name);
    this.state = new GitState(repository);
  }

  /**
   * Opens a repository.
   *
   * @param folder its work tree, one of its linked work trees, or the bare repository itself
   * @throws UserError where there is none, or one that cannot be read
   */
  public static GitRepository open(Path folder) {
    GitSurroundings.install();
    String name = folder.toString();
    var builder = new FileRepositoryBuilder().setFS(new GitSurroundings.PlainFiles());
    Path absolute = folder.toAbsolutePath();
    builder =
        Files.exists(absolute.resolve(Constants.DOT_GIT))
            ? builder.setWorkTree(absolute.toFile())
            : builder.setGitDir(absolute.toFile()).setBare();
    try {
      return new GitRepository(builder.setMustExist(true).build(), name);
    } catch (RepositoryNotFoundException none) {
      throw new UserError(
          null, "There is no git repository in %s.".formatted(name), remedy(absolute), none);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new UserError(
          null,
          "The git repository %s cannot be read: %s.".formatted(name, reason(unreadable)),
          "Check it with \"git fsck\".",
          unreadable);
    }
  }

  /** A folder of a repository is taken for the repository itself now and then. */
  private static String remedy(Path folder) {
    for (Path above = folder.normalize().getParent(); above != null; above = above.getParent()) {
      if (Files.exists(above.resolve(Constants.DOT_GIT))) {
        return "Name the repository that it is part of: %s.".formatted(above);
      }
    }
    return NAME_ANOTHER;
  }

  /** What is wrong with a configuration is not quoted, since it may include any file. */
  private static String reason(Exception failure) {
    boolean isConfiguration =
        failure instanceof IllegalArgumentException
            || failure.getCause() instanceof ConfigInvalidException;
    return isConfiguration
        ? "its configuration is not valid"
        : GitTree.reason((IOException) failure);
  }

  /** Something that is read from the repository. */
  private interface Reading<T> {
    T read() throws IOException;
  }

  /** What is read, or a sentence on why it cannot be. */
  private static <T> T read(String what, Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException | RuntimeException unreadable) {
      if (unreadable instanceof UserError known) {
        throw known;
      }
      throw new UserError(
          null,
          "%s cannot be read: %s.".formatted(what, GitTree.reason(unreadable)),
          "Check the repository with \"git fsck\"; fetch what a shallow or partial clone lacks.",
          unreadable);
    }
  }

  /**
   * The names of all tags.
   *
   * @throws UserError where they cannot be read
   */
  public List<String> tags() {
    return read("The tags of " + name, tags::all);
  }

  /**
   * All tags with the commits that they name.
   *
   * @throws UserError where they cannot be read
   */
  public GitTags releaseTags() {
    return read("The tags of " + name, () -> tags.ofCommits(state.isShallow()));
  }

  /**
   * A folder as it is at a tag; links are followed as long as they lead to something in the same
   * commit. It can be read until the repository is closed.
   *
   * @param folder its path from the root of the repository; {@code .} is the root
   * @throws UserError where there is no such folder at the tag, or it holds too much
   */
  public GitFolder folder(String tag, String folder) {
    String at = "%s@%s".formatted(folder, tag);
    return read(
        at,
        () -> {
          try (var commits = new RevWalk(repository)) {
            RevTree root = commits.parseTree(tags.target(tag, state.isShallow()));
            return GitTree.open(levels, root, folder, at, TreeLimits.ARCHIVE);
          }
        });
  }

  /**
   * All files as they are at a ref; links are followed as long as they lead to something in the
   * same commit. They can be read until the repository is closed.
   *
   * @param ref a tag, a branch, a commit's hash or its first digits; the empty string is what the
   *     repository has checked out
   * @param shown what the tree is called
   * @throws UserError where there is no such ref, its commit cannot be read or holds too much
   */
  public SourceTree treeAt(String ref, String shown) {
    return read(
        shown,
        () -> {
          try (var commits = new RevWalk(repository)) {
            ObjectId commit = GitRefs.commit(repository, ref);
            if (commit == null) {
              throw new UserError(
                  ref.isEmpty()
                      ? "%s has no commit that is checked out.".formatted(name)
                      : "%s has no tag, branch or commit %s.".formatted(name, ref),
                  "Fetch it into the clone (git fetch --tags), or name another ref.");
            }
            RevTree root = commits.parseTree(commit);
            return GitTree.open(levels, root, ".", shown, TreeLimits.REPOSITORY).tree();
          }
        });
  }

  /** Everything at a tag but what lies in folders of others: {@link #isOfOthers}. */
  public GitSnapshot snapshot(String tag) {
    return snapshot(tag, folder -> !isOfOthers(folder));
  }

  /**
   * Everything at a tag.
   *
   * @param folders which folders to look into, by their paths from the root
   * @throws UserError where there is no such tag, its commit cannot be read or holds too much
   */
  public GitSnapshot snapshot(String tag, Predicate<String> folders) {
    String at = "%s@%s".formatted(name, tag);
    return read(
        at,
        () -> {
          try (var commits = new RevWalk(repository)) {
            RevCommit commit = commits.parseCommit(tags.target(tag, state.isShallow()));
            var tree =
                CommitTree.open(levels, commit.getTree(), at, folders, TreeLimits.REPOSITORY);
            return snapshot(tag, commit, tree, tree.notes());
          }
        });
  }

  private static GitSnapshot snapshot(
      String tag, RevCommit commit, ContentTree files, List<String> notes) {
    return new GitSnapshot(
        tag, commit.name(), commit.getCommitterIdent().getWhenAsInstant(), files, notes);
  }

  /** The work tree but what lies in folders of others: {@link #isOfOthers}. */
  public GitSnapshot worktree() {
    return worktree(folder -> !isOfOthers(folder));
  }

  /**
   * The work tree as it lies on disk: what is tracked, and what is new and not ignored.
   *
   * @param folders which folders to look into, by their paths from the root
   * @throws UserError where there is no work tree, or no commit yet, or it holds too much
   */
  public GitSnapshot worktree(Predicate<String> folders) {
    demandWorktree("name a tag with --tag");
    return read(
        "The work tree of " + name,
        () -> {
          var head = state.head();
          if (head.isEmpty()) {
            throw new UserError("%s has no commit yet.".formatted(name), "Commit what is in it.");
          }
          try (var commits = new RevWalk(repository)) {
            var tree = WorkTree.open(repository, name, folders, TreeLimits.REPOSITORY);
            return snapshot("", commits.parseCommit(head.get()), tree, tree.notes());
          }
        });
  }

  /** Whether it is not bare. */
  public boolean hasWorktree() {
    return !repository.isBare();
  }

  private void demandWorktree(String or) {
    if (repository.isBare()) {
      throw new UserError(
          "%s has no work tree.".formatted(name),
          "Name a repository with one, or %s.".formatted(or));
    }
  }

  /**
   * Whether a folder holds what others made ({@code vendor}, {@code node_modules}), or what is for
   * the place where the repository is kept ({@code .github}).
   *
   * @param folder its path
   */
  public static boolean isOfOthers(String folder) {
    String last = folder.substring(folder.lastIndexOf('/') + 1);
    return OF_OTHERS.contains(last) || last.startsWith(Constants.DOT_GIT);
  }

  /**
   * The address of the remote {@code origin}, else of the only remote, as it is configured but
   * without the name and password of a user.
   */
  public Optional<String> originUrl() {
    return state.origin();
  }

  /** Whether the clone's history was cut off. */
  public boolean isShallow() {
    return read("The history of " + name, state::isShallow);
  }

  /**
   * Whether a commit is another, or comes before it.
   *
   * @param earlier a commit's id in full
   * @param later a commit's id in full
   */
  public Ancestry ancestry(String earlier, String later) {
    return read("The history of " + name, () -> state.ancestry(earlier, later));
  }

  /** The id in full of the commit that is checked out; empty where there is none yet. */
  public Optional<String> headCommit() {
    return read("The commit of " + name, () -> state.head().map(ObjectId::name));
  }

  /** The branch that is checked out, unless a commit is that is on none. */
  public Optional<String> branch() {
    return read("The branch of " + name, state::branch);
  }

  /**
   * Those of the paths at which the work tree or what is staged differs from {@code HEAD}, or which
   * {@code HEAD} does not hold. Line ends alone make no difference, since git may convert them.
   *
   * @throws UserError where there is no work tree
   */
  public SortedSet<String> dirty(Collection<String> paths) {
    demandWorktree("clone it");
    return read("The work tree of " + name, () -> state.dirty(paths));
  }

  @Override
  public void close() {
    repository.close();
  }
}
