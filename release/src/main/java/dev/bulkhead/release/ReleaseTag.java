package dev.bulkhead.release;

/**
 * A tag of a git repository that names a release.
 *
 * @param name the whole tag: {@code descheduler-helm-chart-0.36.0}
 * @param stream the part before the version, without a {@code v}: {@code descheduler-helm-chart-};
 *     the empty string for tags that are versions alone
 */
public record ReleaseTag(String name, String stream, ReleaseVersion version) {
  /** The same release, with a {@code v} before its numbers where another has one. */
  ReleaseTag spelledLike(ReleaseTag other) {
    String spelled = version.spelledLike(other.version, true);
    return ReleaseVersion.of(spelled)
        .map(same -> new ReleaseTag(stream + spelled, stream, same))
        .orElse(this);
  }

  @Override
  public String toString() {
    return name;
  }
}
