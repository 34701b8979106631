package dev.bulkhead.admission;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order of API versions: {@code v2} before {@code v1} before {@code v1beta2} before {@code
 * v1alpha1}, and other names last (apimachinery {@code pkg/version/helpers.go}, {@code
 * CompareKubeAwareVersionStrings}).
 */
final class ApiVersions {
  /** The lower first. */
  static final Comparator<String> BY_PRIORITY =
      Comparator.comparing(ApiVersions::parse)
          .thenComparing(Comparator.<String>naturalOrder().reversed());

  private static final Pattern FORM =
      Pattern.compile("v([1-9][0-9]{0,8})(?:(alpha|beta)([1-9][0-9]{0,8}))?");

  private ApiVersions() {}

  private record Parsed(int stability, int major, int minor) implements Comparable<Parsed> {
    @Override
    public int compareTo(Parsed other) {
      return Comparator.comparingInt(Parsed::stability)
          .thenComparingInt(Parsed::major)
          .thenComparingInt(Parsed::minor)
          .compare(this, other);
    }
  }

  private static Parsed parse(String version) {
    Matcher form = FORM.matcher(version);
    if (!form.matches()) {
      return new Parsed(0, 0, 0);
    }
    int major = Integer.parseInt(form.group(1));
    if (form.group(2) == null) {
      return new Parsed(3, major, 0);
    }
    return new Parsed(form.group(2).equals("beta") ? 2 : 1, major, Integer.parseInt(form.group(3)));
  }
}
