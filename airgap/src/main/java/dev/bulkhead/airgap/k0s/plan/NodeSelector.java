package dev.bulkhead.airgap.k0s.plan;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which machines of a plan are meant.
 *
 * @param text as it was written: {@code new-controllers}
 * @param roles machines of these
 * @param ages whether those of today, those that join, or both
 * @param number only the machine of that number; 0 for all
 */
public record NodeSelector(String text, Set<Role> roles, Set<Age> ages, int number) {
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

  private static final Pattern MACHINE = Pattern.compile("(controller|worker)-([1-9]\\d{0,5})");

  public NodeSelector {
    roles = Set.copyOf(roles);
    ages = Set.copyOf(ages);
  }

  /** Whether a machine is part of the cluster before the upgrade begins. */
  public enum Age {
    /** It is. */
    OLD,
    /** It joins on the way. */
    NEW
  }

  /** Every machine. */
  public static NodeSelector all() {
    return new NodeSelector("all", EnumSet.allOf(Role.class), EnumSet.allOf(Age.class), 0);
  }

  /** Reads a group's name ({@link #GROUPS}) or a machine's; empty where it is neither. */
  public static Optional<NodeSelector> parse(String text) {
    Matcher machine = MACHINE.matcher(text);
    if (machine.matches()) {
      Role role = machine.group(1).equals("worker") ? Role.WORKER : Role.CONTROLLER;
      return Optional.of(
          new NodeSelector(
              text,
              EnumSet.of(role),
              EnumSet.allOf(Age.class),
              Integer.parseInt(machine.group(2))));
    }
    return GROUPS.contains(text)
        ? Optional.of(new NodeSelector(text, rolesOf(text), agesOf(text), 0))
        : Optional.empty();
  }

  private static Set<Role> rolesOf(String group) {
    if (group.endsWith("controllers")) {
      return EnumSet.of(Role.CONTROLLER);
    }
    return group.endsWith("workers") ? EnumSet.of(Role.WORKER) : EnumSet.allOf(Role.class);
  }

  private static Set<Age> agesOf(String group) {
    if (group.startsWith("old")) {
      return EnumSet.of(Age.OLD);
    }
    return group.startsWith("new") ? EnumSet.of(Age.NEW) : EnumSet.allOf(Age.class);
  }

  /** Whether the machine of that number is meant. */
  boolean selects(Role role, boolean isNew, int machine) {
    return roles.contains(role)
        && ages.contains(isNew ? Age.NEW : Age.OLD)
        && (number == 0 || number == machine);
  }

  @Override
  public String toString() {
    return text;
  }
}
