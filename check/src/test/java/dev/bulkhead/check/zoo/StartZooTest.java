package dev.bulkhead.check.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.check.Check;
import dev.bulkhead.check.CheckOptions;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Origin;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Images;
import dev.bulkhead.testkit.Property;
import dev.bulkhead.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the start proof against runc: every case of a seeded draw is judged and run, and both must
 * say the same. What is Unproven is counted and must be what the design leaves open.
 *
 * <p>System properties: {@code bulkhead.zoo} (where the zoo is), {@code bulkhead.zoo.cases} (how
 * many, 1,000), {@code bulkhead.seed}.
 */
class StartZooTest {
  private static final long SEED = 20260101;
  private static final int CASES = Integer.getInteger("bulkhead.zoo.cases", 1_000);

  /** One case, held. */
  private record Held(int number, ZooCase zooCase, Opinion opinion, Answer answer) {
    @Override
    public String toString() {
      return "case %d: we say %s%n  runc says %s%n  %s"
          .formatted(number, opinion, answer, Json.of(zooCase.pod(reference(zooCase))));
    }
  }

  @Test
  void what_is_proven_starts_and_what_is_violated_does_not(@TempDir Path workspace)
      throws Exception {
    Zoo zoo =
        switch (Zoo.find()) {
          case Zoo.Lookup.Found(Zoo found) -> found;
          case Zoo.Lookup.Absent(String reason) -> {
            System.out.println("StartZooTest is left out: " + reason + ".");
            yield Assumptions.<Zoo>abort(reason);
          }
        };
    var cases = new ArrayList<ZooCase>();
    Property.forAll(SEED, CASES, new ZooGen(zoo.images(), zoo.directory()), cases::add);

    List<Held> held = hold(zoo, cases, workspace);

    System.out.println(summary(held) + " (" + Zoo.runtime() + ")");
    List<Held> disagreements =
        held.stream()
            .filter(one -> !one.opinion().agreesWith(one.answer()))
            .filter(one -> !isLeftOpen(one))
            .toList();
    Files.writeString(
        Path.of("target", "zoo-disagreements.txt"),
        disagreements.stream().map(Held::toString).collect(Collectors.joining("\n\n")));
    assertThat(disagreements)
        .as(
            "of %d cases from seed %d (bulkhead.seed)",
            cases.size(), Long.getLong("bulkhead.seed", SEED))
        .isEmpty();
  }

  private static List<Held> hold(Zoo zoo, List<ZooCase> cases, Path workspace) throws Exception {
    List<Answer> answers = zoo.run(cases, workspace);
    List<Opinion> opinions = judge(zoo.openLayout(), cases);
    var held = new ArrayList<Held>();
    for (int i = 0; i < cases.size(); i++) {
      held.add(new Held(i, cases.get(i), opinions.get(i), answers.get(i)));
    }
    return held;
  }

  private static List<Opinion> judge(Images images, List<ZooCase> cases) {
    var objects = new ArrayList<KubernetesObject>();
    for (int i = 0; i < cases.size(); i++) {
      var pod = Nodes.mapping(cases.get(i).pod(reference(cases.get(i))));
      objects.add(KubernetesObject.of(pod, Origin.of("zoo", Integer.toString(i))));
    }
    var options =
        new CheckOptions(List.of(Platform.LINUX_AMD64), at -> true, Duration.ofMinutes(10));
    Map<String, List<Verdict>> verdicts =
        new Check(images, options)
            .judge(Inventory.of(objects)).verdicts().stream()
                .collect(Collectors.groupingBy(v -> v.claim().subject().origin().path()));
    var opinions = new ArrayList<Opinion>();
    for (int i = 0; i < cases.size(); i++) {
      opinions.add(Opinion.of(verdicts.getOrDefault(Integer.toString(i), List.of())));
    }
    return opinions;
  }

  private static String reference(ZooCase zooCase) {
    return "zoo.example/%s:1".formatted(zooCase.image());
  }

  /** What may be Unproven, by the design. */
  private static boolean isLeftOpen(Held held) {
    return held.opinion() instanceof Opinion.Undecided(String rule, String message)
        && switch (rule) {
          // Some C libraries run with a shell what the kernel refuses, others do not.
          case "command-exec-format" -> message.contains("by some C libraries");
          // A directory that /etc/ld.so.conf includes cannot be listed.
          case "command-library-missing" -> message.contains("not every directory");
          default -> false;
        };
  }

  private static String summary(List<Held> held) {
    var fates = new TreeMap<Fate, Integer>();
    var open = new TreeMap<String, Integer>();
    int agreed = 0;
    for (Held one : held) {
      fates.merge(one.answer().fate(), 1, Integer::sum);
      if (one.opinion() instanceof Opinion.Undecided(String rule, var _)) {
        open.merge(rule, 1, Integer::sum);
      }
      agreed += one.opinion().agreesWith(one.answer()) ? 1 : 0;
    }
    return "%d cases held against runc: %d agree, unproven %s; %s"
        .formatted(held.size(), agreed, open, fates);
  }
}
