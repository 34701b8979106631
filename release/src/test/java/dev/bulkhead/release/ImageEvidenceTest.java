package dev.bulkhead.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import dev.bulkhead.testkit.image.ImageSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageEvidenceTest {
  private static final ImageReference APP = Shelf.ref("registry.example/app:v1");
  private static final Platform ARM64 = new Platform("linux", "arm64", "");

  @TempDir private Path temp;

  private Images both() {
    return new Shelf()
        .image(
            "registry.example/app:v1",
            ImageSpec.linux("amd64").user("1"),
            ImageSpec.linux("arm64").user("2"))
        .images(temp);
  }

  @Test
  void an_image_is_known_on_all_its_platforms() {
    var evidence = ImageEvidence.of(both(), APP);

    assertThat(evidence)
        .isInstanceOfSatisfying(
            ImageEvidence.Present.class,
            present -> {
              assertThat(present.offered()).containsExactly(Platform.LINUX_AMD64, ARM64);
              assertThat(present.held()).containsOnlyKeys(Platform.LINUX_AMD64, ARM64);
              assertThat(present.held().values())
                  .extracting(held -> held.config().user())
                  .containsExactly("1", "2");
              assertThat(present.held().values())
                  .extracting(ImageEvidence.Held::manifest)
                  .doesNotContain(present.digest())
                  .doesNotHaveDuplicates();
              assertThat(present.gaps()).isEmpty();
            });
  }

  @Test
  void an_image_without_an_index_is_known_on_its_platform() {
    var images =
        new Shelf().image("registry.example/app:v1", ImageSpec.linux("arm64")).images(temp);

    assertThat(ImageEvidence.of(images, APP))
        .isInstanceOfSatisfying(
            ImageEvidence.Present.class,
            present -> {
              assertThat(present.offered()).containsExactly(ARM64);
              assertThat(present.held().get(ARM64))
                  .extracting(ImageEvidence.Held::manifest)
                  .isEqualTo(present.digest());
            });
  }

  @Test
  void an_image_that_says_no_platform_is_taken_for_one_of_any() {
    var images =
        new Shelf()
            .image("registry.example/app:v1", ImageSpec.platform("", "", "").user("1"))
            .images(temp);

    assertThat(ImageEvidence.of(images, APP))
        .isInstanceOfSatisfying(
            ImageEvidence.Present.class,
            present -> assertThat(present.offered()).containsExactly(Platform.LINUX_AMD64));
  }

  @Test
  void what_does_not_exist_and_what_nobody_tells_are_two_things() {
    assertThat(ImageEvidence.of(both(), Shelf.ref("registry.example/app:v2")))
        .isInstanceOf(ImageEvidence.Absent.class);
    assertThat(ImageEvidence.of(Images.NONE, APP)).isInstanceOf(ImageEvidence.Unknown.class);
  }

  /** Each question is the one that fails, once: nothing is thrown, and nothing is made up. */
  @Test
  void whichever_question_fails_the_rest_is_known_and_the_gap_is_told() {
    for (var fault :
        List.of(
            new ImageLookup.Unavailable("It did not answer.", "Ask again."),
            new ImageLookup.Missing("registry.example", "404", List.of()))) {
      for (int failing = 0; failing < 3; failing++) {
        int fails = failing;
        var asked = new AtomicInteger();
        Images images = both();
        var evidence =
            ImageEvidence.of(
                (reference, platform) ->
                    asked.getAndIncrement() == fails ? fault : images.find(reference, platform),
                APP);

        if (failing == 0) {
          assertThat(evidence).isNotInstanceOf(ImageEvidence.Present.class);
        } else {
          assertThat(evidence)
              .isInstanceOfSatisfying(
                  ImageEvidence.Present.class,
                  present -> {
                    assertThat(present.offered()).hasSize(2);
                    assertThat(present.held()).hasSize(1);
                    assertThat(present.gaps()).hasSize(1);
                    assertThat(present.supply()).isNotEmpty();
                  });
        }
      }
    }
  }
}
