package dev.bulkhead.airgap.k0s;

/** Whose an image of a configuration is: the release's, another release's, or somebody's choice. */
public sealed interface PinVerdict {
  /** It is not named: every release runs its own. */
  record Floating() implements PinVerdict {}

  /**
   * Half of it is named, and every release supplies the other half.
   *
   * @param hasImage whether that is the name, and not the version
   */
  record HalfFloating(boolean hasImage) implements PinVerdict {}

  /**
   * It is named, and is what the target runs by itself: harmless until the step after.
   *
   * @param defaultOf the releases whose default it is, the target among them
   */
  record PinnedLikeTarget(ReleaseRange defaultOf) implements PinVerdict {}

  /**
   * It is the default of other releases, and not the target's.
   *
   * @param defaultOf the releases whose default it is
   */
  record StaleDefault(ReleaseRange defaultOf) implements PinVerdict {}

  /**
   * A name that no release has, with a version that some have as their default: whoever named the
   * mirror left the version to the release that wrote it, or copied it.
   *
   * @param versionOf the releases whose default has that version
   * @param isTargets whether the target is one of them
   */
  record MirrorOfDefault(ReleaseRange versionOf, boolean isTargets) implements PinVerdict {}

  /** No release would have named it so: a choice, which nobody but its owner takes back. */
  record UserPin() implements PinVerdict {}
}
