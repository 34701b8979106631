package dev.bulkhead.variants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagVersionTest {
  private static final Gen<String> NUMBERS =
      Gen.of("1", "1.34", "1.34.0", "1.34.2", "1.34.10", "1.33.12", "1.34.2.1", "2", "01.34.2");
  private static final Gen<String> SUFFIXES =
      Gen.oneOf(
          Gen.of(
              "", "-rc.1", "-rc.10", "-rc2", "-alpha.1", "-beta.0-k3s1", "-k3s1", "-debian-12-r3"),
          Gen.of(
              "-debian-12-r10", "-debian-12", "-Debian-12", "-amd64", "_amd64", "-1", ".x", "+k0s"),
          Gen.text("-._+r1aR9", 6));
  private static final Gen<TagVersion> VERSIONS =
      choices -> {
        String tag =
            Gen.of("", "v", "V").draw(choices) + NUMBERS.draw(choices) + SUFFIXES.draw(choices);
        return TagVersion.of(tag).orElseThrow(Gen.Unsatisfied::new);
      };

  private static TagVersion version(String tag) {
    return TagVersion.of(tag).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    // numbers are numbers
    "1.34.10, 1.34.9",
    "v1.34.10, v1.34.9",
    "1.34.2, v1.34.1",
    "v1.34.2, 1.34.1",
    "1.34.2, 1.33.9",
    "1.34.2.1, 1.34.2",
    // what is moved never wins over what is exact
    "1.34.0, 1.34",
    "1.33.1, v2",
    "1.34.0-k3s1, v1.34",
    "v1.34, v1",
    // prereleases come last
    "1.34.0, 1.34.0-rc.1",
    "1.33.9, 1.34.0-rc.1",
    "v1.34, v1.34.0-rc.1",
    "1.34.0-rc.10, 1.34.0-rc.9",
    "1.34.0-rc1, 1.34.0-beta3",
    "1.34.0-beta.0, 1.34.0-alpha.3",
    "1.34.0-alpha.1, 1.34.0-SNAPSHOT",
    "1.35.0-alpha.1, 1.34.0-rc.1",
    "1.34.1-rc2-k3s1, 1.34.1-rc1-k3s1",
    // builds of one version: the one that says least, then the later
    "1.34.2, 1.34.2-debian-12-r3",
    "1.34.2-debian-12-r10, 1.34.2-debian-12-r9",
    "1.34.2-debian-12-r3, 1.34.2-debian-11-r99",
    "1.34.2-k3s2, 1.34.2-k3s1",
    "1.34.2-k3s1, 1.34.2-k3s1-arm64",
    "1.34.3-debian-12-r0, 1.34.2-debian-12-r9",
    // two spellings of one version
    "v1.34.2, 1.34.2"
  })
  void the_first_is_the_better_to_take(String better, String worse) {
    assertThat(version(better)).isGreaterThan(version(worse));
    assertThat(version(worse)).isLessThan(version(better));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latest",
        "main",
        "",
        "v",
        "stable-1.34",
        "sha-1a2b3c4",
        "1a2b3c4d",
        "34ce0ffee",
        "sha256-3b4c.sig",
        "alpine"
      })
  void what_begins_with_no_version_is_none(String tag) {
    assertThat(TagVersion.of(tag)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1.34, 34, false, true",
    "v1.34.2, 34, false, false",
    "1.34.2-debian-12-r3, 34, false, false",
    "v1.35.0-rc.1, 35, true, false",
    "1.35.0rc1, 35, true, false",
    "v1.34.2-alphabet, 34, false, false",
    "v1.34.2-k3s1, 34, false, false",
    "v1, , false, true",
    "2.34.1, , false, false",
    "20260101, , false, true",
    "1.99999999999999999999, , false, true"
  })
  void a_version_says_its_minor_and_what_it_is_worth(
      String tag, Integer minor, boolean isPrerelease, boolean isFloating) {
    assertThat(version(tag).kubernetesMinor()).isEqualTo(Optional.ofNullable(minor));
    assertThat(version(tag).isPrerelease()).isEqualTo(isPrerelease);
    assertThat(version(tag).isFloating()).isEqualTo(isFloating);
  }

  @Test
  void versions_are_in_a_total_order() {
    Gen<List<TagVersion>> three =
        choices -> List.of(VERSIONS.draw(choices), VERSIONS.draw(choices), VERSIONS.draw(choices));
    Property.forAll(
        34,
        20_000,
        three,
        drawn -> {
          var a = drawn.get(0);
          var b = drawn.get(1);
          var c = drawn.get(2);
          assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
          assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
          if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
            assertThat(a).isLessThanOrEqualTo(c);
          }
        });
  }

  @Test
  void the_order_does_not_depend_on_what_was_listed_first() {
    Property.forAll(
        35,
        2_000,
        VERSIONS.listOfUpTo(12),
        drawn -> {
          var sorted = new ArrayList<>(drawn);
          Collections.sort(sorted);
          var turned = new ArrayList<>(drawn.reversed());
          Collections.sort(turned);
          assertThat(turned).isEqualTo(sorted);
          assertThat(sorted)
              .isSortedAccordingTo(
                  Comparator.comparingInt(
                      version -> version.isPrerelease() ? 0 : version.isFloating() ? 1 : 2));
        });
  }
}
