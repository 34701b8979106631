package dev.bulkhead.release;

import dev.bulkhead.registry.ImageConfig;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where an image says that it was built from (OCI image specification, annotations.md; and what
 * came before it, label-schema.org).
 *
 * @param repository the address of a repository as the label names it, or the empty string
 * @param revision a commit, in whatever form, or the empty string
 */
record ImageSource(String repository, String revision) {
  private static final Pattern COMMIT =
      Pattern.compile("(?<id>[0-9a-f]{7,64})(?<changed>[-+.](?:dirty|modified))?");

  static ImageSource of(ImageConfig config) {
    return new ImageSource(
        label(config, "org.opencontainers.image.source", "org.label-schema.vcs-url"),
        label(config, "org.opencontainers.image.revision", "org.label-schema.vcs-ref"));
  }

  private static String label(ImageConfig config, String... names) {
    return Stream.of(names)
        .map(name -> config.labels().getOrDefault(name, "").strip())
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }

  /**
   * A commit that an image was built from.
   *
   * @param id at least its first seven digits
   * @param isChanged whether something was changed in it that was not committed
   */
  record Commit(String id, boolean isChanged) {
    /** Whether it is one of those, which are given in full. */
    boolean isOneOf(Iterable<String> full) {
      for (String each : full) {
        if (each.startsWith(id)) {
          return true;
        }
      }
      return false;
    }
  }

  /** The commit that the label names; empty where it names none. */
  Optional<Commit> commit() {
    Matcher form = COMMIT.matcher(revision.toLowerCase(Locale.ROOT));
    return form.matches()
        ? Optional.of(new Commit(form.group("id"), form.group("changed") != null))
        : Optional.empty();
  }

  /** Whether the label names that repository, or something in it. */
  boolean isOf(Project project) {
    String address = project.address();
    String named = repository.toLowerCase(Locale.ROOT).replaceAll("[?#].*", "");
    return !address.isEmpty()
        && (Project.of(Optional.of(named), "").address().equals(address)
            || named.replaceFirst("^[a-z+]+://(?:[^@/]*@)?", "").startsWith(address + "/"));
  }
}
