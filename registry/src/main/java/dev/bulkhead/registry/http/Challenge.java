package dev.bulkhead.registry.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a registry wants as proof of who asks: one challenge of a {@code WWW-Authenticate} header
 * (RFC 9110, section 11.6.1).
 *
 * @param scheme in lower case: {@code bearer}, {@code basic}
 * @param parameters by names in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {
  private static final int MOST_CHARACTERS = 8192;

  Challenge {
    parameters = Map.copyOf(parameters);
  }

  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  boolean isBearer() {
    return scheme.equals("bearer");
  }

  /** The one to answer, a token before a password; empty where none is known. */
  static Optional<Challenge> best(List<String> headers) {
    var all = headers.stream().flatMap(value -> read(value).stream()).toList();
    return all.stream()
        .filter(challenge -> challenge.isBearer() && !challenge.parameter("realm").isEmpty())
        .findFirst()
        .or(() -> all.stream().filter(challenge -> challenge.scheme().equals("basic")).findFirst());
  }

  /** Reads the challenges of one header value; what is malformed ends the reading. */
  static List<Challenge> read(String value) {
    if (value.length() > MOST_CHARACTERS) {
      return List.of();
    }
    return new Reader(value).challenges();
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    List<Challenge> challenges() {
      var found = new ArrayList<Challenge>();
      skipSeparators();
      String scheme = token();
      while (!scheme.isEmpty()) {
        var parameters = new LinkedHashMap<String, String>();
        String next = parameters(parameters);
        found.add(new Challenge(scheme.toLowerCase(Locale.ROOT), parameters));
        scheme = next;
      }
      return found;
    }

    /** Reads parameters and returns the scheme of the challenge that follows, or nothing. */
    private String parameters(Map<String, String> parameters) {
      while (true) {
        skipSeparators();
        String name = token();
        if (name.isEmpty()) {
          return "";
        }
        skipSpaces();
        if (at >= text.length() || text.charAt(at) != '=') {
          return name;
        }
        at++;
        skipSpaces();
        parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value());
      }
    }

    private String value() {
      if (at >= text.length() || text.charAt(at) != '"') {
        return token();
      }
      var value = new StringBuilder();
      for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        value.append(text.charAt(at));
      }
      at = Math.min(at + 1, text.length());
      return value.toString();
    }

    private String token() {
      int start = at;
      while (at < text.length() && " \t,=\"".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(start, at);
    }

    private void skipSpaces() {
      while (at < text.length() && " \t".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private void skipSeparators() {
      while (at < text.length() && " \t,".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }
  }
}
