package dev.bulkhead.variants;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order of releases by their names, newest first: releases by their versions, then prereleases,
 * then what is no version, by name. A version may follow a name: {@code app-1.2.3}, {@code
 * charts/v1.2.3}.
 */
public final class ReleaseOrder {
  private static final Pattern NAMED = Pattern.compile("(?:.*?[-_/])?([vV]?[0-9]+\\.[0-9].*)");

  /** The order itself. */
  public static final Comparator<String> NEWEST_FIRST =
      Comparator.comparing(
              (String name) -> version(name).orElse(null),
              Comparator.nullsLast(Comparator.reverseOrder()))
          .thenComparing(Comparator.naturalOrder());

  private ReleaseOrder() {}

  /** The version that a name states, if it does. */
  public static Optional<TagVersion> version(String name) {
    return TagVersion.of(name)
        .filter(whole -> whole.numbers().size() > 1)
        .or(() -> named(name))
        .or(() -> TagVersion.of(name));
  }

  private static Optional<TagVersion> named(String name) {
    Matcher form = NAMED.matcher(name);
    return form.matches() ? TagVersion.of(form.group(1)) : Optional.empty();
  }
}
