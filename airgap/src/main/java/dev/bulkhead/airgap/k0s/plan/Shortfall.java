package dev.bulkhead.airgap.k0s.plan;

import java.util.List;
import java.util.Optional;

/**
 * An image that a machine is asked to run and does not have.
 *
 * @param member the machine
 * @param failure how its container fails
 * @param faults what is wrong with what lies there under that name, a full sentence each
 * @param isNowhere whether there is no such image for the machine's platform, in any bundle
 */
public record Shortfall(
    Member member, Need need, Failure failure, List<String> faults, boolean isNowhere) {
  public Shortfall {
    faults = List.copyOf(faults);
  }

  /** What becomes of the machine, as a clause: {@code controller-2 is never registered}. */
  public String consequence() {
    return Consequence.of(need.key(), member);
  }

  /** Why, as a clause: {@code NLLB's Envoy v1.29.5 is not in its bundle}. */
  public String absence() {
    String what = "%s %s".formatted(component(), need.component().image().version());
    if (failure == Failure.INVALID_NAME) {
      return "what is named for %s is no image (%s)".formatted(component(), need.image());
    }
    if (isNowhere) {
      return "%s is not made for its platform".formatted(what);
    }
    if (!faults.isEmpty()) {
      return "%s does not run from its bundles: %s"
          .formatted(what, faults.getFirst().replaceFirst("\\.$", ""));
    }
    return switch (member.nodes().files().size()) {
      case 0 -> what + " is not there";
      case 1 -> what + " is not in its bundle";
      default -> "%s is in none of its %d bundles".formatted(what, member.nodes().files().size());
    };
  }

  /** What mends it where no bundle does, beginning with a verb. */
  Optional<String> otherRemedy() {
    if (failure == Failure.INVALID_NAME) {
      return Optional.of("Correct %s in the settings.".formatted(need.key()));
    }
    if (isNowhere) {
      return Optional.of(Unpublished.remedy(need));
    }
    return need.component().pullPolicy().equals("Always")
        ? Optional.of("Set spec.images.default_pull_policy to IfNotPresent or Never.")
        : Optional.empty();
  }

  /** What is not there, for a person: {@code NLLB's Envoy}. */
  public String component() {
    return Consequence.component(need.key());
  }

  /** When it is missed: lower ones keep the others from being missed at all. */
  public int rank() {
    return Consequence.rank(need.key());
  }
}
