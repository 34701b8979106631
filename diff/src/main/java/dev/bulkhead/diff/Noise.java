package dev.bulkhead.diff;

import java.util.Set;

/** The places that differ from release to release without saying anything. */
@FunctionalInterface
interface Noise {
  /** Nothing is noise: for what Kubernetes compares literally. */
  Noise NONE = (path, field) -> false;

  /** What every chart's release touches. */
  Noise OF_RELEASES = Noise::isOfReleases;

  /** In a CRD, also the prose of its schema. */
  Noise OF_CRDS = (path, field) -> field.equals("description") || isOfReleases(path, field);

  /** What rules and bindings come to is compared by those who know what they mean. */
  Noise OF_ROLES =
      (path, field) ->
          (path.isEmpty() && Set.of("rules", "subjects", "roleRef").contains(field))
              || isOfReleases(path, field);

  Set<String> LABELS =
      Set.of("helm.sh/chart", "chart", "app.kubernetes.io/version", "version", "heritage");

  Set<String> ANNOTATIONS =
      Set.of("helm.sh/chart", "controller-gen.kubebuilder.io/version", "rollme");

  /** What says nothing of an object of that kind. */
  static Noise of(String kind) {
    return switch (kind) {
      case "CustomResourceDefinition" -> OF_CRDS;
      case "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding" -> OF_ROLES;
      default -> OF_RELEASES;
    };
  }

  /** Whether a field of the mapping at a path is noise. */
  boolean covers(String path, String field);

  private static boolean isOfReleases(String path, String field) {
    if (path.endsWith("labels")) {
      return LABELS.contains(field);
    }
    if (path.endsWith("annotations")) {
      return ANNOTATIONS.contains(field) || field.contains("checksum");
    }
    if (path.equals("metadata") && field.equals("namespace")) {
      return true; // Objects are matched by it, be it stated or that of the release.
    }
    // Certificates are made by whoever serves, often anew at each start.
    return field.equals("caBundle");
  }
}
