package dev.bulkhead.check;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Platform;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.model.ServedApis;
import dev.bulkhead.registry.Images;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Judges every container of an inventory. Containers are judged side by side, their verdicts come
 * in the order of the inventory.
 */
public final class Check {
  /**
   * What a judgement comes to.
   *
   * @param notes what a reader should know besides, a full sentence each
   * @param complete false where time ran out or the judgement was interrupted; what was not decided
   *     by then is among the verdicts as unproven
   */
  public record Judgement(List<Verdict> verdicts, List<String> notes, boolean complete) {
    public Judgement {
      verdicts = List.copyOf(verdicts);
      notes = List.copyOf(notes);
    }

    /** The same with what others say of the same inventory. */
    public Judgement and(List<Verdict> others) {
      return new Judgement(
          Stream.concat(verdicts.stream(), others.stream()).toList(), notes, complete);
    }
  }

  /** A container of a pod, and the platforms it is judged for. */
  private record Unit(PodTemplate pod, Container container, List<Platform> platforms) {}

  private final Images images;
  private final CheckOptions options;

  /** A judge that asks the given images. */
  public Check(Images images, CheckOptions options) {
    this.images = images;
    this.options = options;
  }

  /** Judges, without telling anyone how far it has come. */
  public Judgement judge(Inventory inventory) {
    return judge(inventory, done -> {});
  }

  /**
   * Judges. An interrupt of the calling thread, or the end of the time allowed, ends it early; the
   * thread's interrupt status is then set again.
   *
   * @param progress is told the share of containers judged so far, from 0 to 1, by this thread
   */
  public Judgement judge(Inventory inventory, Consumer<Double> progress) {
    var notes = new ArrayList<String>();
    List<Unit> units = units(inventory, notes);
    var verdicts =
        new ArrayList<Verdict>(judgeApis(inventory, options.clusters(), options.apiVersions()));
    var daemons = new DaemonSetClaims(inventory);
    inventory.ofKind("DaemonSet").forEach(one -> daemons.judge(one).ifPresent(verdicts::add));
    boolean complete = true;
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<List<Verdict>>>();
      for (Unit unit : units) {
        running.add(executor.submit(judging(unit, inventory)));
      }
      long deadline = System.nanoTime() + options.timeout().toNanos();
      for (int i = 0; i < units.size(); i++) {
        String stopped = await(running.get(i), complete ? deadline : 0, verdicts);
        if (!stopped.isEmpty()) {
          complete = false;
          running.get(i).cancel(true);
          verdicts.add(undecided(units.get(i), stopped));
        }
        progress.accept((i + 1.0) / units.size());
      }
      executor.shutdownNow();
    }
    return new Judgement(verdicts, notes, complete);
  }

  /**
   * Judges the objects' APIs alone.
   *
   * @param clusters the versions judged for, rising; none for no verdicts
   * @param added what these clusters serve besides, as group and version
   */
  public static List<Verdict> judgeApis(
      Inventory inventory, List<KubernetesVersion> clusters, Set<String> added) {
    if (clusters.isEmpty()) {
      return List.of();
    }
    var claims = new ApiClaims(ServedApis.bundled(), clusters, added);
    return inventory.objects().stream().flatMap(object -> claims.judge(object).stream()).toList();
  }

  private Callable<List<Verdict>> judging(Unit unit, Inventory inventory) {
    return () ->
        new ContainerJudge(unit.pod(), unit.container(), inventory, images, options.literal())
            .judge(unit.platforms());
  }

  /** Adds the verdicts of a unit; the answer is why they could not be had, if they could not. */
  private String await(Future<List<Verdict>> unit, long deadline, List<Verdict> verdicts) {
    try {
      if (deadline == 0 && !unit.isDone()) {
        return "The judgement was stopped before.";
      }
      verdicts.addAll(unit.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
      return "";
    } catch (TimeoutException late) {
      return "It was not decided within %s.".formatted(words(options.timeout()));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return "The judgement was interrupted before.";
    } catch (ExecutionException bug) {
      if (bug.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(bug.getCause());
    }
  }

  private static String words(Duration timeout) {
    return timeout.toSeconds() + " s";
  }

  private static Verdict undecided(Unit unit, String why) {
    var node = unit.container().node();
    var subject =
        Subject.of(unit.pod().owner())
            .withContainer(unit.container().name(), node.text("image").orElse(""));
    return new Claim(Rules.IMAGE_MISSING, subject, node.at())
        .unproven(why, "Run the check again with a longer --timeout.", List.of());
  }

  private List<Unit> units(Inventory inventory, List<String> notes) {
    var units = new ArrayList<Unit>();
    for (KubernetesObject object : inventory.objects()) {
      List<PodTemplate> pods = PodTemplate.of(object);
      if (PodTemplate.isWorkload(object)
          && pods.stream().allMatch(pod -> pod.containers().isEmpty())) {
        notes.add(
            "%s (%s) has no containers that could be judged."
                .formatted(object.key(), object.root().at()));
        continue;
      }
      for (PodTemplate pod : pods) {
        List<Platform> platforms = Landing.of(pod.spec(), options.platforms());
        if (platforms.isEmpty()) {
          notes.add(
              "%s cannot land on any of the platforms asked for and was not judged."
                  .formatted(object.key()));
          continue;
        }
        for (Container container : pod.containers()) {
          units.add(new Unit(pod, container, platforms));
        }
      }
    }
    return units;
  }
}
