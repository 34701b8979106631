package dev.bulkhead.variants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.FileSystem;
import dev.bulkhead.registry.Image;
import dev.bulkhead.registry.ImageConfig;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagChoiceTest {
  private static final Digest DIGEST = Digest.sha256("ab".repeat(32));
  private static final Platform ARM = Platform.of("linux", "arm64", "");

  private static TagsByMinor tags(String... tags) {
    return new TagsByMinor(List.of(tags), TagPattern.USUAL);
  }

  private static List<String> order(TagsByMinor tags, int minor, int skew) {
    return tags.candidates(minor, skew).stream()
        .flatMap(List::stream)
        .map(TagVersion::tag)
        .toList();
  }

  private static String chosen(TagChoice choice) {
    return switch (choice) {
      case TagChoice.Found found -> found.version().tag();
      case TagChoice.Nothing _ -> "nothing";
      case TagChoice.Untold untold -> "untold: " + untold.reason();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          v1.34 v1.33 v1.32                    | 1 | v1.34
          v1.33 v1.32                          | 1 | v1.33
          v1.35 v1.33                          | 1 | v1.33
          v1.35 v1.32                          | 1 | v1.35
          v1.32 v1.36                          | 1 | nothing
          v1.32 v1.36                          | 2 | v1.32
          v1.33 v1.35                          | 0 | nothing
          latest v1 sha256-ab.sig 1.34         | 1 | 1.34
          latest v1 2.34.0                     | 1 | nothing
          1.34 1.34.1 1.34.10 1.34.9           | 1 | 1.34.10
          1.34.2-debian-12-r3 1.34.2-debian-12-r10 1.34.1 | 1 | 1.34.2-debian-12-r10
          v1.34.0-rc.1 v1.33.4                 | 1 | v1.33.4
          v1.34.0-rc.1 v1.35.0-rc.0 v1.32.4    | 1 | v1.34.0-rc.1
          v1.340.0                             | 1 | nothing
          """)
  void the_best_tag_is_of_the_nearest_minor_the_older_first_and_no_prerelease(
      String tags, int skew, String wanted) {
    var candidates = tags(tags.split(" ")).candidates(34, skew);

    assertThat(chosen(TagChoice.of(candidates, _ -> new TagFit.Fits(Optional.empty()))))
        .isEqualTo(wanted);
  }

  @Test
  void candidates_are_tried_minor_by_minor() {
    var tags = tags("1.33.1", "1.35.1", "1.34.1", "1.34.2", "1.32.9", "1.36.0", "1.34.3-rc.1");

    assertThat(order(tags, 34, 0)).containsExactly("1.34.2", "1.34.1", "1.34.3-rc.1");
    assertThat(order(tags, 34, 2))
        .containsExactly("1.34.2", "1.34.1", "1.33.1", "1.35.1", "1.32.9", "1.36.0", "1.34.3-rc.1");
  }

  @Test
  void a_wider_skew_only_adds_candidates_of_minors_further_away() {
    Gen<List<Integer>> minors = Gen.between(28, 40).listOfUpTo(8);
    Property.forAll(
        3,
        1_000,
        minors,
        drawn -> {
          var tags = tags(drawn.stream().map(minor -> "v1." + minor).toArray(String[]::new));
          for (int skew = 0; skew < 4; skew++) {
            List<String> narrow = order(tags, 34, skew);
            assertThat(order(tags, 34, skew + 1).subList(0, narrow.size())).isEqualTo(narrow);
          }
        });
  }

  @Test
  void what_exists_is_told_by_its_nearness() {
    var tags = tags("1.30.1", "1.30.0", "1.38.2", "1.39.0-rc.1", "1.12", "latest", "1.33.0");

    assertThat(tags.nearestBeyond(34, 1, 3))
        .extracting(TagVersion::tag)
        .containsExactly("1.30.1", "1.38.2", "1.39.0-rc.1");
    assertThat(tags("latest", "v2.0.0").isEmpty()).isTrue();
  }

  @Test
  void an_image_without_a_platform_is_passed_over_and_told() {
    var fits =
        new TagFits(images(Map.of("v1.34.1", "linux/amd64")), List.of(Platform.LINUX_AMD64, ARM));

    var choice =
        TagChoice.of(
            tags("v1.34.1", "v1.34.0", "v1.33.0").candidates(34, 1),
            version -> fits.of(reference(version.tag())));

    assertThat(chosen(choice)).isEqualTo("v1.34.0");
    assertThat(choice.passedOver())
        .containsExactly(
            new TagChoice.PassedOver(
                TagVersion.of("v1.34.1").orElseThrow(), "has no linux/arm64, only linux/amd64"));
  }

  @Test
  void what_nobody_tells_is_not_replaced_by_something_worse() {
    var fits = new TagFits(images(Map.of("v1.34.1", "untold")), List.of(Platform.LINUX_AMD64));

    var choice =
        TagChoice.of(
            tags("v1.34.1", "v1.34.0").candidates(34, 1),
            version -> fits.of(reference(version.tag())));

    assertThat(chosen(choice)).isEqualTo("untold: Nobody answered.");
  }

  @Test
  void a_platform_that_is_known_to_lack_decides_whatever_is_not_told_of_others() {
    Images images =
        (_, platform) ->
            platform.equals(ARM)
                ? new ImageLookup.Unavailable("Nobody answered.", "Try again.")
                : missing("linux/s390x");

    assertThat(new TagFits(images, List.of(ARM, Platform.LINUX_AMD64)).of(reference("v1.34")))
        .isEqualTo(new TagFit.Lacks("has no linux/amd64, only linux/s390x"));
  }

  @Test
  void a_tag_that_is_listed_but_gone_is_passed_over() {
    var fits = new TagFits(images(Map.of("v1.34.1", "gone")), List.of(Platform.LINUX_AMD64));

    assertThat(fits.of(reference("v1.34.1")))
        .isEqualTo(new TagFit.Lacks("is not there, says registry.example (404)"));
  }

  @Test
  void without_platforms_nothing_is_looked_up() {
    assertThat(new TagFits(Images.NONE, List.of()).of(reference("v1.34.1")))
        .isEqualTo(new TagFit.Fits(Optional.empty()));
  }

  @Test
  void of_one_minor_no_more_than_ten_tags_are_looked_at() {
    var tags = new ArrayList<String>();
    IntStream.range(0, 500).forEach(patch -> tags.add("1.34." + patch));
    tags.add("1.33.0");
    var asked = new ArrayList<String>();

    var choice =
        TagChoice.of(
            new TagsByMinor(tags, TagPattern.USUAL).candidates(34, 1),
            version -> {
              asked.add(version.tag());
              return version.tag().startsWith("1.33")
                  ? new TagFit.Fits(Optional.empty())
                  : new TagFit.Lacks("has no linux/arm64");
            });

    assertThat(chosen(choice)).isEqualTo("1.33.0");
    assertThat(asked).hasSize(11).startsWith("1.34.499").endsWith("1.34.490", "1.33.0");
  }

  /** Images that are there for every platform but those described otherwise. */
  private static Images images(Map<String, String> described) {
    return (reference, platform) ->
        switch (described.get(reference.effectiveTag())) {
          case null -> found(reference, platform);
          case "untold" -> new ImageLookup.Unavailable("Nobody answered.", "Try again.");
          case "gone" -> new ImageLookup.Missing("registry.example", "404", List.of());
          case String only ->
              platform.toString().equals(only) ? found(reference, platform) : missing(only);
        };
  }

  private static ImageLookup missing(String only) {
    return new ImageLookup.PlatformMissing(
        DIGEST, "registry.example", new TreeSet<>(List.of(Platform.parse(only).orElseThrow())));
  }

  private static ImageLookup found(ImageReference reference, Platform platform) {
    var config =
        new ImageConfig(
            List.of("/kubectl"), List.of(), new LinkedHashMap<>(), "", "", new LinkedHashMap<>());
    return new ImageLookup.Found(
        new Image(
            reference,
            DIGEST,
            DIGEST,
            platform,
            "registry.example",
            config,
            path -> new FileSystem.Finding.Absent(List.of())));
  }

  private static ImageReference reference(String tag) {
    return switch (ImageReference.read("registry.example/kubectl:" + tag)) {
      case ImageReference.Reading.Valid(var reference) -> reference;
      case ImageReference.Reading.Invalid invalid -> throw new AssertionError(invalid);
    };
  }
}
