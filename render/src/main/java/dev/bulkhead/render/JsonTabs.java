package dev.bulkhead.render;

/** Tabs between the parts of a JSON text, which JSON allows and the YAML parser does not always. */
final class JsonTabs {
  private JsonTabs() {}

  /**
   * A JSON text with a space for each tab outside of its strings, so that every place stays; any
   * other text as it is.
   */
  static String replace(String text) {
    if (text.indexOf('\t') < 0 || !beginsAsJson(text)) {
      return text;
    }
    var replaced = new StringBuilder(text);
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\' && quote == '"') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || (c == '\'' && beginsValue(text, i))) {
        quote = c;
      } else if (c == '\t') {
        replaced.setCharAt(i, ' ');
      }
    }
    return replaced.toString();
  }

  private static boolean beginsAsJson(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{' || c == '[') {
        return true;
      }
      if (c > ' ' && c != '\uFEFF') {
        return false;
      }
    }
    return false;
  }

  /** YAML written like JSON has single quotes too; an apostrophe within a word is none. */
  private static boolean beginsValue(String text, int index) {
    return index > 0 && " \t\r\n[{,:".indexOf(text.charAt(index - 1)) >= 0;
  }
}
