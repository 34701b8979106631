package dev.bulkhead.render.kustomize;

import dev.bulkhead.render.GitRepository;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.verdict.UserError;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Clones of repositories that kustomizations name by address: opened when they are first needed,
 * read at any ref without a checkout, and never fetched into. Trees can be read until these are
 * closed.
 */
public final class GitMirrors implements RemoteBases, AutoCloseable {
  private final Map<String, Path> clones;
  private final Map<String, GitRepository> open = new HashMap<>();

  /**
   * Mirrors.
   *
   * @param clones folders of clones, bare or not, by the repositories' names: {@code
   *     github.com/org/repo}
   */
  public GitMirrors(Map<String, Path> clones) {
    this.clones = Map.copyOf(clones);
  }

  /**
   * All files of the repository at the base's ref.
   *
   * @throws UserError where the clone cannot be read or has no such ref
   */
  @Override
  public synchronized Optional<SourceTree> tree(RemoteBase base) {
    Path clone = clones.get(base.repository());
    if (clone == null) {
      return Optional.empty();
    }
    GitRepository repository =
        open.computeIfAbsent(base.repository(), name -> GitRepository.open(clone));
    String ref = base.ref().isEmpty() ? "" : "@" + base.ref();
    return Optional.of(repository.treeAt(base.ref(), base.repository() + ref));
  }

  @Override
  public synchronized void close() {
    open.values().forEach(GitRepository::close);
    open.clear();
  }
}
