package dev.bulkhead.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageTest {
  private static final Platform ARM64 = Platform.of("linux", "arm64", "");

  private static String pod(String image) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: { name: pod }
    spec:
      containers:
        - name: main
          image: %s
    """
        .formatted(image);
  }

  private static CheckOptions forPlatforms(Platform... platforms) {
    return new CheckOptions(List.of(platforms), at -> true, Duration.ofMinutes(1));
  }

  @Test
  void an_empty_tag_is_no_reference() {
    Judged.manifest(TestImage.usual(), pod("'registry.example/app:'"))
        .violates("image-reference-invalid")
        .at(7, 14)
        .saying("the tag is empty");
  }

  @Test
  void a_plus_in_a_tag_is_named() {
    Judged.manifest(TestImage.usual(), pod("registry.example/app:1.2+3"))
        .violates("image-reference-invalid")
        .saying("a tag cannot hold \"+\"", "1.2+3");
  }

  @Test
  void an_empty_image_is_no_reference() {
    Judged.manifest(TestImage.usual(), pod("''")).violates("image-reference-invalid");
  }

  @Test
  void a_container_without_an_image_may_be_a_patch() {
    Judged.manifest(
            TestImage.usual(),
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: app }
            spec:
              template:
                spec:
                  containers: [{ name: main, args: [--more] }]
            """)
        .violates()
        .leavesUnproven("image-reference-invalid");
  }

  @Test
  void an_image_that_the_registry_lacks_is_missing_and_the_nearest_tags_are_told() {
    Judged.manifest(TestImage.usual(), pod("registry.example/app:1.4.3"))
        .violates("image-missing")
        .at(7, 14)
        .saying("404 MANIFEST_UNKNOWN", "the nearest are 1.4.2, 1.4.1");
  }

  @Test
  void a_registry_that_does_not_tell_leaves_it_unproven() {
    Images silent =
        (reference, platform) ->
            new ImageLookup.Unavailable("registry.example could not be reached.", "Try again.");
    Judged.manifest(silent, pod("registry.example/app:1.4.2"))
        .violates()
        .leavesUnproven("image-missing")
        .saying("could not be reached");
  }

  @Test
  void an_image_without_the_platform_exists_but_does_not_run_there() {
    Judged.manifest(
            TestImage.usual().entrypoint("/bin/sh"),
            pod(TestImage.NAME),
            forPlatforms(Platform.LINUX_AMD64, ARM64))
        .violates("image-platform-missing")
        .proves("image-missing")
        .saying("holds nothing for linux/arm64; it holds linux/amd64");
  }

  @Test
  void a_pod_is_not_judged_for_a_platform_that_it_cannot_land_on() {
    Judged.manifest(
            TestImage.usual().entrypoint("/bin/sh"),
            pod(TestImage.NAME) + "  nodeSelector: { kubernetes.io/arch: amd64 }\n",
            forPlatforms(Platform.LINUX_AMD64, ARM64))
        .isClean();
  }

  @Test
  void a_pod_for_another_system_is_noted_and_not_judged() {
    var judgement =
        new Check(TestImage.usual(), CheckOptions.of(Platform.LINUX_AMD64))
            .judge(
                Manifests.inventory(
                    pod(TestImage.NAME) + "  nodeSelector: { kubernetes.io/os: windows }\n"));

    assertThat(judgement.verdicts()).isEmpty();
    assertThat(judgement.notes())
        .containsExactly(
            "Pod pod cannot land on any of the platforms asked for and was not judged.");
  }

  @Test
  void no_tag_means_latest_which_moves() {
    var image = TestImage.usual();
    Judged.manifest(image, pod("registry.example/app"))
        .violates("image-tag-floating", "image-missing")
        .saying("has no tag, which means latest");
  }

  @Test
  void a_digest_decides_beside_a_moving_tag() {
    Judged.manifest(Images.NONE, pod("registry.example/app:latest@sha256:" + "ab".repeat(32)))
        .violates()
        .proves("image-tag-floating");
  }

  @Test
  void a_command_that_is_no_list_of_strings_is_refused_at_its_place() {
    var image = TestImage.usual().entrypoint("/bin/sh");
    Judged.manifest(image, pod(TestImage.NAME) + "      command: /manager\n")
        .violates("container-malformed")
        .at(8, 16)
        .saying("command of the container main has to be a list of strings");
    Judged.manifest(image, pod(TestImage.NAME) + "      args: [--port, 8080]\n")
        .violates("container-malformed")
        .at(8, 22);
    Judged.manifest(image, pod("[x]")).violates("container-malformed").at(7, 14);
    Judged.manifest(image, pod("5")).violates("container-malformed");
    Judged.manifest(image, pod(TestImage.NAME) + "      command:\n      args: ['8080']\n")
        .isClean();
  }

  @Test
  void a_stand_in_is_never_missing() {
    for (String standIn : List.of("auto", "ko://example.org/cmd", "controller:latest")) {
      Judged.manifest(TestImage.usual(), pod(standIn)).violates().leavesUnproven("image-missing");
    }
  }

  @Test
  void a_literal_path_beside_a_computed_image_is_a_notice() {
    var options =
        new CheckOptions(
            List.of(Platform.LINUX_AMD64), at -> at.line() != 7, Duration.ofMinutes(1));
    Judged.manifest(
            TestImage.usual(), pod(TestImage.NAME) + "      command: [/usr/bin/server]\n", options)
        .violates("command-hard-coded")
        .at(8, 17);
    Judged.manifest(TestImage.usual(), pod(TestImage.NAME) + "      command: [server]\n", options)
        .isClean();
    Judged.manifest(TestImage.usual(), pod(TestImage.NAME) + "      command: [/usr/bin/server]\n")
        .isClean();
  }
}
