package dev.bulkhead.report;

import java.io.IOException;

/** Writes indented lines, with single empty ones between parts. */
final class TextLines {
  private final Appendable out;
  private boolean isGapDue;
  private boolean isFresh = true;

  TextLines(Appendable out) {
    this.out = out;
  }

  /** An empty line before the next one, unless nothing was written since the last. */
  void gap() {
    isGapDue = !isFresh;
  }

  void line(int depth, String text) throws IOException {
    if (isGapDue) {
      out.append('\n');
    }
    isGapDue = false;
    isFresh = false;
    out.append("  ".repeat(depth)).append(text).append('\n');
  }
}
