package dev.bulkhead.report;

import dev.bulkhead.airgap.k0s.plan.NodeGroup;
import dev.bulkhead.airgap.k0s.plan.NodeOutcome;
import dev.bulkhead.airgap.k0s.plan.Plan;
import dev.bulkhead.airgap.k0s.plan.Shortfall;
import dev.bulkhead.airgap.k0s.plan.Size;
import dev.bulkhead.airgap.k0s.plan.Step;
import dev.bulkhead.airgap.k0s.plan.StepOutcome;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a plan of an upgrade has to say.
 *
 * @param judged sources, settings, the verdicts and what they come to as a whole
 */
public record PlanReport(Report judged, Plan plan) {
  private static final String ALREADY =
      " That is so before anything is changed, or --bundle does not say all that lies there.";

  /** {@code k0s v1.29.6+k0s.0 to v1.30.2+k0s.0, rolling: 3 controllers, 5 workers}. */
  public String title() {
    var upgrade = plan.upgrade();
    var size = upgrade.size();
    String via =
        upgrade.route().via().isEmpty()
            ? ""
            : " through "
                + upgrade.route().via().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining(", "));
    return "k0s %s to %s%s, %s: %s%s, %s"
        .formatted(
            upgrade.route().from(),
            upgrade.route().to(),
            via,
            upgrade.strategy(),
            count(size.controllers(), "controller"),
            workloads(size),
            count(size.workers(), "worker")
                + (size.workers() == 0
                        || upgrade.workersFrom().version().equals(upgrade.route().from())
                    ? ""
                    : " of " + upgrade.workersFrom().version()));
  }

  private static String workloads(Size size) {
    if (size.working() == 0) {
      return "";
    }
    return size.working() == size.controllers()
        ? " with workloads"
        : " (%d with workloads)".formatted(size.working());
  }

  /** What the settings say of images, as a line. */
  String settings() {
    var settings = plan.upgrade().settings();
    var cluster = settings.cluster();
    var parts = new ArrayList<String>();
    parts.add("pull policy " + cluster.defaultPullPolicy().orElse("IfNotPresent"));
    parts.add(
        cluster.loadBalancer().enabled()
            ? "node-local load balancing"
            : "no node-local load balancing");
    parts.add("network " + cluster.networkProvider());
    cluster.repository().ifPresent(repository -> parts.add("repository " + repository));
    String source =
        switch (settings.source()) {
          case FILE -> "the file of each controller";
          case OBJECT -> "the object kube-system/k0s";
          case FIRST_LEADER -> "the object kube-system/k0s as its first leader wrote it";
        };
    return "%s (%s): %s".formatted(cluster.file(), source, String.join(", ", parts));
  }

  /** Machines of a step that are missing something, by what they are missing. */
  record Missing(NodeGroup nodes, List<Absent> images) {}

  /**
   * An image that machines miss.
   *
   * @param shortfall the first time
   * @param steps the numbers of the steps at which it is missing
   */
  record Absent(Shortfall shortfall, List<Integer> steps) {
    /** {@code 2 to 4}. */
    String span() {
      int first = steps.getFirst();
      int last = steps.getLast();
      if (first == last) {
        return "step " + first;
      }
      return last - first + 1 == steps.size()
          ? "steps %d to %d".formatted(first, last)
          : "steps " + steps.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
  }

  /** What is missing on each machine, in the order in which it is missed. */
  List<Missing> missing() {
    var byNode = new LinkedHashMap<NodeGroup, LinkedHashMap<List<Object>, Absent>>();
    for (StepOutcome outcome : plan.outcomes()) {
      for (NodeOutcome node : outcome.nodes()) {
        for (Shortfall shortfall : node.shortfalls()) {
          var absent =
              byNode
                  .computeIfAbsent(node.member().nodes(), _ -> new LinkedHashMap<>())
                  .computeIfAbsent(
                      List.of(shortfall.need().key(), shortfall.need().image()),
                      _ -> new Absent(shortfall, new ArrayList<>()));
          int number = outcome.step().number();
          if (!absent.steps().contains(number)) {
            absent.steps().add(number);
          }
        }
      }
    }
    return byNode.entrySet().stream()
        .map(entry -> new Missing(entry.getKey(), inOrder(List.copyOf(entry.getValue().values()))))
        .toList();
  }

  private static List<Absent> inOrder(List<Absent> images) {
    return images.stream()
        .sorted(
            Comparator.comparingInt((Absent each) -> each.shortfall().rank())
                .thenComparing(each -> each.steps().getFirst()))
        .toList();
  }

  /** The verdicts on all but images, proven ones left out, the gravest first. */
  List<Finding> others() {
    return judged.findings().stream()
        .filter(finding -> !(finding.verdict() instanceof Verdict.Proven))
        .filter(
            finding ->
                finding.claim().subject().image().isEmpty()
                    || finding.verdict() instanceof Verdict.Unproven)
        .sorted(Comparator.comparingInt(PlanReport::gravity))
        .toList();
  }

  /** What is open stands between what has to be mended and what is only worth knowing. */
  private static int gravity(Finding finding) {
    if (finding.verdict() instanceof Verdict.Unproven) {
      return 2;
    }
    return switch (finding.severity()) {
      case ERROR -> 0;
      case WARNING -> 1;
      case NOTICE -> 3;
    };
  }

  /** What becomes of a group of machines at a step; empty where it has no part in it. */
  static Optional<Cell> cell(StepOutcome outcome, NodeGroup nodes) {
    List<NodeOutcome> own =
        outcome.nodes().stream().filter(node -> node.member().nodes().equals(nodes)).toList();
    if (own.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Cell(
            own.stream().mapToInt(node -> node.shortfalls().size()).max().orElse(0),
            own.stream().mapToInt(PlanReport::unknown).max().orElse(0),
            own.stream().flatMap(node -> node.shortfalls().stream()).anyMatch(outcome::isFatal)));
  }

  /** Of a machine that is asked for nothing it is not known what it runs. */
  private static int unknown(NodeOutcome node) {
    return node.needs().isEmpty() ? 1 : node.doubts().size();
  }

  /**
   * Machines at a step.
   *
   * @param missing how many images they miss
   * @param unknown of how many nobody can tell
   * @param isFatal whether the step cannot go well for that
   */
  record Cell(int missing, int unknown, boolean isFatal) {
    String text() {
      if (missing > 0) {
        return (isFatal ? "×" : "!") + missing;
      }
      return unknown > 0 ? "?" : "✓";
    }
  }

  /** The short name of machines, for the head of a column: {@code c1}, {@code w1-5}. */
  static String label(NodeGroup nodes) {
    String letter = nodes.role().toString().substring(0, 1);
    return nodes.count() == 1
        ? letter + nodes.first()
        : "%s%d-%d".formatted(letter, nodes.first(), nodes.last());
  }

  /** Whether it cannot be made so. */
  boolean fails() {
    return plan.firstFailure().isPresent() || plan.obstacle().isPresent();
  }

  /** What all comes to, in one sentence. */
  String conclusion() {
    return plan.rejection()
        .map(
            rejection ->
                "The upgrade fails at %s: k0s does not take the configuration. %s"
                    .formatted(rejection.claim().location(), rejection.message()))
        .orElseGet(this::ofImages);
  }

  private String ofImages() {
    return plan.firstFailure()
        .map(
            failed ->
                "The upgrade fails at step %d (%s): %s.%s"
                    .formatted(
                        failed.step().number(),
                        failed.step().title(),
                        failed
                            .worst()
                            .map(worst -> worst.consequence() + ", since " + worst.absence())
                            .orElse("images are missing"),
                        failed.step().kind() == Step.Kind.PREPARE ? ALREADY : ""))
        .orElseGet(this::withoutFailure);
  }

  private String withoutFailure() {
    Optional<String> lost = plan.lostBundle().map(Verdict.Violated::message);
    if (lost.isPresent()) {
      return "Not every machine keeps every image that it is asked for. " + lost.get();
    }
    Optional<String> obstacle = plan.obstacle().map(Verdict.Violated::message);
    if (obstacle.isPresent()) {
      return "The upgrade cannot be made so, though no image is known to be missing. "
          + obstacle.get();
    }
    if (plan.looksForNothing()) {
      return "Nothing could be told: no machine of this upgrade runs containers, so not one image was"
          + " looked for.";
    }
    if (plan.isOpen()) {
      return "No image is known to be missing, but not all could be told.";
    }
    return "At each of %d steps, every machine finds every image that it is asked for, whoever leads."
        .formatted(plan.outcomes().size());
  }

  static String count(int number, String noun) {
    return number == 0 ? "no " + noun + "s" : number + " " + noun + (number == 1 ? "" : "s");
  }
}
