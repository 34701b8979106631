package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.plan.Mend.Lack;
import dev.bulkhead.model.Location;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether machines have each image that they are asked for on the way; a claim for each. */
final class ImageClaims {
  private final Upgrade upgrade;
  private final List<StepOutcome> outcomes;
  private final Set<Lack> afterStripping;
  private final Mend mend;
  private final PlanClaim claims;

  ImageClaims(Upgrade upgrade, List<StepOutcome> outcomes, List<StepOutcome> stripped, Mend mend) {
    this.upgrade = upgrade;
    this.outcomes = outcomes;
    this.afterStripping = Mend.lacks(stripped);
    this.mend = mend;
    this.claims = new PlanClaim(upgrade);
  }

  /** One image on one group of machines, over all steps. */
  private static final class Course {
    private final NodeGroup nodes;
    private final Need need;
    private final List<Step> steps = new ArrayList<>();
    private Optional<Shortfall> shortfall = Optional.empty();
    private boolean isFatal;
    private boolean isDoubtful;

    Course(NodeGroup nodes, Need need) {
      this.nodes = nodes;
      this.need = need;
    }
  }

  private record Doubts(NodeGroup nodes, String reason, String supply, Set<String> images) {}

  List<Verdict> verdicts() {
    var courses = new LinkedHashMap<Lack, Course>();
    var doubts = new LinkedHashMap<String, Doubts>();
    for (StepOutcome outcome : outcomes) {
      for (NodeOutcome node : outcome.nodes()) {
        follow(outcome, node, courses, doubts);
      }
    }
    var verdicts = new ArrayList<Verdict>();
    courses.values().stream()
        .filter(each -> !each.isDoubtful)
        .map(this::verdict)
        .forEach(verdicts::add);
    doubts.values().stream().map(this::unproven).forEach(verdicts::add);
    if (courses.isEmpty()) {
      verdicts.add(nothing());
    }
    return verdicts;
  }

  private Verdict nothing() {
    return claims
        .whole(PlanRules.IMAGE_NOT_IN_BUNDLE, "no machine")
        .unproven(
            "No machine of this upgrade runs containers, so not one image was looked for.",
            "Say how many workers there are with --workers, or that controllers run workloads with"
                + " --controller-workers.",
            List.of());
  }

  private static void follow(
      StepOutcome outcome,
      NodeOutcome node,
      Map<Lack, Course> courses,
      Map<String, Doubts> doubts) {
    NodeGroup nodes = node.member().nodes();
    Map<Lack, Shortfall> missing =
        node.shortfalls().stream()
            .collect(Collectors.toMap(each -> lack(nodes, each.need()), each -> each, (a, _) -> a));
    for (Need need : node.needs()) {
      Lack lack = lack(nodes, need);
      Course course = courses.computeIfAbsent(lack, _ -> new Course(nodes, need));
      Shortfall shortfall = missing.get(lack);
      if (shortfall != null) {
        course.shortfall = course.shortfall.or(() -> Optional.of(shortfall));
        course.isFatal |= outcome.isFatal(shortfall);
        course.steps.add(outcome.step());
      }
    }
    for (NodeOutcome.Doubt doubt : node.doubts()) {
      Lack lack = lack(nodes, doubt.need());
      courses.computeIfAbsent(lack, _ -> new Course(nodes, doubt.need())).isDoubtful = true;
      doubts
          .computeIfAbsent(
              nodes.name() + doubt.reason(),
              _ -> new Doubts(nodes, doubt.reason(), doubt.supply(), new LinkedHashSet<>()))
          .images()
          .add(doubt.need().image());
    }
  }

  private static Lack lack(NodeGroup nodes, Need need) {
    return new Lack(nodes.name(), need.key(), need.image());
  }

  private Verdict verdict(Course course) {
    Claim claim =
        claims.of(
            PlanRules.IMAGE_NOT_IN_BUNDLE, course.nodes, course.need.key(), course.need.image());
    if (course.shortfall.isEmpty()) {
      return claim.proven(
          "%s has %s (%s) whenever it is asked for it."
              .formatted(
                  course.nodes.name(),
                  Consequence.component(course.need.key()),
                  course.need.image()),
          List.of(new Fact("asked", course.need.asked())));
    }
    Shortfall shortfall = course.shortfall.get();
    return new Verdict.Violated(
        claim,
        course.isFatal ? Severity.ERROR : Severity.WARNING,
        message(course, shortfall),
        remedy(course, shortfall),
        List.of(
            new Fact("asked", shortfall.need().asked()),
            new Fact("pull policy", shortfall.need().component().pullPolicy()),
            new Fact("fails with", shortfall.failure().toString()),
            new Fact("at steps", numbers(course.steps)),
            new Fact("bundles", bundles(course.nodes))));
  }

  private static String numbers(List<Step> steps) {
    return steps.stream()
        .map(Step::number)
        .distinct()
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  private static String bundles(NodeGroup nodes) {
    return nodes.files().isEmpty()
        ? "none"
        : nodes.files().stream().map(MachineBundle::name).collect(Collectors.joining(", "));
  }

  private String message(Course course, Shortfall shortfall) {
    Step step = course.steps.getFirst();
    Need need = shortfall.need();
    String pinned = claims.pinnedAt(need.key()).map(this::pinned).orElse("");
    return "At step %d (%s), %s: %s (%s). It is %s%s."
        .formatted(
            step.number(),
            step.title(),
            shortfall.consequence(),
            shortfall.absence(),
            shortfall.failure(),
            need.asked(),
            pinned);
  }

  private String pinned(Location at) {
    return upgrade.settings().source() == Settings.Source.FIRST_LEADER
        ? ", since the object's first leader wrote it there"
        : ", since %s names it".formatted(at);
  }

  private String remedy(Course course, Shortfall shortfall) {
    Optional<String> other = shortfall.otherRemedy();
    if (other.isPresent()) {
      return other.get();
    }
    boolean isStripped =
        !mend.stale().isEmpty() && !afterStripping.contains(lack(course.nodes, course.need));
    return isStripped ? strip(course) : add(course);
  }

  private String strip(Course course) {
    return "Before step %d, take out of the settings what nobody chose: %s"
        .formatted(
            course.steps.getFirst().number(),
            String.join("; ", upgrade.settings().strip(upgrade.route().to())));
  }

  private String add(Course course) {
    return mend.additions().stream()
        .filter(
            addition ->
                addition.nodes().name().equals(course.nodes.name())
                    && addition.images().contains(course.need.image()))
        .findFirst()
        .map(
            addition ->
                addition.isAtHand()
                    ? "Put %s, which holds it, onto %s, too."
                        .formatted(addition.path(), course.nodes.name())
                    : "Put a bundle that holds %s onto %s."
                        .formatted(course.need.image(), course.nodes.name()))
        .orElse("Put a bundle that holds it onto %s.".formatted(course.nodes.name()));
  }

  private Verdict unproven(Doubts doubts) {
    return claims
        .of(PlanRules.IMAGE_NOT_IN_BUNDLE, doubts.nodes(), "unknown " + doubts.reason())
        .unproven(
            "%s %d images are asked for there.".formatted(doubts.reason(), doubts.images().size()),
            doubts.supply(),
            doubts.images().stream().map(image -> new Fact("image", image)).toList());
  }
}
