package dev.bulkhead.render;

import dev.bulkhead.model.Userinfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.util.QuotedString;

/**
 * What becomes of a file in the form of {@code diff -u}, which {@code git apply} takes. Lines that
 * hold values of Secrets are not shown, nor are names and passwords before hosts.
 */
public final class UnifiedDiff {
  private static final String HIDDEN = "(not shown: a value of a Secret)";

  private UnifiedDiff() {}

  /**
   * The difference of a file.
   *
   * @param path in its repository
   * @return lines that end with a line feed; the empty string where there is no difference
   */
  public static String of(String path, byte[] before, byte[] after) {
    var one = new RawText(before);
    var other = new RawText(after);
    var edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, one, other);
    if (edits.isEmpty()) {
      return "";
    }
    var out = new ByteArrayOutputStream();
    try (var lines = new Lines(out, concealed(path, before), concealed(path, after))) {
      lines.format(edits, one, other);
      lines.flush();
    } catch (IOException neverInMemory) {
      throw new UncheckedIOException(neverInMemory);
    }
    String old = QuotedString.GIT_PATH.quote("a/" + path);
    String now = QuotedString.GIT_PATH.quote("b/" + path);
    return "diff --git %1$s %2$s\n--- %1$s\n+++ %2$s\n%3$s"
        .formatted(old, now, out.toString(StandardCharsets.UTF_8));
  }

  /**
   * The lines that hold values of Secrets; a document's examples are no values. Lines are counted
   * by line feeds here; where a parser counts others, all are hidden.
   */
  private static ConcealedLines concealed(String path, byte[] file) {
    String text = SourceText.of(file, path).text();
    if (!text.contains("Secret") || path.endsWith(".md") || path.endsWith(".mdx")) {
      return ConcealedLines.NONE;
    }
    ConcealedLines found = YamlReader.read(text, Placement.of(path)).concealed();
    boolean isCountedOtherwise = text.replace("\r\n", "").indexOf('\r') >= 0;
    return found.ranges().isEmpty() || !isCountedOtherwise
        ? found
        : new ConcealedLines(List.of(new ConcealedLines.Range(1, Integer.MAX_VALUE)));
  }

  /** Writes the lines of a diff, but not those that must not be shown. */
  private static final class Lines extends DiffFormatter {
    private final ConcealedLines before;
    private final ConcealedLines after;

    Lines(OutputStream out, ConcealedLines before, ConcealedLines after) {
      super(out);
      this.before = before;
      this.after = after;
    }

    @Override
    protected void writeContextLine(RawText text, int line) throws IOException {
      write(' ', text, line, before);
    }

    @Override
    protected void writeRemovedLine(RawText text, int line) throws IOException {
      write('-', text, line, before);
    }

    @Override
    protected void writeAddedLine(RawText text, int line) throws IOException {
      write('+', text, line, after);
    }

    private void write(char prefix, RawText text, int line, ConcealedLines concealed)
        throws IOException {
      String shown =
          concealed.contains(line + 1) ? HIDDEN : Userinfo.concealed(text.getString(line));
      getOutputStream().write((prefix + shown + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
