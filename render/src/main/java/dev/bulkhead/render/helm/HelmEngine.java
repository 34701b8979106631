package dev.bulkhead.render.helm;

import java.nio.file.Path;
import java.util.List;

/** Helm, in whatever form it is at hand. */
interface HelmEngine {
  /**
   * What Helm is to render.
   *
   * @param chart an archive
   * @param kubeVersion without a suffix
   * @param assignments as {@code --set}, in order
   */
  record Call(
      Path chart,
      String releaseName,
      String namespace,
      String kubeVersion,
      List<Path> valueFiles,
      List<String> assignments) {
    public Call {
      valueFiles = List.copyOf(valueFiles);
      assignments = List.copyOf(assignments);
    }
  }

  /** What Helm says. */
  sealed interface Answer {
    /** The rendered manifests. */
    record Manifests(String text) implements Answer {}

    /** Helm's own error, as it was worded. */
    record Refused(String message) implements Answer {}

    /**
     * Helm could not be asked, or did not answer.
     *
     * @param cause a full sentence
     * @param remedy begins with a verb
     */
    record Silent(String cause, String remedy) implements Answer {}
  }

  /** Renders, without a cluster and without a socket. */
  Answer template(Call call);

  /** What a user should know of how Helm was had, once it was asked; a full sentence each. */
  default List<String> notes() {
    return List.of();
  }
}
