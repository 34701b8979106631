package dev.bulkhead.render;

import dev.bulkhead.model.KubernetesVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How charts are to be rendered; manifests do not heed it.
 *
 * @param valueFiles as {@code -f}, in order
 * @param assignments as {@code --set}, in order: {@code a.b=c}
 * @param releaseName the name of the release, or the empty string for the chart's own
 * @param namespace the namespace of the release
 * @param kubeVersion the cluster's version, in the provider's own spelling
 * @param apiVersions served in addition to what the version serves: {@code
 *     monitoring.coreos.com/v1}
 * @param ownValueFiles files of the chart itself, taken as {@code -f} before the others
 * @param places whether every place is to be as exact as can be had; without that, charts are
 *     rendered in half the time
 */
public record RenderRequest(
    List<Path> valueFiles,
    List<String> assignments,
    String releaseName,
    String namespace,
    KubernetesVersion kubeVersion,
    List<String> apiVersions,
    List<String> ownValueFiles,
    Places places) {

  /** How exact places are to be. */
  public enum Places {
    /** As exact as can be had. */
    EXACT,
    /** Good enough to be looked at by a program; what a person is to see is rendered again. */
    ROUGH
  }

  public RenderRequest {
    valueFiles = List.copyOf(valueFiles);
    assignments = List.copyOf(assignments);
    apiVersions = List.copyOf(apiVersions);
    ownValueFiles = List.copyOf(ownValueFiles);
  }

  /** A request for exact places, with no file of the chart's own. */
  public RenderRequest(
      List<Path> valueFiles,
      List<String> assignments,
      String releaseName,
      String namespace,
      KubernetesVersion kubeVersion,
      List<String> apiVersions) {
    this(
        valueFiles,
        assignments,
        releaseName,
        namespace,
        kubeVersion,
        apiVersions,
        List.of(),
        Places.EXACT);
  }

  /**
   * The same with values that give way to those that are there.
   *
   * @param ownFiles files of the chart itself
   * @param earlier as {@code --set}
   */
  public RenderRequest over(List<String> ownFiles, List<String> earlier) {
    var all = new ArrayList<>(earlier);
    all.addAll(assignments);
    return new RenderRequest(
        valueFiles, all, releaseName, namespace, kubeVersion, apiVersions, ownFiles, places);
  }

  /** The same on a cluster of another version. */
  public RenderRequest at(KubernetesVersion version) {
    return new RenderRequest(
        valueFiles,
        assignments,
        releaseName,
        namespace,
        version,
        apiVersions,
        ownValueFiles,
        places);
  }

  /** The same with other places. */
  public RenderRequest with(Places wanted) {
    return new RenderRequest(
        valueFiles,
        assignments,
        releaseName,
        namespace,
        kubeVersion,
        apiVersions,
        ownValueFiles,
        wanted);
  }
}
