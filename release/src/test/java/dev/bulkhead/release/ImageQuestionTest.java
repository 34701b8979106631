package dev.bulkhead.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.render.GitTag;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImageQuestionTest {
  private static final List<GitTag> TAGS =
      Stream.of(
              "v1.0.0",
              "v1.1.0-rc.1",
              "v1.1.0",
              "v1.1.0+build.2",
              "chart-1.1.0",
              "chart-7.0.0",
              "part-v2.8.0",
              "part-v2.9.0",
              "part-v3.0.0")
          .map(name -> new GitTag(name, "commit of " + name, "tag " + name, Instant.EPOCH))
          .toList();
  private static final Streams STREAMS = Streams.of(TAGS.stream().map(GitTag::name).toList(), true);

  private static List<ImageQuestion> questions(String release, String... images) {
    return ImageQuestion.of(
        Stream.of(images).map(Shelf::deployed).toList(),
        STREAMS,
        Streams.tag(release).orElseThrow(),
        TAGS);
  }

  private static List<String> asked(String release, String... images) {
    return questions(release, images).stream()
        .flatMap(ImageQuestion::references)
        .map(ImageReference::text)
        .toList();
  }

  @Test
  void an_image_is_compared_with_that_of_the_release_before_which_is_no_candidate() {
    assertThat(asked("v1.1.0", "registry.example/app:v1.1.0", "registry.example/app:v1.1.0"))
        .containsExactly("registry.example/app:v1.1.0", "registry.example/app:v1.0.0");
    assertThat(asked("v1.1.0-rc.1", "registry.example/app:1.1.0-rc.1"))
        .containsExactly("registry.example/app:1.1.0-rc.1", "registry.example/app:1.0.0");
    assertThat(asked("v1.1.0+build.2", "registry.example/app:v1.1.0-build.2"))
        .containsExactly("registry.example/app:v1.1.0-build.2", "registry.example/app:v1.1.0");
    assertThat(asked("v1.0.0", "registry.example/app:v1.0.0"))
        .containsExactly("registry.example/app:v1.0.0");
  }

  @Test
  void an_image_is_of_the_commit_of_its_own_version_whatever_tag_is_judged() {
    assertThat(questions("chart-7.0.0", "registry.example/app:v1.1.0"))
        .singleElement()
        .satisfies(
            question ->
                assertThat(question.commits()).containsExactly("commit of v1.1.0", "tag v1.1.0"));
    assertThat(questions("v1.1.0", "registry.example/part:v3.0.0"))
        .singleElement()
        .satisfies(question -> assertThat(question.commits()).contains("commit of part-v3.0.0"));
  }

  @Test
  void where_another_version_is_deployed_that_of_the_release_is_asked_for_too() {
    assertThat(asked("v1.1.0", "registry.example/app:1.0.0"))
        .containsExactly(
            "registry.example/app:1.0.0",
            "registry.example/app:1.1.0",
            "registry.example/app:1.0.0");
    assertThat(asked("chart-7.0.0", "registry.example/app:v1.0.0"))
        .containsExactly("registry.example/app:v1.0.0");
  }

  @Test
  void of_what_floats_or_has_no_tag_of_git_only_the_existence_is_asked_for() {
    assertThat(questions("v1.1.0", "registry.example/app:latest"))
        .singleElement()
        .satisfies(
            question -> {
              assertThat(question.commits()).isEmpty();
              assertThat(question.earlier()).isEmpty();
            });
    assertThat(questions("v9.0.0", "registry.example/app:v9.0.0"))
        .singleElement()
        .satisfies(
            question -> {
              assertThat(question.commits()).isEmpty();
              assertThat(question.earlier().map(ImageReference::text))
                  .contains("registry.example/app:v1.1.0+build.2".replace('+', '-'));
            });
  }
}
