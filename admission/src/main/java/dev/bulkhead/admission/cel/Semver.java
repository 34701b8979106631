package dev.bulkhead.admission.cel;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A semantic version (semver.org, 2.0.0); what was built from does not count.
 *
 * @param before the identifiers of a pre-release
 */
record Semver(long major, long minor, long patch, List<String> before)
    implements Comparable<Semver> {
  private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
  private static final Pattern FORM =
      Pattern.compile(
          "%s\\.%s\\.%s(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z.-]+)?"
              .formatted(NUMBER, NUMBER, NUMBER));

  private static final Pattern LOOSE =
      Pattern.compile("v?([0-9]{1,18})(?:\\.([0-9]{1,18}))?(?:\\.([0-9]{1,18}))?([-+].*)?");

  static Optional<Semver> of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String before = form.group(4);
    return Optional.of(
        new Semver(
            Long.parseLong(form.group(1)),
            Long.parseLong(form.group(2)),
            Long.parseLong(form.group(3)),
            before == null ? List.of() : Arrays.asList(before.split("\\.", -1))));
  }

  /** The same, after a leading v and leading zeros are left out, and missing numbers are zero. */
  static Optional<Semver> ofLoose(String text) {
    Matcher form = LOOSE.matcher(text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    String rest = form.group(4) == null ? "" : form.group(4);
    return of("%d.%d.%d%s".formatted(number(form, 1), number(form, 2), number(form, 3), rest));
  }

  private static long number(Matcher form, int group) {
    return form.group(group) == null ? 0 : Long.parseLong(form.group(group));
  }

  @Override
  public int compareTo(Semver other) {
    for (int order :
        new int[] {
          Long.compare(major, other.major),
          Long.compare(minor, other.minor),
          Long.compare(patch, other.patch)
        }) {
      if (order != 0) {
        return order;
      }
    }
    return before.isEmpty() || other.before.isEmpty()
        ? Boolean.compare(before.isEmpty(), other.before.isEmpty())
        : compare(before, other.before);
  }

  private static int compare(List<String> one, List<String> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int order = compare(one.get(i), other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  private static int compare(String one, String other) {
    boolean isNumber = one.chars().allMatch(Character::isDigit);
    boolean isOtherNumber = other.chars().allMatch(Character::isDigit);
    if (isNumber != isOtherNumber) {
      return isNumber ? -1 : 1;
    }
    return isNumber && one.length() != other.length()
        ? Integer.compare(one.length(), other.length())
        : one.compareTo(other);
  }
}
