package dev.bulkhead.variants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagPatternTest {
  private static TagPattern pattern(String text) {
    return switch (TagPattern.read(text)) {
      case TagPattern.Reading.Valid(var pattern) -> pattern;
      case TagPattern.Reading.Invalid invalid -> throw new AssertionError(invalid);
    };
  }

  private static TagPattern.Reading.Invalid refused(String text) {
    assertThat(TagPattern.read(text)).isInstanceOf(TagPattern.Reading.Invalid.class);
    return (TagPattern.Reading.Invalid) TagPattern.read(text);
  }

  @ParameterizedTest
  @CsvSource({
    "v{major}.{minor}, v1.34, 1.34, ''",
    "v1.{minor}, v1.34, 1.34, ''",
    "{major}.{minor}.{patch}, 1.34.2, 1.34.2, ''",
    "{major}.{minor}.{patch}-debian-12-r*, 1.34.2-debian-12-r3, 1.34.2, -debian-12-r3",
    "{major}.{minor}*, 1.34.2-debian-12, 1.34.2, -debian-12",
    "{major}.{minor}*, 1.34, 1.34, ''",
    "*{major}.{minor}*, latest-v1.31.3-amd64, 1.31.3, -amd64",
    "*{major}.{minor}*, k8s-1.34-alpine3.20, 1.34, -alpine3.20",
    "k8s-{major}-{minor}-{patch}, k8s-1-34-2, 1.34.2, ''",
    "{patch}_{minor}, 2_34, 1.34.2, ''",
    "*-{minor}, a-134, 1.134, ''"
  })
  void a_tag_of_the_form_says_its_version(
      String pattern, String tag, String numbers, String suffix) {
    assertThat(pattern(pattern).match(tag))
        .get()
        .satisfies(
            version -> {
              assertThat(version.tag()).isEqualTo(tag);
              assertThat(version.suffix()).isEqualTo(suffix);
              assertThat(
                      version.numbers().stream()
                          .map(String::valueOf)
                          .collect(Collectors.joining(".")))
                  .isEqualTo(numbers);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "v{major}.{minor}, 1.34",
    "v{major}.{minor}, v1.34.2",
    "v{major}.{minor}, xv1.34",
    "{major}.{minor}.{patch}, 1.34",
    "{major}.{minor}.{patch}, v1.34.2",
    "{major}.{minor}.{patch}-debian-12-r*, 1.34.2",
    "{major}.{minor}, 1.034",
    "{major}.{minor}, 1.1234567",
    "{major}.{minor}, 1x34",
    "v1.{minor}, v2.34"
  })
  void a_tag_of_another_form_does_not_count(String pattern, String tag) {
    assertThat(pattern(pattern).match(tag)).isEmpty();
  }

  @Test
  void without_a_pattern_every_tag_counts_that_begins_with_a_version() {
    assertThat(TagPattern.USUAL.match("v1.34.2-k3s1"))
        .contains(TagVersion.of("v1.34.2-k3s1").get());
    assertThat(TagPattern.USUAL.match("latest")).isEqualTo(Optional.empty());
    assertThat(TagPattern.USUAL.isUsual()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          v1.32                  | does not say where the minor version stands | Write v{major}.{minor} for
          1.32.1-debian-12-r3    | does not say where the minor version stands | Write {major}.{minor}.{patch}-debian-12-r3 for
          latest                 | does not say where the minor version stands | Write v{major}.{minor} for
          *                      | does not say where the minor version stands | Write v{major}.{minor} for
          {major}                | does not say where the minor version stands | Write
          {major}{minor}         | {major} and {minor} touch                   | {major}.{minor}
          {minor}.{minor}        | holds {minor} twice                         | once
          {major}.{minor}.{fix}  | There is no {fix} to fill                   | {patch}
          {Major}.{minor}        | There is no {Major} to fill                 | {major}
          {major}.{minor         | No tag can hold the "{"                     | and *
          {minor}/x              | No tag can hold the "/"                     | and *
          *{minor}*x*            | more than 2 times *                         | Leave
          """)
  void what_is_no_pattern_is_told_with_a_remedy(String text, String cause, String remedy) {
    assertThat(refused(text).cause()).contains(cause);
    assertThat(refused(text).remedy()).contains(remedy);
  }

  @ParameterizedTest
  @ValueSource(ints = {257, 100_000})
  void a_pattern_that_is_too_long_is_refused(int length) {
    assertThat(refused("{minor}" + "x".repeat(length)).cause()).contains("longer than 256");
  }

  @Test
  void an_empty_pattern_says_no_place() {
    assertThat(refused("").remedy()).contains("v{major}.{minor}");
  }

  @Test
  void a_pattern_finds_what_was_written_by_it() {
    Gen<String> literals = Gen.text("av-._", 3);
    Gen<String[]> drawn =
        choices -> {
          String before = literals.draw(choices);
          String after = literals.draw(choices);
          int minor = Gen.between(0, 999).draw(choices);
          int patch = Gen.between(0, 999).draw(choices);
          String form = before + "{major}.{minor}.{patch}" + after;
          String tag = before + "1.%d.%d".formatted(minor, patch) + after;
          return new String[] {form, tag, "[1, %d, %d]".formatted(minor, patch)};
        };
    Property.forAll(
        7,
        2_000,
        drawn,
        one ->
            assertThat(pattern(one[0]).match(one[1]))
                .get()
                .satisfies(version -> assertThat(version.numbers()).hasToString(one[2])));
  }

  @Test
  void whatever_is_typed_is_read_or_refused() {
    Property.forAll(
        8,
        5_000,
        Gen.text("{}majorinpthc*.-v1", 30),
        text -> {
          if (TagPattern.read(text) instanceof TagPattern.Reading.Valid(var pattern)) {
            assertThat(pattern.match("v1.34.2")).isNotNull();
          } else {
            assertThat(refused(text).remedy()).isNotBlank();
          }
        });
  }
}
