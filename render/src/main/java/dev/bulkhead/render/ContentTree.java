package dev.bulkhead.render;

import java.io.IOException;

/**
 * A tree of files in which each content has a name, so that the same content need not be looked at
 * twice.
 */
public interface ContentTree extends SourceTree {
  /**
   * What a file's content is called: equal names, equal bytes. It is git's own name for them.
   *
   * @throws IOException where there is no such file, or it cannot be read
   */
  String contentId(String path) throws IOException;
}
