package dev.bulkhead.release;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a repository is called, in small letters.
 *
 * @param host {@code github.com}; the empty string where no remote says it
 * @param owner who it belongs to there; likewise
 * @param name its own name: the last part of its remote's address, or its folder's name
 */
public record Project(String host, String owner, String name) {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:[a-z+]+://)?(?:[^@/]*@)?([a-z0-9][^/:]*)(?::[0-9]+(?=/))?[:/]+(.+?)/([^/]+?)(?:\\.git)?/*");

  /**
   * Reads the address of a repository's remote.
   *
   * @param folder the name of the repository's folder, for what has no remote
   */
  public static Project of(Optional<String> remote, String folder) {
    String address = remote.orElse("").toLowerCase(Locale.ROOT);
    Matcher form = ADDRESS.matcher(address);
    if (form.matches() && form.group(1).contains(".")) {
      return new Project(form.group(1), form.group(2), form.group(3));
    }
    String place = address.isEmpty() ? folder.toLowerCase(Locale.ROOT) : address;
    String bare = place.replaceAll("/+$", "").replaceAll("/?\\.git$", "");
    return new Project("", "", bare.substring(bare.lastIndexOf('/') + 1));
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
    return other.endsWith("/" + name);
  }
}
