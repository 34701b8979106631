package dev.bulkhead.release;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a repository is called, in small letters.
 *
 * @param host {@code github.com}; the empty string where no remote says it
 * @param owner who it belongs to there; likewise
 * @param name its own name: the last part of its remote's address, or its folder's name
 * @param alias what it may be called, too: where its remote is a folder, that folder's name; else
 *     the empty string
 */
public record Project(String host, String owner, String name, String alias) {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:[a-z+]+://)?(?:[^@/]*@)?([a-z0-9][^/:]*)(?::[0-9]+(?=/))?[:/]+(.+?)/([^/]+?)(?:\\.git)?/*");

  /** A project whose home is known. */
  Project(String host, String owner, String name) {
    this(host, owner, name, "");
  }

  /** All that it may be called. */
  Stream<String> names() {
    return Stream.of(name, alias).filter(text -> !text.isEmpty());
  }

  /**
   * Reads the address of a repository's remote.
   *
   * @param folder the name of the repository's folder, for what has no remote
   */
  public static Project of(Optional<String> remote, String folder) {
    String address = remote.orElse("").toLowerCase(Locale.ROOT);
    Matcher form = ADDRESS.matcher(address);
    return form.matches() && form.group(1).contains(".")
        ? new Project(form.group(1), form.group(2), form.group(3))
        : new Project("", "", last(folder), last(address));
  }

  private static String last(String place) {
    String bare = place.toLowerCase(Locale.ROOT).replaceAll("/+$", "").replaceAll("/?\\.git$", "");
    return bare.substring(bare.lastIndexOf('/') + 1);
  }

  /** {@code github.com/org/repo}, or the empty string where no remote says it. */
  public String address() {
    return host.isEmpty() ? "" : String.join("/", host, owner, name);
  }

  /** Whether an address such as {@code github.com/org/repo} is this repository's. */
  public boolean isAt(String other) {
    if (!address().isEmpty()) {
      return address().equals(other);
    }
    return names().anyMatch(one -> other.endsWith("/" + one));
  }
}
