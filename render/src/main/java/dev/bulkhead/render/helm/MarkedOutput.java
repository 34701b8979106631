package dev.bulkhead.render.helm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The output of a marked render, without its marks, and knowing where each character is from. */
final class MarkedOutput {
  private final String text;
  private final List<Segment> segments;
  private final int[] starts;
  private final int[] lineStarts;

  private MarkedOutput(String text, List<Segment> segments) {
    this.text = text;
    this.segments = segments;
    this.starts = segments.stream().mapToInt(Segment::start).toArray();
    this.lineStarts = lineStarts(text);
  }

  /**
   * What is being printed: a file, or by an action within it another template.
   *
   * @param action the mark of the action that opened it; -1 for the file itself
   */
  private record Frame(@Nullable Frame parent, int action, int depth) {}

  /**
   * Characters in a row with one origin.
   *
   * @param start where in the output
   * @param literal whether they are a template's text, one by one, from the mark on
   * @param mark of the text, or of the action that printed them; -1 for nothing known
   */
  private record Segment(int start, Frame frame, boolean literal, int mark) {}

  /**
   * Where a character is from.
   *
   * @param mark the text's or the action's
   * @param offset how far behind the mark's place
   * @param literal whether it is a character of the template's text
   * @param exact false where it may come from a template that the action calls
   */
  record Source(Marking.Mark mark, int offset, boolean literal, boolean exact) {}

  /** Takes the marks out. */
  static MarkedOutput of(String marked) {
    var text = new StringBuilder(marked.length());
    var segments = new ArrayList<Segment>();
    var frame = new Frame(null, -1, 0);
    segments.add(new Segment(0, frame, false, -1));
    int at = 0;
    while (at < marked.length()) {
      char letter = marked.charAt(at++);
      switch (letter) {
        case Marking.TEXT, Marking.ACTION -> {
          int stop = marked.indexOf(Marking.STOP, at);
          int number = number(marked, at, stop);
          if (number < 0) {
            text.append(letter);
            continue;
          }
          at = stop + 1;
          boolean literal = letter == Marking.TEXT;
          frame = literal ? frame : new Frame(frame, number, frame.depth() + 1);
          segments.add(new Segment(text.length(), frame, literal, number));
        }
        case Marking.END -> {
          Frame parent = frame.parent();
          if (parent == null) {
            text.append(letter);
            continue;
          }
          segments.add(new Segment(text.length(), parent, false, frame.action()));
          frame = parent;
        }
        default -> text.append(letter);
      }
    }
    return new MarkedOutput(text.toString(), segments);
  }

  private static int number(String text, int from, int to) {
    if (to <= from || to - from > 9) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      number = number * 10 + digit - '0';
    }
    return number;
  }

  /** The output as it would be without marks. */
  String text() {
    return text;
  }

  /** How many lines there are. */
  int lines() {
    return lineStarts.length;
  }

  /** A line without its end. */
  String line(int line) {
    int end = line + 1 < lineStarts.length ? lineStarts[line + 1] - 1 : text.length();
    return text.substring(lineStarts[line], end);
  }

  /** The offset of a character, or of the line's end where the line is shorter. */
  int offset(int line, int column) {
    int start = lineStarts[line];
    int end = start + line(line).length();
    int length = text.codePointCount(start, end);
    return text.offsetByCodePoints(start, Math.min(column, length));
  }

  /**
   * Where a character is from.
   *
   * <p>What a called template prints within a line of its caller is placed at the call; what it
   * prints in lines of its own is placed in it.
   *
   * @param line from 0
   * @param offset of the character in the text
   */
  Optional<Source> source(int line, int offset, Marking marking) {
    int lineDepth = depth(line);
    Segment segment = segments.get(segmentAt(offset));
    if (segment.mark() < 0 || segment.mark() >= marking.size()) {
      return Optional.empty();
    }
    Frame frame = segment.frame();
    if (frame.depth() <= lineDepth) {
      Marking.Mark mark = marking.mark(segment.mark());
      return Optional.of(
          segment.literal()
              ? new Source(mark, offset - segment.start(), true, true)
              : new Source(mark, 0, false, !mark.hides()));
    }
    while (frame.depth() > lineDepth + 1 && frame.parent() != null) {
      frame = frame.parent();
    }
    return Optional.of(new Source(marking.mark(frame.action()), 0, false, true));
  }

  /** Whether all characters between two offsets are text of templates. */
  boolean isLiteral(int from, int to) {
    int index = segmentAt(from);
    while (index < segments.size() && segments.get(index).start() < to) {
      int end = index + 1 < starts.length ? starts[index + 1] : text.length();
      if (end > from && end > segments.get(index).start() && !segments.get(index).literal()) {
        return false;
      }
      index++;
    }
    return true;
  }

  /** The depth of the outermost template that prints something visible in the line. */
  private int depth(int line) {
    int start = lineStarts[line];
    int end = start + line(line).length();
    int depth = Integer.MAX_VALUE;
    for (int index = segmentAt(start); index < starts.length && starts[index] < end; index++) {
      int from = Math.max(start, starts[index]);
      int to = Math.min(end, index + 1 < starts.length ? starts[index + 1] : end);
      if (!text.substring(from, Math.max(from, to)).isBlank()) {
        depth = Math.min(depth, segments.get(index).frame().depth());
      }
    }
    return depth;
  }

  /** The last segment that begins at or before the offset. */
  private int segmentAt(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    if (found < 0) {
      return -found - 2;
    }
    while (found + 1 < starts.length && starts[found + 1] == offset) {
      found++;
    }
    return found;
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[(int) text.chars().filter(letter -> letter == '\n').count() + 1];
    int line = 0;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      starts[++line] = i + 1;
    }
    return starts;
  }
}
