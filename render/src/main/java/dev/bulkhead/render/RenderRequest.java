package dev.bulkhead.render;

import dev.bulkhead.model.KubernetesVersion;
import java.util.List;
import java.util.stream.Stream;

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
 * @param places how exact the places of objects are to be
 */
public record RenderRequest(
    List<ValueFile> valueFiles,
    List<String> assignments,
    String releaseName,
    String namespace,
    KubernetesVersion kubeVersion,
    List<String> apiVersions,
    Places places) {

  /** How exact places are to be. */
  public enum Places {
    /** As exact as can be had. */
    EXACT,
    /** Good enough for a program to look at, and had in half the time. */
    ROUGH
  }

  public RenderRequest {
    valueFiles = List.copyOf(valueFiles);
    assignments = List.copyOf(assignments);
    apiVersions = List.copyOf(apiVersions);
  }

  /** A request for exact places. */
  public RenderRequest(
      List<ValueFile> valueFiles,
      List<String> assignments,
      String releaseName,
      String namespace,
      KubernetesVersion kubeVersion,
      List<String> apiVersions) {
    this(valueFiles, assignments, releaseName, namespace, kubeVersion, apiVersions, Places.EXACT);
  }

  /** The same with values that give way to those that are there. */
  public RenderRequest over(List<ValueFile> files, List<String> assigned) {
    return new RenderRequest(
        joined(files, valueFiles),
        joined(assigned, assignments),
        releaseName,
        namespace,
        kubeVersion,
        apiVersions,
        places);
  }

  /** The same with assignments that override those that are there. */
  public RenderRequest set(List<String> assigned) {
    return new RenderRequest(
        valueFiles,
        joined(assignments, assigned),
        releaseName,
        namespace,
        kubeVersion,
        apiVersions,
        places);
  }

  /** The same with a file of values after those that are there. */
  public RenderRequest and(ValueFile last) {
    return new RenderRequest(
        joined(valueFiles, List.of(last)),
        assignments,
        releaseName,
        namespace,
        kubeVersion,
        apiVersions,
        places);
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /** The same under that name of a release, where it has none of its own. */
  public RenderRequest orNamed(String name) {
    return new RenderRequest(
        valueFiles,
        assignments,
        releaseName.isEmpty() ? name : releaseName,
        namespace,
        kubeVersion,
        apiVersions,
        places);
  }

  /** The same on a cluster of another version. */
  public RenderRequest at(KubernetesVersion version) {
    return new RenderRequest(
        valueFiles, assignments, releaseName, namespace, version, apiVersions, places);
  }

  /** The same with other places. */
  public RenderRequest with(Places wanted) {
    return new RenderRequest(
        valueFiles, assignments, releaseName, namespace, kubeVersion, apiVersions, wanted);
  }
}
