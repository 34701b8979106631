package dev.bulkhead.airgap.k0s.plan;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What machines are called.
 *
 * @param today those of today by their role, in their order; none where they are numbered
 * @param joining those that join by their role, in the order in which they do; where they are more,
 *     the rest is numbered on
 */
public record Names(Map<Role, List<String>> today, Map<Role, List<String>> joining) {
  /** {@code controller-1}, {@code worker-1} and on. */
  public static final Names NUMBERED = new Names(Map.of(), Map.of());

  public Names {
    today = copied(today);
    joining = copied(joining);
  }

  private static Map<Role, List<String>> copied(Map<Role, List<String>> names) {
    var copy = new EnumMap<Role, List<String>>(Role.class);
    names.forEach((role, machines) -> copy.put(role, List.copyOf(machines)));
    return Map.copyOf(copy);
  }

  /**
   * The name of a machine.
   *
   * @param number its number among those of its role, from 1
   * @param existing how many of that role there are today
   */
  String of(Role role, int number, int existing) {
    boolean isNew = number > existing;
    List<String> names = (isNew ? joining : today).getOrDefault(role, List.of());
    int index = isNew ? number - existing - 1 : number - 1;
    return index < names.size() ? names.get(index) : numbered(role, number);
  }

  /** The name of a machine that has none of its own: {@code worker-1}. */
  public static String numbered(Role role, int number) {
    return "%s-%d".formatted(role, number);
  }
}
