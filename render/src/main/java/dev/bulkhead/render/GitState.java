package dev.bulkhead.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.InvalidObjectIdException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** Where a repository stands: what is checked out, where it came from, what was changed in it. */
final class GitState {
  private final Repository repository;

  GitState(Repository repository) {
    this.repository = repository;
  }

  /** The commit that is checked out, unless there is none yet. */
  Optional<ObjectId> head() throws IOException {
    return Optional.ofNullable(repository.exactRef(Constants.HEAD)).map(Ref::getObjectId);
  }

  /** The branch that is checked out, unless a commit is that is on none. */
  Optional<String> branch() throws IOException {
    return Optional.ofNullable(repository.exactRef(Constants.HEAD))
        .filter(Ref::isSymbolic)
        .map(head -> Repository.shortenRefName(head.getTarget().getName()));
  }

  /** The address of the remote {@code origin}, else of the only one, without a user's name. */
  Optional<String> origin() {
    var config = repository.getConfig();
    Set<String> remotes = config.getSubsections("remote");
    String remote =
        remotes.contains("origin") || remotes.size() != 1 ? "origin" : remotes.iterator().next();
    return Optional.ofNullable(config.getString("remote", remote, "url"))
        .map(GitState::withoutUser);
  }

  private static String withoutUser(String url) {
    int scheme = url.indexOf("://");
    int start = scheme < 0 ? 0 : scheme + 3;
    int slash = url.indexOf('/', start);
    int at = url.lastIndexOf('@', slash < 0 ? url.length() : slash);
    return at < start ? url : url.substring(0, start) + url.substring(at + 1);
  }

  /** Whether its history was cut off. */
  boolean isShallow() throws IOException {
    return !repository.getObjectDatabase().getShallowCommits().isEmpty();
  }

  Ancestry ancestry(String earlier, String later) throws IOException {
    try (var commits = new RevWalk(repository)) {
      boolean isAncestor =
          commits.isMergedInto(
              commits.parseCommit(ObjectId.fromString(earlier)),
              commits.parseCommit(ObjectId.fromString(later)));
      if (isAncestor) {
        return Ancestry.ANCESTOR;
      }
      return isShallow() ? Ancestry.UNKNOWN : Ancestry.NONE;
    } catch (MissingObjectException | IncorrectObjectTypeException | InvalidObjectIdException _) {
      return Ancestry.UNKNOWN;
    }
  }

  /** Those of the paths that differ from the commit that is checked out. */
  SortedSet<String> dirty(Collection<String> paths) throws IOException {
    var dirty = new TreeSet<String>();
    var index = repository.readDirCache();
    try (var commits = new RevWalk(repository)) {
      Optional<ObjectId> head = head();
      @Nullable RevTree tree = head.isEmpty() ? null : commits.parseTree(head.get());
      for (String path : paths) {
        if (tree == null || !isClean(path, tree, index)) {
          dirty.add(path);
        }
      }
    }
    return dirty;
  }

  private boolean isClean(String path, RevTree head, DirCache index) throws IOException {
    try (var committed = TreeWalk.forPath(repository, path, head)) {
      var staged = index.getEntry(path);
      Path file = repository.getWorkTree().toPath().resolve(path);
      if (committed == null
          || staged == null
          || !staged.getObjectId().equals(committed.getObjectId(0))
          || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      byte[] bytes = BoundedRead.file(file, TreeLimits.REPOSITORY.maxFileBytes());
      ObjectId blob = committed.getObjectId(0);
      return blob.equals(WorkTree.idOf(bytes)) || blob.equals(WorkTree.idOf(withoutReturns(bytes)));
    }
  }

  /** As git stores what it gives other line ends at checkout. */
  private static byte[] withoutReturns(byte[] bytes) {
    byte[] kept = new byte[bytes.length];
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      boolean isReturn = bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n';
      if (!isReturn) {
        kept[length++] = bytes[i];
      }
    }
    return Arrays.copyOf(kept, length);
  }
}
