package dev.bulkhead.drill;

import java.util.HashMap;
import java.util.Map;

/**
 * How nodes fare zone by zone, which decides how fast the pods of ill ones are evicted (kubernetes
 * {@code pkg/controller/nodelifecycle/node_lifecycle_controller.go}, {@code ComputeZoneState} and
 * {@code handleDisruption}).
 */
final class Zones {
  /** node-eviction-rate: 0.1 per second. */
  private static final long GAP = 10_000;

  /** secondary-node-eviction-rate: 0.01 per second. */
  private static final long LONG_GAP = 100_000;

  /** unhealthy-zone-threshold. */
  private static final double UNHEALTHY = 0.55;

  /** large-cluster-size-threshold. */
  private static final int LARGE = 50;

  private static final long NEVER = Long.MAX_VALUE;

  private final Map<String, Zone> zones = new HashMap<>();
  private boolean disrupted;

  /** One zone. */
  private static final class Zone {
    private int ready;
    private int ill;
    private long next;
  }

  /** Counts anew. */
  void begin() {
    zones.values().forEach(zone -> zone.ready = zone.ill = 0);
  }

  /** Counts a node. */
  void count(Machine machine) {
    Zone zone = of(machine);
    if (machine.ready == Machine.Readiness.READY) {
      zone.ready++;
    } else {
      zone.ill++;
    }
  }

  /** Ends the count; whether from now on no node at all is Ready. */
  boolean isNewlyDisrupted() {
    boolean was = disrupted;
    disrupted = zones.values().stream().allMatch(zone -> zone.ready == 0);
    return disrupted && !was;
  }

  /** Whether the pods of a node may be evicted now. */
  boolean mayExpel(Machine machine, long now) {
    return !disrupted && gap(of(machine)) != NEVER && now >= of(machine).next;
  }

  /** The pods of a node are evicted; the next node has to wait. */
  void expelled(Machine machine, long now) {
    Zone zone = of(machine);
    zone.next = now + gap(zone);
  }

  /** Few evictions where most nodes of a zone are ill, none where that zone is small. */
  private static long gap(Zone zone) {
    int size = zone.ready + zone.ill;
    boolean isPartly = zone.ready > 0 && zone.ill > 2 && zone.ill >= size * UNHEALTHY;
    if (!isPartly) {
      return GAP;
    }
    return size > LARGE ? LONG_GAP : NEVER;
  }

  private Zone of(Machine machine) {
    return zones.computeIfAbsent(machine.zone, any -> new Zone());
  }
}
