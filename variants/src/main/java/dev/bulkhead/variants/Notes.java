package dev.bulkhead.variants;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Sentences for the reader of a report, each once, and not without end. */
final class Notes {
  private static final int MAX_NOTES = 50;

  private final Set<String> sentences = new LinkedHashSet<>();
  private int left;

  void add(String sentence) {
    if (sentences.size() < MAX_NOTES) {
      sentences.add(sentence);
    } else if (!sentences.contains(sentence)) {
      left++;
    }
  }

  List<String> all() {
    var all = new ArrayList<>(sentences);
    if (left > 0) {
      all.add("%d more notes of this kind were left out.".formatted(left));
    }
    return List.copyOf(all);
  }
}
