package dev.bulkhead.drill;

import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Vital;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A component of the control plane of which one instance leads, and works, at a time (client-go
 * {@code tools/leaderelection}: retry 2 s, renew deadline 10 s, lease 15 s).
 */
final class Leader {
  private static final long RETRY = 2_000;
  private static final long RENEW_DEADLINE = 10_000;
  private static final long LEASE = 15_000;
  private static final Labels LABELS = Labels.none("the lease");

  private final World world;
  private final String name;
  private final Vital lease;
  private final boolean needsTokens;
  private final Runnable loop = this::renew;

  /** Where the one that leads runs; nothing where the control plane runs elsewhere. */
  private @Nullable Machine host;

  private boolean leads = true;
  private boolean starting;
  private long renewed;
  private List<Runnable> parked = new ArrayList<>();
  private final List<Runnable> atElection = new ArrayList<>();

  Leader(World world, String name, Vital lease, boolean needsTokens) {
    this.world = world;
    this.name = name;
    this.lease = lease;
    this.needsTokens = needsTokens;
  }

  void begin() {
    host = candidate();
    world.agenda.after(RETRY, loop);
  }

  boolean leads() {
    return leads;
  }

  /** Does something whenever another instance begins to lead. */
  void onElection(Runnable action) {
    atElection.add(action);
  }

  /** Does something now, or as soon as somebody leads again. */
  void whenLeading(Runnable action) {
    if (leads) {
      action.run();
    } else {
      parked.add(action);
    }
  }

  /** The process ends, and another one has to begin. */
  void restart(String cause) {
    if (leads) {
      leads = false;
      world.chronicle.tell(
          Lane.CONTROL_PLANE, Mark.WORSE, name, "does not lead any more: " + cause);
    }
  }

  private void renew() {
    world.agenda.after(RETRY, loop);
    if (host != null && !host.up && leads) {
      restart("its node %s is down".formatted(host.name));
    }
    long now = world.agenda.now();
    boolean mayTry = leads || now - renewed >= LEASE;
    if (!mayTry || starting || !world.hasControlPlane()) {
      return;
    }
    Api.Answer answer = world.api.send(lease, world.system(), LABELS, "");
    if (answer.done()) {
      renewed = now;
      world.settled(this);
      if (!leads) {
        acquire();
      }
      return;
    }
    world.failing(
        this,
        new Attempt(
            lease, world.system(), LABELS, this, "", Backoff.every(RETRY), () -> true, loop),
        answer.hooks());
    if (leads && now + answer.delay() - renewed >= RENEW_DEADLINE) {
      restart("its lease was not renewed for 10 s");
    }
  }

  private void acquire() {
    host = candidate();
    starting = true;
    if (needsTokens) {
      world.attempt(
          new Attempt(
              Vital.CONTROLLER_TOKEN,
              world.system(),
              Labels.none("the service account"),
              this,
              "",
              new Backoff(1_000, 30_000),
              () -> true,
              this::lead));
    } else {
      lead();
    }
  }

  private void lead() {
    starting = false;
    leads = true;
    renewed = world.agenda.now();
    world.chronicle.tell(Lane.CONTROL_PLANE, Mark.BETTER, name, "leads again");
    atElection.forEach(Runnable::run);
    var waiting = parked;
    parked = new ArrayList<>();
    waiting.forEach(Runnable::run);
  }

  private @Nullable Machine candidate() {
    for (Machine machine : world.machines) {
      if (machine.pool.isControlPlane() && machine.up) {
        return machine;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return name;
  }
}
