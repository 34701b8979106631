package dev.bulkhead.render;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lines of files, which are read again when a line is wanted instead of being held.
 *
 * <p>Lines that hold values of Secrets are never given.
 */
public final class FileExcerpts implements Excerpts {
  private final Map<String, Content> files;
  private final Map<String, ConcealedLines> concealed;
  private String lastFile = "";
  private List<String> lastLines = List.of();

  /** Where a file's bytes come from. */
  @FunctionalInterface
  public interface Content {
    /** All of them. */
    byte[] read() throws IOException;
  }

  /**
   * Shows files.
   *
   * @param files by the names that locations call them
   * @param concealed lines never to show, by file
   */
  public FileExcerpts(Map<String, Content> files, Map<String, ConcealedLines> concealed) {
    this.files = Map.copyOf(files);
    this.concealed = Map.copyOf(concealed);
  }

  @Override
  public synchronized Optional<String> line(String file, int line) {
    Content content = files.get(file);
    if (content == null || isConcealed(file, line)) {
      return Optional.empty();
    }
    if (!file.equals(lastFile)) {
      lastLines = lines(file, content);
      lastFile = file;
    }
    return line >= 1 && line <= lastLines.size()
        ? Optional.of(lastLines.get(line - 1))
        : Optional.empty();
  }

  private boolean isConcealed(String file, int line) {
    return concealed.getOrDefault(file, ConcealedLines.NONE).contains(line);
  }

  private static List<String> lines(String file, Content content) {
    try {
      String text = SourceText.of(content.read(), file).text();
      return (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
    } catch (IOException gone) {
      return List.of();
    }
  }
}
