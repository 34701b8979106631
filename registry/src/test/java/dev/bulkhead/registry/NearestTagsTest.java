package dev.bulkhead.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTagsTest {
  @Test
  void of_versions_the_closest_below_come_first() {
    var nearest =
        NearestTags.of(
            "v1.32", List.of("latest", "v1.9", "v1.30.2", "v1.31.4", "v1.31.10", "v1.33", "v2.0"));

    assertThat(nearest).containsExactly("v1.31.10", "v1.31.4", "v1.33", "v1.30.2", "v1.9");
  }

  @Test
  void the_same_form_comes_before_the_closer_number() {
    var nearest = NearestTags.of("1.27-alpine", List.of("1.27.1", "1.26-alpine", "v1.27"));

    assertThat(nearest).startsWith("1.26-alpine");
  }

  @Test
  void the_same_version_by_another_word_comes_first() {
    assertThat(NearestTags.of("1.27.1", List.of("1.27.0", "v1.27.1", "1.27.1-slim")))
        .containsExactly("v1.27.1", "1.27.0", "1.27.1-slim");
  }

  @Test
  void words_are_compared_by_spelling() {
    assertThat(NearestTags.of("stabel", List.of("stable", "edge", "nightly-build")))
        .containsExactly("stable");
  }

  @Test
  void where_nothing_is_near_the_latest_versions_are_named() {
    assertThat(
            NearestTags.of("zzz", List.of("v1.2.0", "v0.9.0", "v1.10.0", "edge-builds", "v1.1.0")))
        .containsExactly("v1.10.0", "v1.2.0", "v1.1.0");
  }

  @Test
  void at_most_five_are_named() {
    assertThat(NearestTags.of("v1.5", List.of("v1", "v2", "v3", "v4", "v5", "v6", "v7")))
        .hasSize(5);
  }

  @Test
  void signatures_are_no_tags_to_choose() {
    assertThat(NearestTags.of("v1", List.of("sha256-" + "a".repeat(64) + ".sig", "v2")))
        .containsExactly("v2");
  }

  @Test
  void a_list_of_nothing_has_nothing_near() {
    assertThat(NearestTags.of("v1", List.of())).isEmpty();
  }

  @Test
  void edits_are_a_distance() {
    assertThat(NearestTags.edits("kitten", "sitting")).isEqualTo(3);
    assertThat(NearestTags.edits("", "abc")).isEqualTo(3);
  }

  @Test
  void edits_are_the_same_both_ways_and_nothing_only_between_equals() {
    Gen<List<String>> pairs =
        choices -> List.of(Gen.text("ab1.", 8).draw(choices), Gen.text("ab1.", 8).draw(choices));

    Property.forAll(
        7,
        500,
        pairs,
        pair -> {
          int there = NearestTags.edits(pair.get(0), pair.get(1));
          assertThat(there).isEqualTo(NearestTags.edits(pair.get(1), pair.get(0)));
          assertThat(there == 0).isEqualTo(pair.get(0).equals(pair.get(1)));
        });
  }

  @Test
  void what_is_near_is_among_the_tags_and_not_what_was_asked() {
    Gen<List<String>> tags = Gen.text("v1230.-a", 9).listOfUpTo(12);

    Property.forAll(
        8,
        500,
        tags,
        all -> {
          var nearest = NearestTags.of("v1.2", all);
          assertThat(all).containsAll(nearest);
          assertThat(nearest).doesNotContain("v1.2").hasSizeLessThanOrEqualTo(5);
        });
  }

  @Test
  void the_newest_release_is_no_pre_release() {
    assertThat(ReleaseTags.newest(List.of("1.9.0", "1.10.0", "2.0.0-rc.1", "latest", "1.2")))
        .contains("1.10.0");
    assertThat(ReleaseTags.newest(List.of("latest"))).isEmpty();
  }
}
