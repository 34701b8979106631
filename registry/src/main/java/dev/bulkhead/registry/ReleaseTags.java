package dev.bulkhead.registry;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tags that are whole releases by the rules of semantic versions: no pre-release among them. */
final class ReleaseTags {
  private static final Pattern RELEASE =
      Pattern.compile("v?([0-9]{1,18})\\.([0-9]{1,18})\\.([0-9]{1,18})(?:[_+].*)?");

  private ReleaseTags() {}

  private record Release(String tag, BigInteger major, BigInteger minor, BigInteger patch) {
    static Optional<Release> of(String tag) {
      Matcher parts = RELEASE.matcher(tag);
      return parts.matches()
          ? Optional.of(
              new Release(
                  tag,
                  new BigInteger(parts.group(1)),
                  new BigInteger(parts.group(2)),
                  new BigInteger(parts.group(3))))
          : Optional.empty();
    }
  }

  /** The newest release; empty where there is none. */
  static Optional<String> newest(Collection<String> tags) {
    return tags.stream()
        .flatMap(tag -> Release.of(tag).stream())
        .max(
            Comparator.comparing(Release::major)
                .thenComparing(Release::minor)
                .thenComparing(Release::patch)
                .thenComparing(Release::tag))
        .map(Release::tag);
  }
}
