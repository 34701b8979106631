package dev.bulkhead.drill;

import java.util.List;

/** How lists are said in sentences. */
final class WebhookWords {
  private static final int MOST = 3;

  private WebhookWords() {}

  /** The first few, each once, and how many more there are: {@code a, b, c and 2 more}. */
  static String few(List<String> items) {
    return few(items, ", ");
  }

  /** The same for items that hold commas. */
  static String fewClauses(List<String> items) {
    return few(items, "; ");
  }

  private static String few(List<String> items, String separator) {
    List<String> distinct = items.stream().distinct().toList();
    if (distinct.size() <= MOST) {
      return String.join(separator, distinct);
    }
    return "%s%sand %d more"
        .formatted(
            String.join(separator, distinct.subList(0, MOST)),
            separator.equals(", ") ? " " : separator,
            distinct.size() - MOST);
  }
}
