package dev.bulkhead.release;

import static dev.bulkhead.verdict.Rule.Proof.EVIDENCE;
import static dev.bulkhead.verdict.Severity.ERROR;
import static dev.bulkhead.verdict.Severity.NOTICE;
import static dev.bulkhead.verdict.Severity.WARNING;

import dev.bulkhead.verdict.Rule;
import java.util.List;

/** The rules on the images that a release is made of. */
public final class ImageReleaseRules {
  /** An image that the release deploys does not exist. */
  public static final Rule OWN_IMAGE_MISSING =
      new Rule(
          "own-image-missing",
          ERROR,
          EVIDENCE,
          "an image of the project that a release deploys does not exist",
          """
          A tag that is made before its image is built asks for something that nobody has \
          published: whoever deploys it gets ImagePullBackOff, and where the build then fails, for \
          good. With --promise the image may come later; release.lock then holds what must come, \
          and the next verify of the tag tells whether it did.""",
          "image: registry.example/app:v0.30.0   # 404 MANIFEST_UNKNOWN",
          "image: registry.example/app:v0.30.0   # pushed, or promised in release.lock");

  /** Some of what belongs to a version was published, and some was not. */
  public static final Rule RELEASE_INCOMPLETE =
      new Rule(
          "release-incomplete",
          ERROR,
          EVIDENCE,
          "of the image, the chart and the install manifest of a version some exist and some do not",
          """
          A release whose image was pushed and whose chart was not is no release for those who \
          install by the chart, and one whose chart names an image that is not there breaks them. \
          Where a step of the publishing fails, the rest of it is often done all the same.""",
          "registry.example/app:v1.2.0 exists, oci://registry.example/charts/app:1.2.0 does not",
          "registry.example/app:v1.2.0 and oci://registry.example/charts/app:1.2.0 both exist");

  /** An image was built from another commit than its release. */
  public static final Rule IMAGE_FROM_OTHER_COMMIT =
      new Rule(
          "image-from-other-commit",
          ERROR,
          EVIDENCE,
          "an image says that it was built from another commit than its release's tag is of",
          """
          The image's label org.opencontainers.image.revision names the commit that it was built \
          from. Where that is another one than the tag's, the source that everybody reads is not \
          what runs: the tag was moved, or the image was built somewhere else. It is a warning where \
          the commit comes before the tag's. The label counts only where \
          org.opencontainers.image.source names this repository, since both are inherited from a \
          base image.""",
          "org.opencontainers.image.revision: 3f9a6c…   # the tag v1.2.0 is of 81d20e…",
          "org.opencontainers.image.revision: 81d20e…   # and so is the tag v1.2.0");

  /** An image does not say what it was built from. */
  public static final Rule IMAGE_UNTRACEABLE =
      new Rule(
          "image-untraceable",
          NOTICE,
          EVIDENCE,
          "an image of the project does not say which of its commits it was built from",
          """
          Without the labels org.opencontainers.image.source and org.opencontainers.image.revision \
          nobody can tell from an image what is in it, and nobody notices that it was built from \
          something else than the release. Labels that the base image brought do not count.""",
          "FROM registry.example/base   # and no label of its own",
          "LABEL org.opencontainers.image.source=https://git.example/org/app \\\n"
              + "      org.opencontainers.image.revision=$COMMIT");

  /** An image is for fewer platforms than the one before. */
  public static final Rule PLATFORM_LOST =
      new Rule(
          "platform-lost",
          WARNING,
          EVIDENCE,
          "an image is for fewer platforms than that of the release before",
          """
          Nodes of a platform that the image no longer holds cannot start it: their pods stay in \
          ImagePullBackOff after the upgrade. It often happens unnoticed, when a build for several \
          platforms fails for one of them, or runs on another machine.""",
          "app:v1.2.0: linux/amd64               # app:v1.1.0: linux/amd64, linux/arm64",
          "app:v1.2.0: linux/amd64, linux/arm64");

  /** What an image starts was changed under a command that names it. */
  public static final Rule ENTRYPOINT_CHANGED =
      new Rule(
          "entrypoint-changed",
          WARNING,
          EVIDENCE,
          "an image is started otherwise than that of the release before, and a container sets its command",
          """
          A container that sets command starts that program whatever its image says. Where a \
          release builds its image in another way (another ENTRYPOINT, USER or WORKDIR), the command \
          stays behind: in Capsule v0.4.0 to v0.8.x the chart's DaemonSet mode ran /manager, while \
          the image had the program elsewhere. It is only said where the command is not the new \
          ENTRYPOINT itself, or the user or the folder changed.""",
          "command: [/manager]   # ENTRYPOINT was [/manager] and is [/ko-app/app]",
          "args: [--verbose]     # the image's own ENTRYPOINT runs");

  private ImageReleaseRules() {}

  /** All of them. */
  public static List<Rule> all() {
    return List.of(
        OWN_IMAGE_MISSING,
        RELEASE_INCOMPLETE,
        IMAGE_FROM_OTHER_COMMIT,
        IMAGE_UNTRACEABLE,
        PLATFORM_LOST,
        ENTRYPOINT_CHANGED);
  }
}
