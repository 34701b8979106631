package dev.bulkhead.check;

import dev.bulkhead.model.Node;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A Linux capability that decides whether a program can be started (capabilities(7)). */
enum Capability {
  /** Passes over permission bits, except that a file needs some execute bit. */
  DAC_OVERRIDE,
  /** Enters any directory and reads any file. */
  DAC_READ_SEARCH,
  /** Becomes another group. */
  SETGID,
  /** Becomes another user. */
  SETUID;

  /**
   * containerd: {@code pkg/oci/spec.go}, defaultUnixCaps; CRI-O's default has the same of these.
   */
  private static final Set<Capability> DEFAULT = EnumSet.of(DAC_OVERRIDE, SETGID, SETUID);

  /**
   * What a container's security context leaves of them (containerd: {@code
   * internal/cri/opts/spec_opts.go}, WithCapabilities): {@code ALL} is added, then dropped, then
   * single ones are added, then dropped. A name with the prefix {@code CAP_} is none.
   */
  static Set<Capability> of(Node.Mapping container) {
    if (container.scalar("securityContext", "privileged").filter(Node.Scalar::isTrue).isPresent()) {
      return EnumSet.allOf(Capability.class);
    }
    List<String> added = names(container, "add");
    List<String> dropped = names(container, "drop");
    Set<Capability> left =
        added.contains("ALL") ? EnumSet.allOf(Capability.class) : EnumSet.copyOf(DEFAULT);
    if (dropped.contains("ALL")) {
      left.clear();
    }
    added.forEach(name -> named(name).ifPresent(left::add));
    dropped.forEach(name -> named(name).ifPresent(left::remove));
    return left;
  }

  private static List<String> names(Node.Mapping container, String verb) {
    return container.items("securityContext", "capabilities", verb).stream()
        .flatMap(item -> item.text().stream())
        .map(name -> name.toUpperCase(Locale.ROOT))
        .toList();
  }

  private static Optional<Capability> named(String name) {
    return EnumSet.allOf(Capability.class).stream()
        .filter(capability -> capability.name().equals(name))
        .findFirst();
  }
}
