package dev.bulkhead.registry.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers every event. */
public final class Recorder implements RegistryListener {
  private final List<RegistryEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public void on(RegistryEvent event) {
    events.add(event);
  }

  /** All events so far. */
  public List<RegistryEvent> events() {
    return List.copyOf(events);
  }

  /** How many requests went out. */
  public long requests() {
    return events.stream().filter(RegistryEvent.Asked.class::isInstance).count();
  }
}
