package dev.bulkhead.drill;

import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Vital;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The garbage collector, which removes what belonged to what somebody deleted. Whenever it starts
 * it lists every kind of object first; up to 1.31 it collects nothing at all while it cannot list
 * one of them (kubernetes/kubernetes issue 110720, mended by PR 125796).
 */
final class Garbage {
  private static final long PATIENCE = 10_000;
  private static final int GOES_ON_SINCE = 32;

  /** What is told of the collector, and whom its attempts are for. */
  static final String NAME = "the garbage collector";

  private final World world;
  private final Extensions extensions;

  /** Deployments that were deleted, and whose pods are still there, by their names. */
  private final Map<String, Space> orphaned = new LinkedHashMap<>();

  private boolean synced = true;
  private List<Runnable> parked = new ArrayList<>();

  Garbage(World world, Extensions extensions) {
    this.world = world;
    this.extensions = extensions;
  }

  void begin() {
    world.controllers.onElection(this::start);
  }

  private void start() {
    List<Extensions.Gap> gaps = extensions.ofCollector();
    boolean isHalted = !gaps.isEmpty() && world.topology.cluster().minor() < GOES_ON_SINCE;
    if (isHalted && synced) {
      tell(Mark.WORSE, "starts anew and collects nothing in the whole cluster: " + text(gaps));
    } else if (!gaps.isEmpty() && synced) {
      tell(Mark.WORSE, "starts anew and leaves some objects alone: " + text(gaps));
    } else if (!isHalted && !synced) {
      tell(Mark.BETTER, "collects again");
    }
    synced = !isHalted;
    if (isHalted) {
      world.agenda.after(PATIENCE, this::start);
      return;
    }
    var waiting = parked;
    parked = new ArrayList<>();
    waiting.forEach(Runnable::run);
  }

  private void tell(Mark mark, String text) {
    world.chronicle.tell(Lane.CONTROL_PLANE, mark, NAME, text);
  }

  private static String text(List<Extensions.Gap> gaps) {
    return Words.list(gaps.stream().map(Extensions.Gap::text).toList(), 3);
  }

  /** Somebody deletes a Deployment; its ReplicaSet and then its pods are to follow. */
  void deleteDeployment(Space space) {
    String name = space + "/old";
    orphaned.put(name, space);
    step(
        Vital.GARBAGE_REPLICASET,
        name,
        () -> step(Vital.GARBAGE_POD, name, () -> orphaned.remove(name)));
  }

  private void step(Vital vital, String name, Runnable then) {
    Space space = orphaned.get(name);
    if (space == null) {
      return;
    }
    Runnable action =
        () ->
            world.attempt(
                new Attempt(
                    vital,
                    space,
                    Labels.some("objects of " + name, Map.of()),
                    name,
                    "",
                    Backoff.ofController(),
                    () -> true,
                    then));
    if (synced) {
      action.run();
    } else {
      parked.add(action);
    }
  }

  /** Deleted Deployments whose ReplicaSets or pods are still there. */
  List<String> orphaned() {
    return List.copyOf(orphaned.keySet());
  }

  /** What keeps it from collecting anything; nothing while it collects. */
  List<Extensions.Gap> halting() {
    return synced ? List.of() : extensions.ofCollector();
  }
}
