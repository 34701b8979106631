package dev.bulkhead.airgap.k0s.plan;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which machines of a plan are meant.
 *
 * @param text as it was written: the name of a group ({@link #GROUPS}), or else of a machine
 */
public record NodeSelector(String text) {
  /** The names of groups of machines. */
  public static final List<String> GROUPS =
      List.of(
          "all",
          "controllers",
          "workers",
          "old",
          "new",
          "old-controllers",
          "new-controllers",
          "old-workers",
          "new-workers");

  /** What a Node may be called (RFC 1123, a subdomain). */
  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");

  /** Every machine. */
  public static NodeSelector all() {
    return new NodeSelector("all");
  }

  /** Reads a group's name or a machine's; empty where it can be neither. */
  public static Optional<NodeSelector> parse(String text) {
    return GROUPS.contains(text) || isName(text)
        ? Optional.of(new NodeSelector(text))
        : Optional.empty();
  }

  /** Whether a machine can be called so. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches() && !GROUPS.contains(text);
  }

  /** Whether it means machines by what they are, and not one by its name. */
  public boolean isGroup() {
    return GROUPS.contains(text);
  }

  /** Whether a machine is meant. */
  boolean selects(Role role, boolean isNew, String name) {
    return isGroup() ? isOf(role) && isOf(isNew) : text.equals(name);
  }

  private boolean isOf(Role role) {
    return switch (role) {
      case CONTROLLER -> !text.endsWith("workers");
      case WORKER -> !text.endsWith("controllers");
    };
  }

  private boolean isOf(boolean isNew) {
    return !text.startsWith(isNew ? "old" : "new");
  }

  @Override
  public String toString() {
    return text;
  }
}
