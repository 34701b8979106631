package dev.bulkhead.render;

import dev.bulkhead.model.KubernetesVersion;
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
 */
public record RenderRequest(
    List<ValueFile> valueFiles,
    List<String> assignments,
    String releaseName,
    String namespace,
    KubernetesVersion kubeVersion,
    List<String> apiVersions) {
  public RenderRequest {
    valueFiles = List.copyOf(valueFiles);
    assignments = List.copyOf(assignments);
    apiVersions = List.copyOf(apiVersions);
  }
}
