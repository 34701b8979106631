package dev.bulkhead.model;

/**
 * What tells one Kubernetes object from another.
 *
 * @param apiVersion group and version as written: {@code apps/v1}, {@code v1}
 * @param namespace the namespace, or the empty string where none is stated
 * @param name the name, or {@code generateName} followed by {@code *}
 */
public record ObjectKey(String apiVersion, String kind, String namespace, String name) {

  /** The API group; the empty string for the core group. */
  public String group() {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  /** The version within the group. */
  public String version() {
    return apiVersion.substring(apiVersion.indexOf('/') + 1);
  }

  /** {@code Deployment capsule-system/capsule}, as reports name an object. */
  @Override
  public String toString() {
    return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
  }
}
