package dev.bulkhead.render.kustomize;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder of a repository, as a kustomization names it by address.
 *
 * @param repository host and path: {@code github.com/org/repo}
 * @param folder from the root of the repository; the empty string is the root
 * @param ref a tag, a branch or a commit; the empty string is the default branch
 */
public record RemoteBase(String repository, String folder, String ref) {
  private static final List<String> SCHEMES = List.of("ssh://", "https://", "http://", "file://");
  private static final Pattern USER = Pattern.compile("^([a-zA-Z][a-zA-Z0-9-]*)(:[^@/]*)?@");
  private static final String FORCED = "git::";

  /**
   * Reads an address as kustomize does; empty where the text is a path.
   *
   * <p>{@code https://github.com/org/repo//path?ref=v1}, {@code github.com/org/repo/path}, {@code
   * git@host:org/repo.git}, {@code git::https://…}; of the query only {@code ref} and {@code
   * version} tell what is meant.
   */
  public static Optional<RemoteBase> parse(String text) {
    int question = text.indexOf('?');
    String query = question < 0 ? "" : text.substring(question + 1);
    String rest = question < 0 ? text : text.substring(0, question);
    if (rest.toLowerCase(Locale.ROOT).startsWith(FORCED)) {
      rest = rest.substring(FORCED.length());
    }
    String lower = rest.toLowerCase(Locale.ROOT);
    String scheme = SCHEMES.stream().filter(lower::startsWith).findFirst().orElse("");
    rest = rest.substring(scheme.length());
    var user = USER.matcher(rest);
    boolean hasUser = user.find();
    rest = hasUser ? rest.substring(user.end()) : rest;
    boolean isGithub = rest.toLowerCase(Locale.ROOT).matches("(?s)github\\.com[/:].*");
    if (scheme.isEmpty() && !hasUser && !isGithub) {
      return Optional.empty();
    }
    return scheme.equals("file://") ? Optional.empty() : split(rest, scheme.isEmpty(), ref(query));
  }

  private static Optional<RemoteBase> split(String rest, boolean mayHaveColon, String ref) {
    int slash = rest.indexOf('/');
    int colon = rest.indexOf(':');
    int end = mayHaveColon && colon > 0 && (slash < 0 || colon < slash) ? colon : slash;
    if (end <= 0) {
      return Optional.empty();
    }
    String host = rest.substring(0, end).toLowerCase(Locale.ROOT);
    return path(rest.substring(end + 1))
        .map(path -> new RemoteBase(host + "/" + repository(path[0]), trimmed(path[1]), ref));
  }

  /** The repository's path and the folder's in it. */
  private static Optional<String[]> path(String path) {
    int azure = path.indexOf("_git/");
    int twice = path.indexOf("//");
    int suffix = path.indexOf(".git");
    int end;
    if (azure >= 0) {
      int next = path.indexOf('/', azure + "_git/".length());
      end = next < 0 ? path.length() : next;
    } else if (twice >= 0) {
      end = twice;
    } else if (suffix >= 0) {
      end = suffix + ".git".length();
    } else {
      int first = path.indexOf('/');
      int second = first < 0 ? -1 : path.indexOf('/', first + 1);
      end = first < 0 ? 0 : second < 0 ? path.length() : second;
    }
    return end == 0
        ? Optional.empty()
        : Optional.of(new String[] {path.substring(0, end), path.substring(end)});
  }

  /** The form in which the same repository is named whatever its address looks like. */
  static String repository(String path) {
    String trimmed = trimmed(path);
    return trimmed.endsWith(".git")
        ? trimmed.substring(0, trimmed.length() - ".git".length())
        : trimmed;
  }

  private static String trimmed(String path) {
    return path.replaceAll("^/+|/+$", "");
  }

  private static String ref(String query) {
    String version = "";
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
      if (name.equals("ref") && !value.isEmpty()) {
        return value;
      }
      version = name.equals("version") ? value : version;
    }
    return version;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }

  /** {@code github.com/org/repo//folder?ref=v1}, as reports name it. */
  @Override
  public String toString() {
    return repository
        + (folder.isEmpty() ? "" : "//" + folder)
        + (ref.isEmpty() ? "" : "?ref=" + ref);
  }
}
