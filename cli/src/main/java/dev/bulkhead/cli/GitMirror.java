package dev.bulkhead.cli;

import dev.bulkhead.render.kustomize.RemoteBase;
import dev.bulkhead.verdict.OptionError;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A clone of a repository, as {@code --git-mirror} names it.
 *
 * @param repository host and path: {@code github.com/org/repo}
 * @param folder of the clone
 */
record GitMirror(String repository, Path folder) {
  private static final String WRITE_BOTH = "Write it as in github.com/org/repo=../repo.";

  /**
   * Reads {@code REPO=DIR}; the repository may be named by any address of it.
   *
   * @throws OptionError where one of both is missing
   */
  static GitMirror parse(String text) {
    int equals = text.lastIndexOf('=');
    String named = text.substring(0, Math.max(equals, 0));
    String address = named.contains("://") || named.contains("@") ? named : "https://" + named;
    var base = RemoteBase.parse(address);
    if (base.isEmpty() || equals == text.length() - 1) {
      throw new OptionError(
          "\"%s\" is no repository with the folder of a clone.".formatted(text), WRITE_BOTH);
    }
    try {
      return new GitMirror(base.get().repository(), Path.of(text.substring(equals + 1)));
    } catch (InvalidPathException invalid) {
      throw new OptionError("\"%s\" names no folder.".formatted(text), WRITE_BOTH);
    }
  }
}
