package dev.bulkhead.model;

import java.util.regex.Pattern;

/**
 * The name and password that someone wrote before a host: {@code user:password@host/path} (RFC
 * 3986, section 3.2.1). No text that is shown to anyone holds it.
 */
public final class Userinfo {
  /** What stands in its place. */
  public static final String CONCEALED = "***";

  private static final Pattern DIGEST =
      Pattern.compile("sha(?:256|384|512):|[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-f]{32}");
  private static final Pattern HOST_WITH_PORT = Pattern.compile("[A-Za-z0-9.-]+:[0-9]{1,5}/");
  private static final Pattern HOST =
      Pattern.compile(
          "(?:[A-Za-z0-9-]+\\.)+[A-Za-z]{2,}(?::[0-9]+)?/|localhost(?::[0-9]+)?/"
              + "|[A-Za-z0-9.-]+:[0-9]+/");

  private Userinfo() {}

  /**
   * The text with every name and password before a host concealed. What cannot be told from such a
   * pair is concealed, too; a digest behind an image's name is not.
   */
  public static String concealed(String text) {
    if (text.indexOf('@') < 0) {
      return text;
    }
    var shown = new StringBuilder(text.length());
    int done = 0;
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', done)) {
      int start = start(text, at);
      int end = end(text, at);
      shown.append(text, done, Math.max(done, start));
      shown.append(word(text.substring(Math.max(done, start), end)));
      done = end;
    }
    return shown.append(text, done, text.length()).toString();
  }

  /** White space and double quotes are what no such pair holds. */
  private static boolean isEnd(char c) {
    return c <= ' ' || c == '"';
  }

  private static int start(String text, int at) {
    int start = at;
    while (start > 0 && !isEnd(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static int end(String text, int at) {
    int end = at;
    while (end < text.length() && !isEnd(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static String word(String word) {
    int at = lastAt(word);
    if (at < 0) {
      return word;
    }
    int scheme = word.indexOf("://");
    if (scheme >= 0 && scheme < at) {
      return word.substring(0, scheme + 3) + CONCEALED + word.substring(at);
    }
    return isUserinfo(word.substring(0, at), word.substring(at + 1))
        ? CONCEALED + word.substring(at)
        : word;
  }

  /** The last {@code @} that is not followed by a digest. */
  private static int lastAt(String word) {
    int at = word.lastIndexOf('@');
    while (at >= 0 && DIGEST.matcher(word).region(at + 1, word.length()).lookingAt()) {
      at = word.lastIndexOf('@', at - 1);
    }
    return at;
  }

  private static boolean isUserinfo(String before, String after) {
    int slash = before.indexOf('/');
    int colon = before.indexOf(':');
    if (colon >= 0 && (slash < 0 || colon < slash)) {
      return !HOST_WITH_PORT.matcher(before).lookingAt();
    }
    return slash < 0 && !before.isEmpty() && HOST.matcher(after).lookingAt();
  }
}
