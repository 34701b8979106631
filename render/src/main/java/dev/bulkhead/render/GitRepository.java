package dev.bulkhead.render;

import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * A git repository whose trees are read as they are stored: nothing is checked out, nothing is
 * written, and what its configuration asks to be run (hooks, filters, helpers) is not.
 */
public final class GitRepository implements AutoCloseable {
  private static final String NAME_ANOTHER = "Name a git repository, bare or with a work tree.";

  private final Repository repository;
  private final String name;

  private GitRepository(Repository repository, String name) {
    this.repository = repository;
    this.name = name;
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
          null, "There is no git repository in %s.".formatted(name), NAME_ANOTHER, none);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new UserError(
          null,
          "The git repository %s cannot be read: %s.".formatted(name, reason(unreadable)),
          "Check it with \"git fsck\".",
          unreadable);
    }
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

  /**
   * The names of all tags.
   *
   * @throws UserError where they cannot be read
   */
  public List<String> tags() {
    try {
      return repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS).stream()
          .map(ref -> ref.getName().substring(Constants.R_TAGS.length()))
          .toList();
    } catch (IOException unreadable) {
      throw new UserError(
          null,
          "The tags of %s cannot be read: %s.".formatted(name, GitTree.reason(unreadable)),
          "Check the repository with \"git fsck\".",
          unreadable);
    }
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
    try (var commits = new RevWalk(repository)) {
      Ref ref = repository.exactRef(Constants.R_TAGS + tag);
      if (ref == null) {
        throw new UserError("There is no tag %s in %s.".formatted(tag, name), "Name one that is.");
      }
      RevTree root = commits.parseTree(target(ref));
      return GitTree.open(repository, root, folder, at, TreeLimits.ARCHIVE);
    } catch (IOException | RuntimeException unreadable) {
      if (unreadable instanceof UserError known) {
        throw known;
      }
      throw new UserError(
          null,
          "%s cannot be read: %s.".formatted(at, GitTree.reason(unreadable)),
          "Check the repository with \"git fsck\"; fetch what a shallow or partial clone lacks.",
          unreadable);
    }
  }

  private ObjectId target(Ref ref) throws IOException {
    ObjectId peeled = repository.getRefDatabase().peel(ref).getPeeledObjectId();
    return peeled == null
        ? Objects.requireNonNull(ref.getObjectId(), "a tag is of something")
        : peeled;
  }

  @Override
  public void close() {
    repository.close();
  }
}
