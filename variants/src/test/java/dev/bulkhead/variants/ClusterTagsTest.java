package dev.bulkhead.variants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Image;
import dev.bulkhead.registry.ImageConfig;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClusterTagsTest {
  private static final Images ASKED_IN_VAIN =
      (reference, platform) -> new ImageLookup.Unavailable("It did not answer.", "Try again.");

  private static final Digest DIGEST = Digest.sha256("ab".repeat(32));

  /** A registry that lacks the tags that end so, and has all others. */
  private static Images without(String... ends) {
    return (reference, platform) ->
        Stream.of(ends).anyMatch(reference.text()::endsWith)
            ? new ImageLookup.Missing("registry.example", "404", List.of())
            : new ImageLookup.Found(
                new Image(
                    reference,
                    DIGEST,
                    DIGEST,
                    platform,
                    "registry.example",
                    new ImageConfig(List.of(), List.of(), new TreeMap<>(), "", "", new TreeMap<>()),
                    path -> {
                      throw new AssertionError("Nobody asks for files.");
                    }));
  }

  private static ClusterVersion minor(int minor) {
    return ClusterVersion.plain(KubernetesVersion.of(1, minor, 0), minor <= 37);
  }

  private static List<Verdict> judge(
      Images images, Function<ClusterVersion, String> image, ClusterVersion... versions) {
    var renders = new LinkedHashMap<ClusterVersion, Inventory>();
    for (ClusterVersion version : versions) {
      renders.put(version, PinSearchTest.job(image.apply(version)));
    }
    return new ClusterTags(
            images,
            Platform.LINUX_AMD64,
            subject -> Optional.of(new Pin("jobs\\.tag", "registry.example/kubectl:v", "")))
        .judge(renders.values().iterator().next(), renders);
  }

  private static String follows(ClusterVersion version) {
    return "registry.example/kubectl:v" + version.version().minorVersion();
  }

  private static Verdict.Violated only(List<Verdict> verdicts) {
    assertThat(verdicts).singleElement().isInstanceOf(Verdict.Violated.class);
    return (Verdict.Violated) verdicts.getFirst();
  }

  @Test
  void an_image_that_stays_the_same_is_proven_to_do_so() {
    assertThat(judge(ASKED_IN_VAIN, version -> "kubectl:v1", minor(35), minor(36)))
        .singleElement()
        .isInstanceOf(Verdict.Proven.class);
  }

  @Test
  void what_is_not_found_again_on_other_versions_is_not_proven() {
    assertThat(judge(ASKED_IN_VAIN, version -> "kubectl:v1", minor(36)))
        .singleElement()
        .isInstanceOf(Verdict.Unproven.class);
  }

  @Test
  void no_tag_is_advised_of_which_it_is_known_that_it_lacks() {
    var verdict =
        only(judge(without("v1.36", "v1.37"), ClusterTagsTest::follows, minor(36), minor(37)));

    assertThat(verdict.remedy()).startsWith("Set jobs\\.tag to a tag that exists;");
  }

  @Test
  void an_image_that_follows_and_lacks_for_a_released_version_is_an_error() {
    var verdict =
        only(judge(without("v1.37"), ClusterTagsTest::follows, minor(35), minor(36), minor(37)));

    assertThat(verdict.severity()).isEqualTo(Severity.ERROR);
    assertThat(verdict.message()).endsWith("There is no such image for 1.37.");
  }

  @Test
  void an_image_that_lacks_only_for_a_version_to_come_is_a_warning() {
    var verdict = only(judge(without("v1.38"), ClusterTagsTest::follows, minor(37), minor(38)));

    assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
    assertThat(verdict.message()).endsWith("There is no such image for 1.38 (not released yet).");
    assertThat(verdict.remedy()).startsWith("Set the tag with --set 'jobs\\.tag=1.37';");
  }

  @Test
  void where_all_exist_it_is_a_warning_for_the_version_to_come() {
    var verdict = only(judge(without(), ClusterTagsTest::follows, minor(36), minor(37)));

    assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
    assertThat(verdict.message()).contains("All of these exist today");
  }

  @Test
  void where_nobody_could_be_asked_it_is_a_warning_that_says_so() {
    var verdict = only(judge(ASKED_IN_VAIN, ClusterTagsTest::follows, minor(36), minor(37)));

    assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
    assertThat(verdict.message())
        .contains("registry.example/kubectl:v1.36 on 1.36, registry.example/kubectl:v1.37 on 1.37")
        .endsWith("Whether all of these exist could not be found out.");
    assertThat(verdict.remedy()).startsWith("Set the tag with --set 'jobs\\.tag=1.36';");
  }

  @Test
  void a_tag_that_only_a_providers_spelling_breaks_is_told() {
    var k3s =
        ClusterVersion.spellings(KubernetesVersion.of(1, 37, 0)).stream()
            .filter(version -> version.provider().equals("k3s"))
            .findFirst()
            .orElseThrow();

    var verdicts =
        judge(
            ASKED_IN_VAIN,
            version -> "registry.example/kubectl:" + version.version().text(),
            minor(37),
            k3s);

    assertThat(verdicts)
        .extracting(verdict -> verdict.claim().rule().id())
        .containsExactly("tag-follows-cluster-version", "tag-invalid-on-provider");
    assertThat(verdicts.getLast().message())
        .isEqualTo(
            "On v1.37.0+k3s1 (k3s) the image is registry.example/kubectl:v1.37.0+k3s1, which is not"
                + " a valid reference.");
  }

  @Test
  void a_tag_that_is_broken_everywhere_is_left_to_the_rule_that_tells_it() {
    assertThat(judge(ASKED_IN_VAIN, version -> "registry.example/kubectl:", minor(36), minor(37)))
        .noneMatch(verdict -> verdict.claim().rule().id().equals("tag-invalid-on-provider"));
  }

  @Test
  void an_image_with_a_digest_does_not_follow_whatever_its_tag() {
    assertThat(
            judge(
                ASKED_IN_VAIN,
                version -> follows(version) + "@sha256:" + "ab".repeat(32),
                minor(36),
                minor(37)))
        .singleElement()
        .isInstanceOf(Verdict.Proven.class);
  }
}
