package dev.bulkhead.drill;

import java.util.List;

/**
 * One outage to simulate.
 *
 * @param name what it is called in reports: {@code capsule-system/capsule-webhook-service is down,
 *     in steady state}
 * @param targets what goes down
 * @param event what happens besides
 * @param held whether the pods that went down cannot run for a while, rather than being replaced at
 *     once
 */
public record Scenario(String name, List<Target> targets, Event event, boolean held) {
  public Scenario {
    targets = List.copyOf(targets);
  }
}
