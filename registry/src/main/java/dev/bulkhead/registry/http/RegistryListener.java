package dev.bulkhead.registry.http;

/** Whoever wants to know what a client of registries does. Called from many threads. */
@FunctionalInterface
public interface RegistryListener {
  /** Does not listen. */
  RegistryListener NONE = event -> {};

  /** Something happened. Must return quickly and not throw. */
  void on(RegistryEvent event);
}
