package dev.bulkhead.render.kustomize;

import dev.bulkhead.render.SourceTree;
import java.util.Optional;

/** Repositories that kustomizations name by address, as far as they are at hand. */
@FunctionalInterface
public interface RemoteBases {
  /** None are at hand. */
  RemoteBases NONE = base -> Optional.empty();

  /**
   * All files of a repository as they are at the base's ref; empty where the repository is not at
   * hand.
   *
   * @throws dev.bulkhead.verdict.UserError where it is, and the ref cannot be read
   */
  Optional<SourceTree> tree(RemoteBase base);
}
