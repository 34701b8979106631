package dev.bulkhead.airgap.k0s;

import static dev.bulkhead.airgap.k0s.Configs.RELEASES;
import static dev.bulkhead.airgap.k0s.Configs.file;
import static dev.bulkhead.airgap.k0s.Configs.release;
import static dev.bulkhead.airgap.k0s.Configs.version;
import static dev.bulkhead.airgap.k0s.Configs.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.model.Platform;
import dev.bulkhead.verdict.UserError;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Releases that are newer than the program. */
final class LearnedReleaseTest {
  private static final K0sRelease NEWEST = release("v1.35.5");

  /** All its images, as {@code k0s config create --include-images} prints them. */
  private static final ClusterConfig DEFAULTS =
      written(file("spec: {images: {default_pull_policy: Never}}"), asIfItWroteAll());

  @Test
  void a_release_is_learned_from_what_its_program_prints() {
    LearnedRelease learned =
        LearnedRelease.of(
            version("v1.35.99"), Optional.of(DEFAULTS), List.of(), Map.of(), RELEASES);

    assertThat(learned.like()).isEqualTo(RELEASES.newestOf("1.35").orElseThrow());
    assertThat(learned.release().images()).containsAllEntriesOf(configurable());
    assertThat(learned.release().traits()).isEqualTo(RELEASES.require(learned.like()).traits());
  }

  @Test
  void the_list_alone_is_enough_where_names_stay_as_they_were() {
    List<String> lines =
        ListImages.of(file(""), NEWEST, true, Platform.of("linux", "amd64", "")).stream()
            .map(NamedVersion::toString)
            .toList();
    LearnedRelease learned =
        LearnedRelease.of(
            version("v1.35.99"),
            Optional.empty(),
            Stream.concat(lines.stream(), Stream.of("quay.io/new/thing:v1", "")).toList(),
            Map.of(),
            RELEASES);

    assertThat(learned.release().defaultOf(ImageKey.KUBE_PROXY))
        .isEqualTo(NEWEST.defaultOf(ImageKey.KUBE_PROXY));
    assertThat(learned.unread()).containsExactly("quay.io/new/thing:v1");
  }

  @Test
  void what_the_list_lacks_is_told() {
    List<String> lines = List.of(NEWEST.defaultOf(ImageKey.COREDNS).orElseThrow().toString());

    assertThat(
            LearnedRelease.of(version("v1.35.99"), Optional.of(DEFAULTS), lines, Map.of(), RELEASES)
                .unlisted())
        .contains(NEWEST.defaultOf(ImageKey.KUBE_PROXY).orElseThrow())
        .doesNotContain(NEWEST.defaultOf(ImageKey.COREDNS).orElseThrow());
  }

  @Test
  void missing_images_and_releases_far_away_are_refused() {
    assertThatThrownBy(
            () ->
                LearnedRelease.of(
                    version("v1.35.99"), Optional.of(file("")), List.of(), Map.of(), RELEASES))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("spec.images.kubeproxy");
    assertThatThrownBy(
            () ->
                LearnedRelease.of(
                    version("v1.39.0"), Optional.of(DEFAULTS), List.of(), Map.of(), RELEASES))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("v1.39.0+k0s.0");
  }

  @Test
  void releases_are_read_as_they_were_written() {
    assertThat(K0sReleaseFile.read("own.json", K0sReleaseText.of(RELEASES, "by \"hand\"")))
        .isEqualTo(RELEASES);
  }

  @Test
  void what_is_stated_of_its_behaviour_counts_before_what_is_inferred() {
    Traits like = RELEASES.require(RELEASES.newestOf("1.32").orElseThrow()).traits();
    LearnedRelease learned =
        LearnedRelease.of(
            version("v1.32.99"),
            Optional.of(DEFAULTS),
            List.of(),
            Map.of("strip", "repository", "listImages", "4"),
            RELEASES);

    assertThat(like.strip()).isEqualTo(Traits.Strip.EXACT);
    assertThat(learned.release().traits())
        .isEqualTo(like.with(Map.of("strip", "repository", "listImages", "4")))
        .isNotEqualTo(like);
    assertThat(learned.release().traits().strip()).isEqualTo(Traits.Strip.REPOSITORY);
  }

  private static K0sRelease asIfItWroteAll() {
    return new K0sRelease(
        NEWEST.version(), NEWEST.images(), NEWEST.traits().with(Map.of("strip", "none")));
  }

  private static Map<ImageKey, NamedVersion> configurable() {
    var images = new EnumMap<ImageKey, NamedVersion>(NEWEST.images());
    images.keySet().removeIf(key -> !key.isConfigurable());
    return images;
  }
}
