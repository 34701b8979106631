package dev.bulkhead.release;

import dev.bulkhead.model.Location;
import java.util.Optional;

/**
 * A place that states a version.
 *
 * @param subject what the version is of: an image's name ({@code
 *     registry.k8s.io/descheduler/descheduler}), a chart's name, a repository ({@code
 *     github.com/org/repo}), or the empty string for the project itself
 * @param text the version as it stands there: {@code v0.29.0}, {@code latest}, a digest; nothing
 *     else of the line
 * @param at where the first character of {@code text} stands, the file named by its path in the
 *     repository; not exact where the text is not written out there as it is (an escape, a folded
 *     scalar), so that it cannot be rewritten
 * @param how by what it was recognised, as a clause: {@code newTag of a kustomization's images}
 */
public record Carrier(Kind kind, String subject, String text, Location at, String how) {
  /** What kind of place it is. */
  public enum Kind {
    /** The tag of a container's image in a manifest. */
    MANIFEST_IMAGE("image"),
    /** {@code newTag} of a kustomization's {@code images}. */
    KUSTOMIZATION_TAG("newTag"),
    /** The digest of an image in a kustomization or in values, which decides before its tag. */
    IMAGE_DIGEST("digest"),
    /** {@code ?ref=} of a remote base in a kustomization. */
    KUSTOMIZATION_REF("remote base"),
    /** {@code version} of a Chart.yaml. */
    CHART_VERSION("chart version"),
    /** {@code appVersion} of a Chart.yaml. */
    CHART_APP_VERSION("appVersion"),
    /** {@code version} of a dependency in a Chart.yaml. */
    CHART_DEPENDENCY("chart dependency"),
    /** An image's tag in the values of a chart. */
    VALUES_TAG("tag in values"),
    /** The label {@code app.kubernetes.io/version} of an object. */
    VERSION_LABEL("version label"),
    /** The label {@code helm.sh/chart} of an object. */
    CHART_LABEL("chart label"),
    /** A command or address in a document that people follow to install. */
    DOCUMENT_COMMAND("install command"),
    /** An image in a document that people copy from. */
    DOCUMENT_IMAGE("image in a document"),
    /** A file that holds a version alone. */
    VERSION_FILE("version file"),
    /** The version of a package in the file it is built from. */
    BUILD_FILE("build file"),
    /** A place that the project names in its {@code .bulkhead.yaml}. */
    CONFIGURED("configured place");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** Whether it is read by people rather than deployed or built. */
    public boolean isDocument() {
      return this == DOCUMENT_COMMAND || this == DOCUMENT_IMAGE;
    }

    /** Whether it decides which image is deployed. */
    boolean isDeployedImage() {
      return switch (this) {
        case MANIFEST_IMAGE, KUSTOMIZATION_TAG, IMAGE_DIGEST, VALUES_TAG -> true;
        case KUSTOMIZATION_REF,
            CHART_VERSION,
            CHART_APP_VERSION,
            CHART_DEPENDENCY,
            VERSION_LABEL,
            CHART_LABEL,
            DOCUMENT_COMMAND,
            DOCUMENT_IMAGE,
            VERSION_FILE,
            BUILD_FILE,
            CONFIGURED ->
            false;
      };
    }

    /** As reports name it. */
    @Override
    public String toString() {
      return words;
    }
  }

  /** The version that the text is, if it is one. */
  public Optional<ReleaseVersion> version() {
    return ReleaseVersion.of(text);
  }

  /** The file's path in the repository. */
  public String path() {
    return at.file();
  }
}
