package dev.bulkhead.airgap.k0s;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Releases that have something in common.
 *
 * @param releases lowest first
 */
public record ReleaseRange(SortedSet<K0sVersion> releases) {
  /** Not one. */
  static final ReleaseRange NONE = new ReleaseRange(new TreeSet<>());

  public ReleaseRange {
    releases = Collections.unmodifiableSortedSet(new TreeSet<>(releases));
  }

  static ReleaseRange of(Collection<K0sVersion> releases) {
    return new ReleaseRange(new TreeSet<>(releases));
  }

  /** Whether there is not one. */
  public boolean isEmpty() {
    return releases.isEmpty();
  }

  /** Whether a release is among them. */
  public boolean has(K0sVersion release) {
    return releases.contains(release);
  }

  /** Those that are among the others, too. */
  ReleaseRange and(ReleaseRange others) {
    var both = new TreeSet<>(releases);
    both.retainAll(others.releases);
    return new ReleaseRange(both);
  }

  /** As a sentence names them: {@code k0s v1.29.6+k0s.0}, or {@code 34 releases of k0s from …}. */
  public String named() {
    return switch (releases.size()) {
      case 0 -> "no known release of k0s";
      case 1, 2 -> "k0s " + this;
      default -> "%d releases of k0s%s".formatted(releases.size(), span());
    };
  }

  private String span() {
    return " from %s to %s".formatted(releases.first(), releases.last());
  }

  /** {@code v1.29.6+k0s.0}, or {@code 34 releases from v1.29.1+k0s.0 to v1.32.13+k0s.0}. */
  @Override
  public String toString() {
    return switch (releases.size()) {
      case 0 -> "no known release";
      case 1 -> releases.first().toString();
      case 2 -> releases.first() + " and " + releases.last();
      default -> "%d releases%s".formatted(releases.size(), span());
    };
  }
}
