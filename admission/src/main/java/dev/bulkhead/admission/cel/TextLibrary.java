package dev.bulkhead.admission.cel;

import static dev.bulkhead.admission.cel.Types.BOOL;
import static dev.bulkhead.admission.cel.Types.INT;
import static dev.bulkhead.admission.cel.Types.PARAMETERS;
import static dev.bulkhead.admission.cel.Types.STRING;
import static dev.bulkhead.admission.cel.Types.STRINGS;
import static dev.bulkhead.admission.cel.Types.URL;

import com.google.re2j.Pattern;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions, which take linear time, and URLs (apiserver {@code
 * pkg/cel/library/{regex,urls}.go}).
 */
final class TextLibrary {
  private TextLibrary() {}

  static Library library() {
    return new Library()
        .member("find", STRING, List.of(STRING, STRING), args -> find(text(args, 0), text(args, 1)))
        .member(
            "findAll",
            STRINGS,
            List.of(STRING, STRING),
            args -> findAll(text(args, 0), text(args, 1), -1))
        .member(
            "findAll",
            STRINGS,
            List.of(STRING, STRING, INT),
            args -> findAll(text(args, 0), text(args, 1), (Long) args[2]))
        .global("url", URL, List.of(STRING), args -> url(text(args, 0)))
        .global("isURL", BOOL, List.of(STRING), args -> parse(text(args, 0)) != null)
        .member("getScheme", STRING, List.of(URL), args -> or(uri(args).getScheme()))
        .member("getHost", STRING, List.of(URL), args -> or(uri(args).getRawAuthority()))
        .member("getHostname", STRING, List.of(URL), args -> hostname(uri(args)))
        .member("getPort", STRING, List.of(URL), args -> port(uri(args)))
        .member("getEscapedPath", STRING, List.of(URL), args -> or(uri(args).getRawPath()))
        .member("getQuery", PARAMETERS, List.of(URL), args -> query(uri(args)));
  }

  private static String text(Object[] arguments, int position) {
    return (String) arguments[position];
  }

  private static URI uri(Object[] arguments) {
    return (URI) arguments[0];
  }

  private static String or(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String find(String text, String pattern) {
    var matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? matcher.group() : "";
  }

  private static List<String> findAll(String text, String pattern, long limit) {
    var found = new ArrayList<String>();
    var matcher = Pattern.compile(pattern).matcher(text);
    while ((limit < 0 || found.size() < limit) && matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  private static URI url(String text) {
    URI parsed = parse(text);
    if (parsed == null) {
      throw new IllegalArgumentException("No URL.");
    }
    return parsed;
  }

  /** Absolute, or a path from the root. */
  private static @Nullable URI parse(String text) {
    try {
      var uri = new URI(text);
      return uri.isAbsolute() || text.startsWith("/") ? uri : null;
    } catch (URISyntaxException malformed) {
      return null;
    }
  }

  private static String hostname(URI uri) {
    String host = or(uri.getHost());
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static String port(URI uri) {
    return uri.getPort() < 0 ? "" : String.valueOf(uri.getPort());
  }

  private static Map<String, List<String>> query(URI uri) {
    var query = new LinkedHashMap<String, List<String>>();
    for (String pair : or(uri.getRawQuery()).split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      String[] sides = pair.split("=", 2);
      String value = sides.length == 1 ? "" : decoded(sides[1]);
      query.computeIfAbsent(decoded(sides[0]), key -> new ArrayList<>()).add(value);
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
