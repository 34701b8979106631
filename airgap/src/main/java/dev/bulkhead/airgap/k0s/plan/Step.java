package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.K0sRelease;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A step of an upgrade, and who there is once it is made.
 *
 * @param number from 1
 * @param hop from which release to which: the number of the hop, from 1
 * @param target the release that the hop leads to
 * @param nodes who is brought, changed or taken away
 * @param gone who is taken away by it besides
 * @param members who there is; while workers pass, those of before and those of after
 */
public record Step(
    int number,
    int hop,
    Kind kind,
    K0sRelease target,
    List<NodeGroup> nodes,
    List<NodeGroup> gone,
    List<Member> members) {
  public Step {
    nodes = List.copyOf(nodes);
    gone = List.copyOf(gone);
    members = List.copyOf(members);
  }

  /** What is done in a step. */
  public enum Kind {
    /** Bundles are put onto machines. */
    PREPARE,
    /** A controller joins. */
    JOIN_CONTROLLER,
    /** A controller leaves. */
    LEAVE_CONTROLLER,
    /** A controller gets the new release. */
    UPGRADE_CONTROLLER,
    /** All controllers are new; what the leader applies rolls out. */
    ROLL_OUT,
    /** Workers join, beside those of before. */
    JOIN_WORKERS,
    /** Workers join, and those of before leave, one by one. */
    REPLACE_WORKERS,
    /** Workers get the new release, one by one. */
    UPGRADE_WORKERS,
    /** Workers leave. */
    LEAVE_WORKERS,
    /** Old bundles are taken away. */
    CLEAN
  }

  /** What happens, as a clause: {@code controller-4 joins}. */
  public String title() {
    String who = names(nodes);
    return switch (kind) {
      case PREPARE -> "bundles are put onto the machines";
      case JOIN_CONTROLLER -> "%s joins".formatted(who);
      case LEAVE_CONTROLLER -> "%s leaves".formatted(who);
      case UPGRADE_CONTROLLER -> "%s becomes %s".formatted(who, target.version());
      case ROLL_OUT -> "the new leader's images roll out";
      case JOIN_WORKERS -> "%s %s".formatted(who, isOne() ? "joins" : "join");
      case REPLACE_WORKERS ->
          "%s %s over from %s".formatted(who, isOne() ? "takes" : "take", names(gone));
      case UPGRADE_WORKERS ->
          "%s %s %s".formatted(who, isOne() ? "becomes" : "become", target.version());
      case LEAVE_WORKERS -> "%s %s".formatted(who, isOne() ? "leaves" : "leave");
      case CLEAN -> "old bundles are taken away";
    };
  }

  private boolean isOne() {
    return nodes.stream().mapToInt(NodeGroup::count).sum() == 1;
  }

  /** The releases of the controllers that there are. */
  SortedSet<K0sRelease> controllers() {
    var releases =
        new TreeSet<K0sRelease>((one, other) -> one.version().compareTo(other.version()));
    members.stream().filter(Member::isController).map(Member::release).forEach(releases::add);
    return releases;
  }

  static String names(List<NodeGroup> groups) {
    return groups.stream().map(NodeGroup::name).collect(Collectors.joining(", "));
  }
}
