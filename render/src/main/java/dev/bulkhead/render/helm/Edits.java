package dev.bulkhead.render.helm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Changes of a template's text, by the offsets of the text as it was. */
final class Edits {
  /**
   * One change.
   *
   * @param start the offset of the first character to be replaced
   * @param end the offset after the last one; the same as {@code start} where text is only put in
   */
  record Edit(int start, int end, String text) {}

  private final List<Edit> edits = new ArrayList<>();

  /** Puts text in before an offset; what is put in at the same place stays in order. */
  void insert(int at, String text) {
    edits.add(new Edit(at, at, text));
  }

  /** Replaces what stands between two offsets. */
  void replace(int start, int end, String text) {
    edits.add(new Edit(start, end, text));
  }

  /** Whether nothing is to be changed. */
  boolean isEmpty() {
    return edits.isEmpty();
  }

  /** The changes in the order of the text. */
  Applied in(int start, int end) {
    List<Edit> within =
        edits.stream()
            .filter(edit -> edit.start() >= start && edit.end() <= end)
            .sorted(Comparator.comparingInt(Edit::start))
            .toList();
    return new Applied(within, start, end);
  }

  /** The changes of a stretch of text, ready to be made. */
  record Applied(List<Edit> edits, int start, int end) {
    /** The stretch with the changes made. */
    String to(String text) {
      if (edits.isEmpty()) {
        return text.substring(start, end);
      }
      var out = new StringBuilder();
      int at = start;
      for (Edit edit : edits) {
        out.append(text, at, edit.start()).append(edit.text());
        at = edit.end();
      }
      return out.append(text, at, end).toString();
    }

    /** The offset in the text as it was, of an offset in the text with the changes made. */
    int before(int changed) {
      int shift = 0;
      for (Edit edit : edits) {
        int begin = edit.start() + shift;
        if (changed < begin) {
          break;
        }
        int length = edit.text().length();
        if (changed < begin + length) {
          return edit.start();
        }
        shift += length - (edit.end() - edit.start());
      }
      return changed - shift;
    }
  }
}
